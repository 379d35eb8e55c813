interface Two {
  readonly leaderId: string;
  readonly mergedId: string;
}

/** By whom records were taken for one person's, of those that ever were merged: who proposed it, and who confirmed it. */
export class Mergers {
  readonly #by = new Map<string, Set<string>>();
  /** The merges of each record, on either side. */
  readonly #merges = new Map<string, Set<string>>();

  proposed(two: Two, by: readonly string[]): void {
    const merge = nameOf(two);
    this.#by.set(merge, new Set([...(this.#by.get(merge) ?? []), ...by]));
  }

  merged(two: Two, by: readonly string[]): void {
    const { leaderId, mergedId } = two;
    this.proposed(two, by);
    for (const record of [leaderId, mergedId]) this.#merges.set(record, (this.#merges.get(record) ?? new Set()).add(nameOf(two)));
  }

  /** Whoever had a part in a merge of a record, or of one that it was merged with, and so on. */
  of(recordId: string): readonly string[] {
    const records = new Set([recordId]);
    const found = new Set<string>();
    for (const record of records)
      for (const merge of this.#merges.get(record) ?? []) {
        for (const id of this.#by.get(merge) ?? []) found.add(id);
        for (const other of merge.split(' ')) records.add(other);
      }
    return [...found];
  }
}

const nameOf = ({ leaderId, mergedId }: Two): string => `${leaderId} ${mergedId}`;
