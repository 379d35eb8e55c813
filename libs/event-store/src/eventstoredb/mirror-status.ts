import { ADVISORY_LOCKS, type Database } from '@app/database';
import type { Instant, Position } from '@app/kernel';
import { MOVED } from '../errors.js';
import { MIRROR_READER } from '../readers/reader.js';
import { isMovedToPostgres } from './store-of-record.js';

/** How the mirror stands, from wherever it is asked: the worker leaves word of it in the database. */
export interface MirrorStatus {
  /**
   * `level`: it has all that was recorded until a few seconds ago. `catching-up`: it has not, and is at work. `away`: EventStoreDB does not
   * answer. `unattended`: no worker mirrors. `stopped`: it cannot go on, and `stopped` says why. `moved`: the history is in another store by now, and so
   * says `stopped`.
   */
  readonly state: 'level' | 'catching-up' | 'away' | 'unattended' | 'stopped' | 'moved';
  /** Of the last event that is mirrored. */
  readonly position: Position;
  /** Everything recorded until then is mirrored; null before the first time. */
  readonly levelAt: Instant | null;
  /** Since `levelAt`. */
  readonly lagSeconds: number | null;
  /** So long queries are answered if EventStoreDB is away until then; null before the mirror was level for the first time. */
  readonly readsUntil: Instant | null;
  readonly awaySince: Instant | null;
  readonly stopped: string | null;
}

/** The mirror is level while it had everything so short a time ago. */
export const LEVEL_WITHIN_SECONDS = 5;

const STATUS = `
  select s.kind, h.position, s.level_at, s.level_at + $1 * interval '1 ms' as reads_until, s.away_since,
    coalesce(s.stopped, (select r.reason from reader.stop r where r.reader = '${MIRROR_READER}')) as stopped, extract(epoch from clock_timestamp() - s.level_at)::float8 as lag,
    exists (
      select from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and l.objid = ${ADVISORY_LOCKS.mirror} and l.objsubid = 1 and l.granted and d.datname = current_database()
    ) as attended
  from es.store s cross join es.log_head h`;

interface Row {
  readonly kind: 'postgresql' | 'eventstoredb';
  readonly position: Position;
  readonly level_at: Instant | null;
  readonly reads_until: Instant | null;
  readonly away_since: Instant | null;
  readonly stopped: string | null;
  readonly lag: number | null;
  readonly attended: boolean;
}

/**
 * For an installation whose store is an EventStoreDB.
 * @param readsInOutageMs how long queries are answered while it is away
 * @throws DatabaseUnavailable
 */
export async function mirrorStatus(database: Database, readsInOutageMs: number): Promise<MirrorStatus> {
  const { rows } = await database.query<Row>(STATUS, [readsInOutageMs]);
  if (!rows[0]) throw new Error('the database does not say which store it belongs to');
  const { position, level_at: levelAt, reads_until: readsUntil, lag, away_since: awaySince } = rows[0];
  const stopped = isMovedToPostgres(rows[0]) ? MOVED.postgresql : rows[0].stopped;
  return { state: stateOf(rows[0]), position, levelAt, lagSeconds: lag === null ? null : Math.max(0, Math.round(lag)), readsUntil, awaySince, stopped };
}

function stateOf(row: Row): MirrorStatus['state'] {
  const { kind, stopped, attended, away_since, lag } = row;
  if (isMovedToPostgres(row)) return 'moved';
  if (stopped !== null) return 'stopped';
  if (!attended) return 'unattended';
  if (away_since !== null || kind === 'postgresql') return 'away';
  return lag !== null && lag <= LEVEL_WITHIN_SECONDS ? 'level' : 'catching-up';
}
