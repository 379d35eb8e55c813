import type { OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { Connections, type Purpose } from './connections.js';
import { Door } from './door.js';
import type { Queryable } from './lent.js';
import { Room } from './room.js';
import { Silence } from './silence.js';
import { types } from './types.js';
import { DatabaseUnavailable, toDatabaseError } from './unavailable.js';

export interface DatabaseConfig {
  /** `postgresql://…` of the application's role. */
  readonly url: string;
  /** The same database as the role that owns its schemas; needed by migrations alone. */
  readonly ownerUrl?: string;
  /** The most connections of each pool (default: 10 for reading, 4 for writing, 4 for machinery); those of `connect` come on top. */
  readonly connections?: Partial<Readonly<Record<Purpose, number>>> | undefined;
  /** Where an embedded server keeps what it is given. */
  readonly folder?: string | undefined;
  /** How long a server is given to let somebody in (default: two seconds). */
  readonly connectTimeoutMs?: number | undefined;
}

/** How many connections of each kind there are, where nothing else is said. */
export const CONNECTIONS: Readonly<Record<Purpose, number>> = { reading: 10, writing: 4, machinery: 4 };

/** Long enough for a busy server to accept, short enough for a request to fail clearly when there is none. */
const CONNECT_TIMEOUT_MS = 2_000;

/** How much longer is waited for those who have connections to be done with them: that says nothing of the server. */
const WAIT_MS = 500;

/** The one way to PostgreSQL: a pool for each purpose, and dedicated connections for whoever must keep one. What is asked of it itself is machinery. */
export class Database implements OnApplicationShutdown, Queryable {
  readonly #log = new Logger(Database.name);
  readonly #silence = new Silence({ isAsked: () => this.#pools.some(({ pool }) => pool.totalCount > pool.idleCount), letsIn: () => this.#letsIn() });
  readonly #door = new Door();
  /** Whether it had room for what was written last. */
  readonly room = new Room();
  readonly #dedicated = new Set<pg.Client>();
  #abandoned = false;
  readonly #machinery: Connections;
  readonly #of: Readonly<Record<Purpose, Connections>>;

  constructor(readonly config: DatabaseConfig) {
    this.#machinery = new Connections(this.#pool('machinery'), this.#door, this.room);
    const kept = (purpose: Purpose): Connections => new Connections(this.#pool(purpose), this.#door, this.room, this.#machinery);
    this.#of = { reading: kept('reading'), writing: kept('writing'), machinery: this.#machinery };
  }

  /** The connections kept for a purpose. */
  of(purpose: Purpose): Connections {
    return this.#of[purpose];
  }

  /** The most connections that there are for a purpose. */
  most(purpose: Purpose): number {
    return this.config.connections?.[purpose] ?? CONNECTIONS[purpose];
  }

  /** The pool for machinery. */
  get pool(): pg.Pool {
    return this.#machinery.pool;
  }

  /** One statement: see `Connections.query`. */
  query<Row extends pg.QueryResultRow>(query: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult<Row>> {
    return this.#machinery.query<Row>(query, values);
  }

  /** See `Connections.transaction`. */
  transaction<T>(work: (client: pg.ClientBase) => Promise<T>, begin?: string): Promise<T> {
    return this.#machinery.transaction(work, begin);
  }

  /**
   * A connection of the caller's own, to be ended by it; `name` is what `pg_stat_activity` shows. An 'error' listener is already
   * there, so a loss never ends the process; 'end' tells of it.
   * @throws DatabaseUnavailable
   */
  async connect(name: string, options: Pick<pg.ClientConfig, 'query_timeout' | 'statement_timeout' | 'pipeline'> = {}): Promise<pg.Client> {
    if (this.#abandoned) throw new DatabaseUnavailable(new Error('it was abandoned'));
    const client = new pg.Client({ ...this.#clientConfig(`tracker ${name}`), ...options });
    client.on('error', () => undefined);
    this.#dedicated.add(client);
    client.once('end', () => this.#dedicated.delete(client));
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw toDatabaseError(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#pools.map(async ({ pool }) => {
        if (!pool.ending) await pool.end();
      }),
    );
    // A pool counts as ended before its server has hung up.
    this.#silence.rest();
  }

  /** Whether nobody is let through any more: whoever keeps a connection of their own, and makes it anew when it is lost, is to leave it. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  /** Ends every connection at once, those of others too, which nobody will ask to end them: what was to work on it did not come up. */
  async abandon(): Promise<void> {
    this.#abandoned = true;
    await Promise.all([this.close(), ...[...this.#dedicated].map((client) => client.end().catch(() => undefined))]);
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  get #connectTimeoutMs(): number {
    return this.config.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  }

  get #pools(): readonly Connections[] {
    return Object.values(this.#of);
  }

  #pool(purpose: Purpose): pg.Pool {
    const config = this.#clientConfig(`tracker ${purpose}`);
    const options: pg.PoolConfig & Patience = { ...config, connectWithinMs: this.#connectTimeoutMs, connectionTimeoutMillis: this.#connectTimeoutMs + WAIT_MS };
    const pool = new pg.Pool({ ...options, max: this.most(purpose), Client: PooledClient });
    // Without listeners a connection that breaks would end the process; the pool replaces it by itself.
    pool.on('error', (error) => this.#log.warn(`an idle database connection was lost: ${error.message}`));
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  async #letsIn(): Promise<boolean> {
    const { stream: _watched, ...config } = this.#clientConfig('tracker probe');
    let client: pg.Client | undefined;
    try {
      client = new pg.Client(config);
      client.on('error', () => undefined);
      await client.connect();
      return true;
    } catch (error) {
      // Turned away in words, such as for too many connections, is an answer.
      if ((error as { severity?: unknown }).severity !== undefined) return true;
      this.#door.shut(error);
      return false;
    } finally {
      void client?.end().catch(() => undefined);
    }
  }

  #clientConfig(name: string): pg.ClientConfig {
    return {
      stream: () => this.#silence.socket(),
      connectionString: this.config.url,
      application_name: name,
      connectionTimeoutMillis: this.#connectTimeoutMs,
      keepAlive: true,
      // A server's default compiles statements whose cost it overrates: 80 ms for an append of one.
      options: '-c TimeZone=UTC -c DateStyle=ISO -c jit=off',
      types,
    };
  }
}

interface Patience {
  /** How long the server is given, apart from those who have connections. */
  readonly connectWithinMs: number;
}

/** A pool hands its own patience on to its clients, which wait for the server and for nobody else. */
class PooledClient extends pg.Client {
  constructor({ connectWithinMs, ...config }: pg.ClientConfig & Partial<Patience> = {}) {
    super({ ...config, connectionTimeoutMillis: connectWithinMs ?? CONNECT_TIMEOUT_MS });
  }
}
