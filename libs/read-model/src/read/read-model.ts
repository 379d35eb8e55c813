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
import { OF_THIS_LOG } from '../storage/of-this-log.js';
import { refuse } from './refusals.js';
import { Snapshot, SnapshotOver } from './snapshot.js';

/** There is no read model of this release's version and of this log yet: it is being built. */
export class ReadModelNotReady extends Error {
  constructor() {
    super('the read model is being built');
    this.name = 'ReadModelNotReady';
  }
}

export interface ReadModelStatus {
  /** The active schema; null before the first. */
  readonly schema: string | null;
  /** Whether it is of this release's version, and made from this very log; why not, where it is not. */
  readonly ready: boolean;
  readonly whyNot: string | null;
  readonly position: Position;
  readonly recordedAt: Instant | null;
  /** The log's head, and how many events the read model is behind it. */
  readonly head: Position;
  readonly lag: bigint;
  readonly rebuilding: boolean;
}

const STATEMENT_TIMEOUT_MS = 10_000;
const BEING_BUILT = 'the read model of this version is being built';
const OF_ANOTHER_LOG =
  'the read model was made from a history that is no longer the one on record, as after a restore: nothing is answered from it, and a projector that starts builds it anew';

/**
 * As `OF_THIS_LOG`, for a read model "r" and the log's head "h", at a price that every operation can pay: behind the head, where up to a thousand leaves would have to be hashed,
 * it goes by when its last event was recorded. Readiness and projectors go by the hash.
 */
const SEEMS_OF_THIS_LOG = `case when r.position = h.position then coalesce(r.hash, h.hash) = h.hash
    else r.position < h.position and r.recorded_at is not distinct from (select e.recorded_at from es.events e where e.position = r.position) end`;

/** Transaction, pointer and everything that follows from it, in one round trip and one snapshot. */
const begin = (timeoutMs: number): string => `begin isolation level repeatable read read only;
  select r.version, ${SEEMS_OF_THIS_LOG} as of_this_log, r.position, r.recorded_at, pg_backend_pid() as pid, set_config('search_path', quote_ident(r.schema) || ',public', true),
    set_config('statement_timeout', '${timeoutMs}', true), pg_advisory_xact_lock_shared(${SCHEMA_LOCK}, ${numberOf('schema')})
  from projection.read_model r cross join es.log_head h where r.status = 'active'`;

const STATUS = `
  select r.schema, r.version, r.of_this_log, coalesce(r.position, 0) as position, r.recorded_at, h.position as head,
    exists (
      select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()) and classid = 0 and objid = ${REBUILD_LOCK} and objsubid = 1
    ) as rebuilding
  from es.log_head h left join (select *, ${OF_THIS_LOG} as of_this_log from projection.read_model where status = 'active') r on true`;

interface Pointer {
  readonly version: string;
  readonly of_this_log: boolean | null;
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
   * @throws ReadModelNotReady while no read model of this version and of this log is there; DatabaseUnavailable
   */
  async snapshot(purpose: Exclude<Purpose, 'machinery'> = 'reading'): Promise<Snapshot> {
    const lent = await this.database.of(purpose).lend();
    try {
      const result = lastResult(await lent.query(begin(this.options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS))) as QueryResult<Found>;
      const [pointer] = result.rows;
      if (!pointer || this.#whyNot(pointer) !== null) throw new ReadModelNotReady();
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
    const whyNot = this.#whyNot(row);
    return { schema, ready: whyNot === null, whyNot, position, recordedAt: row.recorded_at, head, lag: head - position, rebuilding };
  }

  #whyNot({ version, of_this_log: ofThisLog }: Pointer): string | null {
    if (version !== this.definition.version) return BEING_BUILT;
    return ofThisLog === true ? null : OF_ANOTHER_LOG;
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
