import { setTimeout as sleep } from 'node:timers/promises';
import { AppendOutcomeUnknown, StoreUnavailable, StreamConflict } from './errors.js';

const PAUSE_MS = { first: 5, most: 250 };

/** How long a command is tried again, and what is not known of it meanwhile. */
export class Patience {
  readonly #endsAt: number;
  #pauseMs = PAUSE_MS.first;
  /** Something was sent, and may have been recorded. */
  #unknown: AppendOutcomeUnknown | undefined;

  /** @param budgetMs from now on */
  constructor(budgetMs: number) {
    this.#endsAt = performance.now() + budgetMs;
  }

  /**
   * Waits a while, twice as long each time, where another attempt may do what this one did not.
   * @throws the error where none would; where no time is left, that it is unknown what became of it, or the error
   */
  async after(error: unknown): Promise<void> {
    if (error instanceof AppendOutcomeUnknown) this.#unknown = error;
    if (!this.#mayPass(error)) throw error;
    if (performance.now() + this.#pauseMs > this.#endsAt) throw this.#unknown ?? error;
    await sleep(this.#pauseMs * (0.5 + Math.random()));
    this.#pauseMs = Math.min(this.#pauseMs * 2, PAUSE_MS.most);
  }

  /** Once something was sent, only an answer or the end of patience ends the attempts. */
  #mayPass(error: unknown): boolean {
    if (error instanceof StreamConflict || error instanceof AppendOutcomeUnknown) return true;
    return error instanceof StoreUnavailable && this.#unknown !== undefined;
  }
}
