import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { toDatabaseError } from './unavailable.js';

/** Whatever answers statements: a pool, or one connection in its transaction. */
export interface Queryable {
  /** Takes what node-postgres takes: text with values, or `{ text, values }`. @throws DatabaseUnavailable */
  query<Row extends pg.QueryResultRow>(query: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult<Row>>;
}

const AGAIN_MS = 25;

/** One connection of a pool, in a transaction, until it is given back. It answers one statement at a time; the next waits here. */
export class Lent implements Queryable {
  #turn: Promise<unknown> = Promise.resolve();
  #running = false;
  #over: Error | undefined;
  #back: Promise<void> | undefined;

  /** @param cancel ends the statement that a server process is at, over another connection; resolves once that is told */
  constructor(
    private readonly client: pg.PoolClient,
    private readonly cancel: (pid: number) => Promise<unknown>,
  ) {}

  query<Row extends pg.QueryResultRow>(query: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult<Row>>;
  query<Row extends unknown[]>(query: pg.QueryArrayConfig): Promise<pg.QueryArrayResult<Row>>;
  query(query: string | pg.QueryConfig, values?: unknown[]): Promise<unknown> {
    const answer = this.#turn.then(() => this.#answer(query, values));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  /**
   * Ends the transaction and gives the connection back once nothing runs on it any more: a statement that does is cancelled, those that wait
   * are never sent. A second call waits for the first.
   * @param why what whoever still asks, or waits for an answer, is told
   * @param pid the server process at the other end, to have its statement cancelled there
   */
  giveBack(why: Error, pid?: number): Promise<void> {
    this.#over ??= why;
    this.#back ??= this.#end(pid);
    return this.#back;
  }

  async #answer(query: string | pg.QueryConfig, values?: unknown[]): Promise<unknown> {
    if (this.#over) throw this.#over;
    this.#running = true;
    try {
      return await this.client.query(query, values);
    } catch (error) {
      // What was cancelled is told why.
      throw this.#over ?? toDatabaseError(error);
    } finally {
      this.#running = false;
    }
  }

  // The connection is kept until the server has been told: its process cannot be somebody else's by then. A cancellation that comes too late is
  // forgotten by PostgreSQL, so that what follows here, and whoever has the connection next, are not hit by it.
  async #end(pid: number | undefined): Promise<void> {
    try {
      // One that is still on its way to the server outlives what it was sent before: it is cancelled again.
      for (let idle = !this.#running; !idle; idle = await Promise.race([this.#turn.then(() => true), sleep(AGAIN_MS, false)])) {
        if (pid === undefined) throw new Error('nobody can cancel it');
        await this.cancel(pid);
      }
      await this.#turn;
      await this.client.query('rollback');
      this.client.release(this.client.getTransactionStatus() !== 'I');
    } catch {
      this.client.release(true);
    }
  }
}
