/**
 * Accounts and records, each with those that it was ever linked with. Whoever is linked with the same one could be the same person, and so on: what is
 * told of ids goes by all that follows, and by nothing that was taken back.
 */
export class PersonGraph {
  readonly #linked = new Map<string, Set<string>>();

  /** Two that could be one person's, from now on. */
  join(one: string, other: string): void {
    this.#of(one).add(other);
    this.#of(other).add(one);
  }

  /** Everything that could be of the same person as any of some ids; they themselves among it. */
  couldBe(ids: readonly string[]): ReadonlySet<string> {
    const found = new Set(ids);
    // A set is walked to its end, whatever is added meanwhile.
    for (const id of found) for (const other of this.#linked.get(id) ?? []) found.add(other);
    return found;
  }

  #of(id: string): Set<string> {
    const linked = this.#linked.get(id) ?? new Set();
    this.#linked.set(id, linked);
    return linked;
  }
}
