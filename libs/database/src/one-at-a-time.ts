import type { Database } from './database.js';
import { DatabaseUnavailable } from './unavailable.js';

/** How long is waited for others. */
const WAIT_MS = 15_000;

/**
 * Work that is done by nobody else at the same time, in whichever process: by an advisory lock on a connection of its own, so that the work may ask for any other.
 * A process has one such connection at most, since its own work waits in line before it asks for one.
 */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly name: string,
    private readonly lock: number,
  ) {}

  /** Does it when it is its turn. @param about what the work concerns, where only other work about that is kept from @throws DatabaseUnavailable where that does not come; whatever the work throws */
  run<T>(work: () => Promise<T>, about?: string): Promise<T> {
    const mine = this.#last.then(() => this.#locked(work, about));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #locked<T>(work: () => Promise<T>, about: string | undefined): Promise<T> {
    const connection = await this.database.connect(this.name, { statement_timeout: WAIT_MS });
    try {
      const [lock, values] = about === undefined ? ['$1', [this.lock]] : ['$1, hashtext($2)', [this.lock, about]];
      await connection.query(`select pg_advisory_lock(${lock})`, values).catch((error: unknown) => {
        throw new DatabaseUnavailable(error);
      });
      return await work();
    } finally {
      await connection.end().catch(() => undefined);
    }
  }
}
