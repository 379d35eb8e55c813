/**
 * Accounts and records, each with those that it was ever linked with. Whoever is linked with the same one could be the same person, and so on: what is
 * told of ids goes by all that follows, and by nothing that was taken back. What one person alone said of two holds of these two and goes no further: nobody
 * makes one person of many by saying of each of them that they are the same as one.
 */
export class PersonGraph {
  readonly #linked = new Map<string, Set<string>>();
  readonly #said = new Map<string, Set<string>>();

  /** Two that could be one person's, from now on. */
  join(one: string, other: string): void {
    relate(this.#linked, one, other);
  }

  /** Two of which one person alone said that they are of one. */
  say(one: string, other: string): void {
    relate(this.#said, one, other);
  }

  /** Everything that could be of the same person as any of some ids; they themselves among it. */
  couldBe(ids: readonly string[]): ReadonlySet<string> {
    const joined = this.joined(ids);
    return this.joined([...joined, ...[...joined].flatMap((id) => [...(this.#said.get(id) ?? [])])]);
  }

  /** The same, by nothing that only one person said. */
  joined(ids: readonly string[]): ReadonlySet<string> {
    const found = new Set(ids);
    // A set is walked to its end, whatever is added meanwhile.
    for (const id of found) for (const other of this.#linked.get(id) ?? []) found.add(other);
    return found;
  }
}

function relate(all: Map<string, Set<string>>, one: string, other: string): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    all.set(from, (all.get(from) ?? new Set()).add(to));
}
