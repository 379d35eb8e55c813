/** Something that is replaced when it has gone bad, once for all who notice. */
export class Renewable<T extends { close(): Promise<void> }> {
  #current: T;

  constructor(private readonly make: () => T) {
    this.#current = make();
  }

  get current(): T {
    return this.#current;
  }

  /** Does nothing where another was made since. */
  async renew(bad: T): Promise<void> {
    if (bad !== this.#current) return;
    this.#current = this.make();
    await bad.close();
  }
}
