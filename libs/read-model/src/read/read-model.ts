import type { Database, Purpose } from '@app/database';
import { Heads } from '@app/event-store';
import type { Clock, Instant, Position } from '@app/kernel';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { QueryResult } from 'pg';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import { lastResult, PROJECTION_HEAD } from '../live/live-writer.js';
import { numberOf, REBUILD_LOCK, SCHEMA_LOCK } from '../rebuild/schemas.js';
import type { TableChecksum } from '../storage/checksum.js';
import { checksumOf } from '../storage/checksum.js';
import { refuse } from './refusals.js';
import { Snapshot, SnapshotOver } from './snapshot.js';

/** There is no read model of this release's version yet: it is being built. */
export class ReadModelNotReady extends Error {
  constructor() {
    super('the read model is being built');
    this.name = 'ReadModelNotReady';
  }
}

export interface ReadModelStatus {
  /** The active schema, and whether it is of this release's version; null before the first. */
  readonly schema: string | null;
  readonly ready: boolean;
  readonly position: Position;
  readonly recordedAt: Instant | null;
  /** The log's head, and how many events the read model is behind it. */
  readonly head: Position;
  readonly lag: bigint;
  readonly rebuilding: boolean;
}

const STATEMENT_TIMEOUT_MS = 10_000;

/** Transaction, pointer and everything that follows from it, in one round trip and one snapshot. */
const begin = (timeoutMs: number): string => `begin isolation level repeatable read read only;
  select version, position, recorded_at, pg_backend_pid() as pid, set_config('search_path', quote_ident(schema) || ',public', true),
    set_config('statement_timeout', '${timeoutMs}', true), pg_advisory_xact_lock_shared(${SCHEMA_LOCK}, ${numberOf('schema')})
  from projection.read_model where status = 'active'`;

const STATUS = `
  select r.schema, r.version, coalesce(r.position, 0) as position, r.recorded_at, h.position as head,
    exists (
      select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()) and classid = 0 and objid = ${REBUILD_LOCK} and objsubid = 1
    ) as rebuilding
  from es.log_head h left join projection.read_model r on r.status = 'active'`;

interface Pointer {
  readonly version: string;
  readonly position: Position;
  readonly recorded_at: Instant | null;
}

interface Found extends Pointer {
  readonly pid: number;
}

/** Where queries read. */
export class ReadModel implements OnApplicationShutdown {
  readonly #heads: Heads;

  constructor(
    readonly database: Database,
    readonly definition: ReadModelDefinition,
    readonly clock: Clock,
    readonly options: { readonly statementTimeoutMs?: number | undefined } = {},
  ) {
    this.#heads = new Heads(database, PROJECTION_HEAD, "select position from projection.read_model where status = 'active'");
  }

  /**
   * Opens a snapshot, which holds a connection until it is released.
   * @param purpose `writing` for what a command is decided by, which reads must not keep waiting
   * @throws ReadModelNotReady while no read model of this version is there; DatabaseUnavailable
   */
  async snapshot(purpose: Exclude<Purpose, 'machinery'> = 'reading'): Promise<Snapshot> {
    const lent = await this.database.of(purpose).lend();
    try {
      const result = lastResult(await lent.query(begin(this.options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS))) as QueryResult<Found>;
      const [pointer] = result.rows;
      if (pointer?.version !== this.definition.version) throw new ReadModelNotReady();
      const { position: head, recorded_at: recordedAt, pid } = pointer;
      return new Snapshot(this.definition, lent, { head, recordedAt, today: this.clock.today(), pid });
    } catch (error) {
      await lent.giveBack(new SnapshotOver('over'));
      throw error;
    }
  }

  /**
   * Waits until the active read model stands at a position or beyond.
   * @returns false when it still did not after `timeoutMs`
   */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    if (this.#heads.heard === undefined && (await this.#standsAt(position))) return true;
    for (;;) {
      const left = deadline - performance.now();
      await this.#heads.beyond(position - 1n, undefined, Math.max(left, 0));
      if (this.#heads.reached(position) || (await this.#standsAt(position))) return true;
      if (left <= 0) return false;
    }
  }

  async #standsAt(position: Position): Promise<boolean> {
    const { rows } = await this.database.query("select from projection.read_model where status = 'active' and position >= $1", [position]);
    return rows.length > 0;
  }

  async status(): Promise<ReadModelStatus> {
    const { rows } = await this.database.query<Pointer & { schema: string | null; head: Position; rebuilding: boolean }>(STATUS);
    const [row] = rows;
    if (!row) throw new Error('the log has no head');
    const { schema, position, head, rebuilding } = row;
    return { schema, ready: row.version === this.definition.version, position, recordedAt: row.recorded_at, head, lag: head - position, rebuilding };
  }

  /**
   * A SHA-256 per table at a position (the read model's own, by default), with every superseded version: the same wherever the same log is
   * projected by the same release.
   * @throws Refused KNOWN_AT_NOT_REACHED; ReadModelNotReady
   */
  async checksum(position?: Position): Promise<{ readonly position: Position; readonly tables: readonly TableChecksum[] }> {
    const { schema, ready, position: reached } = await this.status();
    if (schema === null || !ready) throw new ReadModelNotReady();
    const at = position ?? reached;
    if (at > reached || at < 0n) throw refuse('KNOWN_AT_NOT_REACHED', { knownAt: String(at), head: String(reached) });
    return { position: at, tables: await checksumOf(this.database, schema, this.definition, at) };
  }

  onApplicationShutdown(): Promise<void> {
    return this.#heads.close();
  }
}
