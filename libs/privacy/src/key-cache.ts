export interface DataKey {
  readonly id: string;
  readonly key: Uint8Array;
}

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

/** Keeps the most recently used, for a limited time: an erased key is gone from every process soon, told or not. */
export class KeyCache<T> {
  readonly #kept = new Map<string, Kept<T>>();

  constructor(
    private readonly most: number,
    private readonly forMs: number,
  ) {}

  get(name: string): T | undefined {
    const kept = this.#kept.get(name);
    if (!kept) return undefined;
    this.#kept.delete(name);
    if (kept.until <= performance.now()) return undefined;
    this.#kept.set(name, kept);
    return kept.value;
  }

  set(name: string, value: T): void {
    this.#kept.delete(name);
    this.#kept.set(name, { value, until: performance.now() + this.forMs });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.most && oldest !== undefined) this.#kept.delete(oldest);
  }

  delete(name: string): void {
    this.#kept.delete(name);
  }

  clear(): void {
    this.#kept.clear();
  }
}
