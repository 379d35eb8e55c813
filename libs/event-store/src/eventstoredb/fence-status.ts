import { ADVISORY_LOCKS, type Database } from '@app/database';
import type { Instant } from '@app/kernel';
import { FENCE_KEY } from './fence.js';

/** That nothing can be recorded, because the history is being moved. */
export interface FenceStatus {
  readonly fencedSince: Instant;
  /** Whose connection to the database holds the fence; null where its copy no longer runs. */
  readonly fencedBy: string | null;
  /** What to do about it, where it does not pass by itself. */
  readonly message: string | undefined;
}

/** For so long a fence stands without somebody having to look. */
const LONG_SECONDS = 300;

const STATUS = `
  select s.fenced_since as since, extract(epoch from clock_timestamp() - s.fenced_since)::float8 as seconds, (
    select min(l.pid) from pg_locks l join pg_database d on d.oid = l.database
    where l.locktype = 'advisory' and l.classid = ${ADVISORY_LOCKS.copy} and l.objid = ${FENCE_KEY}::oid and l.objsubid = 2 and l.granted and d.datname = current_database()
  ) as pid
  from es.store s where s.fenced_since is not null`;

/** Undefined where there is no fence. @throws DatabaseUnavailable */
export async function fenceStatus(database: Database): Promise<FenceStatus | undefined> {
  const { rows } = await database.query<{ since: Instant; seconds: number; pid: number | null }>(STATUS);
  const [fence] = rows;
  return fence && { fencedSince: fence.since, fencedBy: fence.pid === null ? null : `copy, database connection ${fence.pid}`, message: messageOf(fence) };
}

function messageOf({ since, seconds, pid }: { readonly since: Instant; readonly seconds: number; readonly pid: number | null }): string | undefined {
  const nothing = `nothing can be recorded since ${since}`;
  if (pid === null) return `${nothing}: the copy that moved the history no longer runs. Run it again, or give it up: npm run cli -- copy --abandon`;
  if (seconds < LONG_SECONDS) return undefined;
  return `${nothing}: a copy moves the history, over the database connection ${pid}. If it does not come on, end it, and give it up: npm run cli -- copy --abandon`;
}
