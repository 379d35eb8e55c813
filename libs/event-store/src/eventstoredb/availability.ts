import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../errors.js';

const PAUSE_MS = { first: 20, most: 500 };
/** How often a store that is away is looked for. */
const LOOK_MS = 500;

/**
 * Whether a store answers, as those find it who ask. While a node restarts or the leader changes they are patient, each as long as it likes, counted
 * from when the store was last heard of; after that nobody waits: one look after the other is had for all, until it answers again.
 */
export class Availability {
  #away: { readonly since: number; error: StoreUnavailable } | undefined;
  #closed = false;

  /** @param look any question that the store answers; fails with StoreUnavailable while it does not */
  constructor(private readonly look: () => Promise<unknown>) {}

  /** What it fails for, while it is away. */
  get failure(): StoreUnavailable | undefined {
    return this.#away?.error;
  }

  /**
   * Asks until it is answered, or until the store has been away for `budgetMs`; at once where it has been for as long already.
   * @param budgetMs 0 for one who asks once
   * @param passing whether what it failed for may pass
   * @throws StoreUnavailable, and whatever else the question is answered with
   */
  async ask<T>(attempt: () => Promise<T>, budgetMs: number, passing: (error: StoreUnavailable) => boolean = () => true): Promise<T> {
    const begun = performance.now();
    for (let pause = PAUSE_MS.first; ; pause = Math.min(pause * 2, PAUSE_MS.most)) {
      this.#giveUpAfter(budgetMs - pause);
      const asked = performance.now();
      const left = (this.#away?.since ?? begun) + budgetMs - asked;
      try {
        return this.#answered(await (budgetMs === 0 ? attempt() : within(left, attempt())));
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw this.#answered(error);
        this.#failed(error, asked);
        if (this.#closed || !passing(error)) throw error;
      }
      this.#giveUpAfter(budgetMs - pause);
      await sleep(pause * (0.5 + Math.random() / 2));
    }
  }

  close(): void {
    this.#closed = true;
  }

  #giveUpAfter(ms: number): void {
    if (this.#away && performance.now() - this.#away.since >= ms) throw this.#away.error;
  }

  #answered<T>(answer: T): T {
    this.#away = undefined;
    return answer;
  }

  #failed(error: StoreUnavailable, since: number): void {
    if (this.#away) this.#away.error = error;
    else {
      this.#away = { since, error };
      void this.#lookOut();
    }
  }

  async #lookOut(): Promise<void> {
    while (this.#away && !this.#closed) {
      await sleep(LOOK_MS, undefined, { ref: false });
      if (!this.#away || this.#closed) return;
      await this.look().then(
        () => this.#answered(undefined),
        (error: unknown) => (error instanceof StoreUnavailable ? this.#away && (this.#away.error = error) : this.#answered(undefined)),
      );
    }
  }
}

/** What is not answered by then is no longer waited for. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable(new Error(`nothing came within ${Math.round(ms)} ms`))), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
