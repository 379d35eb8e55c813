import { RequestRefused } from './request-refused.js';

/** How much goes on at once, in one process. */
export interface AdmissionLimits {
  /** Of one actor. */
  readonly atOnce: number;
  /** Of one actor, waiting for their turn. */
  readonly waiting: number;
  /** Of everybody together. */
  readonly total: number;
  /** Milliseconds after which whoever waits is told to come back instead. */
  readonly patienceMs: number;
}

interface Waiting {
  readonly go: (leave: () => void) => void;
  readonly giveUp: (error: unknown) => void;
}

/** Of everybody together, waiting: what waits takes memory. */
const MOST_WAITING = 500;
const [SOONEST_MS, LATEST_MS] = [250, 60_000];
/** How much the last one weighs in how long one takes. */
const WEIGHT = 0.1;

/**
 * Lets few things of one actor go on at a time, and is fair between actors: each who waits has one go ahead in turn, however many more they want. Whoever is over
 * their share is told to come back, and when; nobody else is. A page of a front in the same process enters once, and asks for its parts one after another.
 */
export class Admission {
  readonly #running = new Map<string, number>();
  /** Whoever waits, in the order in which it is their turn. */
  readonly #waiting = new Map<string, Waiting[]>();
  #total = 0;
  #takesMs = SOONEST_MS;

  /** @param now milliseconds on a clock that only goes forward */
  constructor(
    private readonly limits: AdmissionLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Waits for the turn of an actor: the account that asks, not the one in whose name it does.
   * @param signal aborted where nobody waits for the answer any more
   * @returns what is to be called, once, when it is done
   * @throws RequestRefused BUSY, at once or when patience is over; what `signal` was aborted for
   */
  async enter(actor: string, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#mayGo(actor)) return this.#start(actor);
    const own = this.#waiting.get(actor) ?? [];
    if (own.length >= this.limits.waiting) throw this.#busy(own.length, 429);
    this.#makeRoom(own.length);
    return this.#wait(actor, own, signal);
  }

  /** Whether anybody waits beside an actor themselves. */
  isAwaitedBeside(actor: string): boolean {
    return this.#waiting.size > (this.#waiting.has(actor) ? 1 : 0);
  }

  /** Where no more can wait, the last of whoever has most is told to come back: nobody keeps others from waiting by waiting often. */
  #makeRoom(own: number): void {
    const rows = [...this.#waiting.values()];
    if (rows.reduce((sum, { length }) => sum + length, 0) < MOST_WAITING) return;
    const longest = rows.reduce((one, other) => (other.length > one.length ? other : one));
    if (longest.length <= own + 1) throw this.#busy(own, 503);
    longest.at(-1)?.giveUp(this.#busy(longest.length, 503));
  }

  #wait(actor: string, own: Waiting[], signal: AbortSignal | undefined): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const giveUp = (error: unknown): void => {
        settle();
        own.splice(own.indexOf(waiting), 1);
        if (own.length === 0) this.#waiting.delete(actor);
        reject(error instanceof Error ? error : new Error('nobody waits for it any more'));
      };
      const aborted = (): void => giveUp(signal?.reason);
      const patience = setTimeout(() => giveUp(this.#busy(own.length, 503)), this.limits.patienceMs).unref();
      const settle = (): void => {
        clearTimeout(patience);
        signal?.removeEventListener('abort', aborted);
      };
      const waiting: Waiting = {
        go: (leave) => {
          settle();
          resolve(leave);
        },
        giveUp,
      };
      signal?.addEventListener('abort', aborted, { once: true });
      own.push(waiting);
      this.#waiting.set(actor, own);
    });
  }

  #mayGo(actor: string): boolean {
    return this.#total < this.limits.total && (this.#running.get(actor) ?? 0) < this.limits.atOnce;
  }

  #start(actor: string): () => void {
    const started = this.now();
    this.#total++;
    this.#running.set(actor, (this.#running.get(actor) ?? 0) + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#takesMs += WEIGHT * (this.now() - started - this.#takesMs);
      this.#total--;
      const running = (this.#running.get(actor) ?? 1) - 1;
      if (running > 0) this.#running.set(actor, running);
      else this.#running.delete(actor);
      this.#next();
    };
  }

  /** Whoever it is the turn of goes ahead, and to the end of the row. */
  #next(): void {
    for (const [actor, own] of this.#waiting) {
      if (!this.#mayGo(actor)) continue;
      const next = own.shift();
      this.#waiting.delete(actor);
      if (own.length > 0) this.#waiting.set(actor, own);
      next?.go(this.#start(actor));
      return;
    }
  }

  #busy(ahead: number, statusCode: 429 | 503): RequestRefused {
    const side = Math.min(this.limits.atOnce, this.limits.total);
    const retryAfterMs = Math.round(Math.min(Math.max((this.#takesMs * (ahead + 1)) / side, SOONEST_MS), LATEST_MS));
    return new RequestRefused('BUSY', { seconds: Math.ceil(retryAfterMs / 1_000) }, { statusCode, retryAfterMs });
  }
}
