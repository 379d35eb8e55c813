import type pg from 'pg';
import { commit } from './commit.js';
import type { Door } from './door.js';
import { Lent, type Queryable } from './lent.js';
import type { Room } from './room.js';
import { DatabaseUnavailable, toDatabaseError } from './unavailable.js';

/**
 * What connections are kept for, each in a pool of its own: `reading` for whoever keeps one throughout an operation, `writing` for what commands ask,
 * `machinery` for everything that goes on by itself or is asked by the way (keys, sign-in, health, workers). Whoever holds a connection waits for none of the same
 * kind: one pool of waiting holders would never move again. Who reads may ask machinery; machinery holds nothing while it waits for readers.
 */
export const PURPOSES = ['reading', 'writing', 'machinery'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** One pool of connections. */
export class Connections implements Queryable {
  constructor(
    readonly pool: pg.Pool,
    private readonly door: Door,
    private readonly room: Room,
    /** Asked to cancel what a server process is at (default: one of these connections). */
    private readonly cancelling?: Queryable,
  ) {}

  /** One statement. @throws DatabaseUnavailable */
  async query<Row extends pg.QueryResultRow>(query: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult<Row>> {
    const client = await this.#connect();
    let broken = false;
    try {
      return await client.query<Row>(query, values);
    } catch (error) {
      const failure = toDatabaseError(error);
      broken = failure instanceof DatabaseUnavailable;
      this.room.refused(failure);
      throw failure;
    } finally {
      client.release(broken || client.getTransactionStatus() !== 'I');
    }
  }

  /** A connection to be given back. @throws DatabaseUnavailable */
  async lend(): Promise<Lent> {
    const { cancelling = this } = this;
    return new Lent(await this.#connect(), (pid) => cancelling.query('select pg_cancel_backend($1)', [pid]));
  }

  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it throws.
   * @param begin the statement that opens it, such as `begin isolation level repeatable read read only`
   * @throws DatabaseUnavailable when the connection is refused or lost; a lost commit may have taken effect. NotCommitted
   */
  async transaction<T>(work: (client: pg.ClientBase) => Promise<T>, begin = 'begin'): Promise<T> {
    const client = await this.#connect();
    try {
      await client.query(begin);
      try {
        const result = await work(client);
        await commit(client);
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    } catch (error) {
      const failure = toDatabaseError(error);
      this.room.refused(failure);
      throw failure;
    } finally {
      client.release(client.getTransactionStatus() !== 'I');
    }
  }

  #connect(): Promise<pg.PoolClient> {
    return this.door.through(() => this.pool.connect());
  }
}
