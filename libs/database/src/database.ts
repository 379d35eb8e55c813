import type { OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { Silence } from './silence.js';
import { types } from './types.js';
import { toDatabaseError } from './unavailable.js';

export interface DatabaseConfig {
  /** `postgresql://…` of the application's role. */
  readonly url: string;
  /** The same database as the role that owns its schemas; needed by migrations alone. */
  readonly ownerUrl?: string;
  /** Connections kept for queries (default 10); those of `connect` come on top. */
  readonly poolSize?: number;
}

/** Long enough for a busy server to accept, short enough for a request to fail clearly when there is none. */
const CONNECT_TIMEOUT_MS = 2_000;

/** The one way to PostgreSQL: a pool for queries and dedicated connections for whoever must keep one. */
export class Database implements OnApplicationShutdown {
  readonly pool: pg.Pool;
  readonly #log = new Logger(Database.name);
  readonly #silence = new Silence({ isAsked: () => this.pool.totalCount > this.pool.idleCount, letsIn: () => this.#letsIn() });

  constructor(readonly config: DatabaseConfig) {
    this.pool = new pg.Pool({ ...this.#clientConfig('tracker'), max: config.poolSize ?? 10 });
    // Without listeners a connection that breaks would end the process; the pool replaces it by itself.
    this.pool.on('error', (error) => this.#log.warn(`an idle database connection was lost: ${error.message}`));
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /**
   * One statement on a pooled connection. Takes what node-postgres takes: text with values, or `{ text, values }`.
   * @throws DatabaseUnavailable
   */
  async query<Row extends pg.QueryResultRow>(query: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult<Row>> {
    try {
      return await this.pool.query<Row>(query, values);
    } catch (error) {
      throw toDatabaseError(error);
    }
  }

  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it throws.
   * @param begin the statement that opens it, such as `begin isolation level repeatable read read only`
   * @throws DatabaseUnavailable when the connection is refused or lost; a lost commit may have taken effect
   */
  async transaction<T>(work: (client: pg.ClientBase) => Promise<T>, begin = 'begin'): Promise<T> {
    let broken = false;
    let client: pg.PoolClient | undefined;
    try {
      client = await this.pool.connect();
      await client.query(begin);
      try {
        const result = await work(client);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => (broken = true));
        throw error;
      }
    } catch (error) {
      throw toDatabaseError(error);
    } finally {
      client?.release(broken);
    }
  }

  /**
   * A connection of the caller's own, to be ended by it; `name` is what `pg_stat_activity` shows. An 'error' listener is already
   * there, so a loss never ends the process; 'end' tells of it.
   * @throws DatabaseUnavailable
   */
  async connect(name: string, options: Pick<pg.ClientConfig, 'query_timeout' | 'statement_timeout' | 'pipeline'> = {}): Promise<pg.Client> {
    const client = new pg.Client({ ...this.#clientConfig(`tracker ${name}`), ...options });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw toDatabaseError(error);
    }
  }

  async close(): Promise<void> {
    if (!this.pool.ending) await this.pool.end();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async #letsIn(): Promise<boolean> {
    const { stream: _watched, ...config } = this.#clientConfig('tracker probe');
    const client = new pg.Client(config);
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      // Turned away in words, such as for too many connections, is an answer.
      return (error as { severity?: unknown }).severity !== undefined;
    } finally {
      void client.end().catch(() => undefined);
    }
  }

  #clientConfig(name: string): pg.ClientConfig {
    return {
      stream: () => this.#silence.socket(),
      connectionString: this.config.url,
      application_name: name,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      // A server's default compiles statements whose cost it overrates: 80 ms for an append of one.
      options: '-c TimeZone=UTC -c DateStyle=ISO -c jit=off',
      types,
    };
  }
}
