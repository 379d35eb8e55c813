import { DatabaseUnavailable } from './unavailable.js';

/** Whoever was refused comes again after five seconds (`Retry-After`), and is refused again if it is still so. */
const REMEMBERED_MS = 7_000;

/** Whether the database had room for what was written last. Nobody is asked: whoever writes finds out, and says it. */
export class Room {
  #full: { readonly until: number; readonly reason: string } | undefined;

  /** In words, where there was none a moment ago; undefined where there was, or nobody has tried since. */
  get whyNone(): string | undefined {
    return this.#full && performance.now() < this.#full.until ? this.#full.reason : undefined;
  }

  written(): void {
    this.#full = undefined;
  }

  /** @param error whatever kept somebody from writing */
  refused(error: unknown): void {
    if (error instanceof DatabaseUnavailable && error.why === 'full') this.#full = { until: performance.now() + REMEMBERED_MS, reason: error.reason };
  }
}
