import { ADVISORY_LOCKS, Database, DatabaseUnavailable } from '@app/database';
import type { Position } from '@app/kernel';
import type { Logger } from '@nestjs/common';
import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotAsMirrored } from '../errors.js';
import { hashedMirrorBatch } from '../postgres/running-hash.migration.js';
import type { PumpOptions } from './mirror-pump.js';
import type { MirrorSource } from './mirror-source.js';
import { standing, whereToGoOn } from './mirror-standing.js';
import type { NativePosition } from './native-event.js';
import type { LoggedEvent } from '../port.js';
import { EVENT_COLUMNS, type EventRow, loggedEvent } from '../postgres/rows.js';
import { mirrorInto } from './mirror-work.js';
import { adopt } from './store-of-record.js';

/** A worker mirrors, and there is one who writes the mirror. */
export class MirrorAtWork extends Error {
  constructor() {
    super(
      'A worker mirrors EventStoreDB, or follows the mirror, at this moment. Stop the workers, which npm start is one of, and begin again; whoever only answers queries may go on.',
    );
    this.name = 'MirrorAtWork';
  }
}

export interface RebuildOptions {
  /** Puts the new mirror in the place of the old one also where the two differ, unless that would drop the only copy of an event. */
  readonly replace?: boolean;
  /** Puts it there also then: once this has written down all that only the old one holds, in order. */
  readonly discard?: (events: AsyncIterable<LoggedEvent>) => Promise<void>;
  /** Told how many of the events that were mirrored have been mirrored anew. */
  readonly onProgress?: (done: Position, total: Position) => void;
}

/** H(n) = SHA-256(H(n-1) ‖ leaf(n)), H(0) = nothing. */
interface Amounts {
  /** Of the last event that counts. */
  readonly position: Position;
  /** Of their leaves, in hexadecimal. */
  readonly hash: string;
}

export interface Rebuilt {
  /** What was mirrored. */
  readonly before: Amounts;
  /** Of the new mirror up to the same position, or as far as the store goes. */
  readonly after: Amounts;
  /** Of the new mirror, which goes on behind what was mirrored. */
  readonly head: Position;
  /** The first position at which they differ, and how many of the events that were mirrored the store does not have, wherever. */
  readonly difference: { readonly from: Position; readonly lost: bigint } | undefined;
  /** Whether the new mirror is in the place of the old one. */
  readonly replaced: boolean;
}

interface Rebuilding {
  readonly source: MirrorSource;
  readonly database: Database;
  readonly options: PumpOptions;
  readonly log: Logger;
}

const WORKERS = [ADVISORY_LOCKS.mirror, ADVISORY_LOCKS.projector, ADVISORY_LOCKS.openedTables, ADVISORY_LOCKS.processManagers];
const PAGE = 1_000;
const LOCK_TIMEOUT_MS = 1_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** Where the mirror is made that is to take the place of the one in `es`. */
const SCHEMA = 'es_rebuild';

/** Of an event "e" of the old mirror: what is there under its id may stand elsewhere, and is there. */
const ONLY_HERE = `not exists (select from ${SCHEMA}.events n where n.event_id = e.event_id and n.stream = e.stream)`;

/** The tables of a mirror, alike in all but what is in them, which begins at the store's genesis. */
const PREPARE = `
create schema ${SCHEMA};
create table ${SCHEMA}.log_head (like es.log_head including all);
create table ${SCHEMA}.store (like es.store including all);
create table ${SCHEMA}.running (like es.running including all);
create table ${SCHEMA}.streams (like es.streams including all excluding indexes) with (fillfactor = 70);
create table ${SCHEMA}.events (like es.events including all excluding indexes);
insert into ${SCHEMA}.log_head (position, recorded_at) values (0, '1970-01-01T00:00:00Z');
do $$
declare
  made text;
begin
  -- Names and all: what a later release changes, it finds by its name.
  for made in
    select format('alter table ${SCHEMA}.%I add constraint %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid))
    from pg_constraint c join pg_class t on t.oid = c.conrelid
    where t.oid in ('es.events'::regclass, 'es.streams'::regclass) and c.contype in ('p', 'u')
  loop
    execute made;
  end loop;
  for made in
    select replace(pg_get_indexdef(i.indexrelid), ' ON es.', ' ON ${SCHEMA}.') from pg_index i
    where i.indrelid in ('es.events'::regclass, 'es.streams'::regclass) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  loop
    execute made;
  end loop;
end $$;
create trigger only_appended before update or delete or truncate on ${SCHEMA}.events for each statement execute function es.refuse_change();
${hashedMirrorBatch(SCHEMA)}`;

/** Whoever could read the old tables can read the new ones, from the moment that they are there. */
const REPLACE = `
do $$
declare
  given record;
begin
  for given in
    select format('grant %s on ${SCHEMA}.%I to %s', a.privilege_type, c.relname, a.grantee::regrole) as sql
    from pg_class c cross join aclexplode(c.relacl) a where c.oid in ('es.events'::regclass, 'es.streams'::regclass, 'es.running'::regclass) and a.grantee not in (0, c.relowner)
  loop
    execute given.sql;
  end loop;
end $$;
drop table es.events, es.streams, es.running;
alter table ${SCHEMA}.events set schema es;
alter table ${SCHEMA}.streams set schema es;
alter table ${SCHEMA}.running set schema es;
update es.log_head h set position = n.position, recorded_at = n.recorded_at, hash = n.hash, importing = null from ${SCHEMA}.log_head n;
update es.store s set commit_position = n.commit_position, prepare_position = n.prepare_position, level_at = n.level_at, away_since = null, stopped = null
from ${SCHEMA}.store n;
drop schema ${SCHEMA} cascade`;

/** See `Mirror.rebuild`. */
export async function rebuildMirror(rebuilding: Rebuilding, { replace = false, discard, onProgress }: RebuildOptions): Promise<Rebuilt> {
  const { database, source } = rebuilding;
  const genesis = (await adopt(database, source)).position;
  const owner = new Database({ url: database.config.ownerUrl ?? database.config.url, connections: { machinery: 1 } });
  const client = await owner.connect('mirror rebuild');
  try {
    // Nor may anybody be half-way between two events of a log that becomes another.
    for (const lock of WORKERS) {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock]);
      if (!rows[0]?.mine) throw new MirrorAtWork();
    }
    await client.query('set synchronous_commit = off');
    await prepare(client, source, genesis);
    const before = await amounts(client, 'es', await headOf(client, 'es'));
    await mirrorUntilLevel(rebuilding, client, (done) => onProgress?.(done < before.position ? done : before.position, before.position));
    const after = await amounts(client, SCHEMA, before.position);
    const head = await headOf(client, SCHEMA);
    const difference = before.hash === after.hash ? undefined : await differenceOf(client, before.position);
    if (difference && difference.lost > 0n) await discard?.(onlyHere(client));
    const replaced = !difference || discard !== undefined || (replace && difference.lost === 0n);
    if (replaced) await putInPlace(client);
    else await client.query(`drop schema ${SCHEMA} cascade`);
    return { before, after, head, difference, replaced };
  } finally {
    await client.end().catch(() => undefined);
    await owner.close();
  }
}

/** Empty tables, unless an earlier attempt left some that can be gone on with. */
async function prepare(client: pg.Client, source: MirrorSource, genesis: NativePosition): Promise<void> {
  const { rows } = await client.query(`select from pg_namespace where nspname = '${SCHEMA}'`);
  if (rows.length > 0 && (await canGoOn(client, source, genesis))) return;
  await client.query(`
    begin;
    drop schema if exists ${SCHEMA} cascade;
    ${PREPARE};
    insert into ${SCHEMA}.store (kind, store_id, commit_position, prepare_position) select kind, store_id, ${genesis.commit}, ${genesis.prepare} from es.store;
    commit`);
}

async function canGoOn(client: pg.Client, source: MirrorSource, genesis: NativePosition): Promise<boolean> {
  try {
    await whereToGoOn(source, genesis, await standing(client, SCHEMA));
    return true;
  } catch (error) {
    if (error instanceof NotAsMirrored) return false;
    throw error;
  }
}

async function mirrorUntilLevel(rebuilding: Rebuilding, client: pg.Client, onProgress: (done: Position) => void): Promise<void> {
  const end = new AbortController();
  let isLevel = false;
  const onWritten = (position: Position, levelMs: number | undefined) => {
    onProgress(position);
    isLevel ||= levelMs !== undefined;
    if (isLevel) end.abort();
  };
  client.once('end', () => end.abort());
  await mirrorInto({ ...rebuilding, client, schema: SCHEMA, signal: end.signal, onWritten });
  if (!isLevel) throw new DatabaseUnavailable(new Error('the connection was lost'));
}

async function headOf(client: pg.Client, schema: string): Promise<Position> {
  const { rows } = await client.query<{ position: Position }>(`select position from ${schema}.log_head`);
  return rows[0]?.position ?? 0n;
}

/** @param upTo the last position that counts */
async function amounts(client: pg.Client, schema: string, upTo: Position): Promise<Amounts> {
  const { rows } = await client.query<Amounts>(
    `select coalesce(max(position), 0) as position, encode(es.running_hash(leaf order by position), 'hex') as hash from ${schema}.events where position <= $1`,
    [upTo],
  );
  return rows[0] ?? { position: 0n, hash: '' };
}

/** Waits for whoever reads the log at length, such as a rebuild of the read model, and lets others read meanwhile. */
async function putInPlace(client: pg.Client): Promise<void> {
  await client.query(`set synchronous_commit = on; set lock_timeout = '${LOCK_TIMEOUT_MS}ms'`);
  for (;;) {
    try {
      await client.query(`begin; select pg_advisory_xact_lock(7201); lock table es.events, es.streams; ${REPLACE}; commit`);
      return;
    } catch (error) {
      await client.query('rollback');
      if ((error as { readonly code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
      await sleep(LOCK_TIMEOUT_MS);
    }
  }
}

/** Of what was mirrored, by its content: a store that lost events and took others may be as long as it was. */
async function differenceOf(client: pg.Client, before: Position): Promise<NonNullable<Rebuilt['difference']>> {
  const { rows } = await client.query<{ from: Position | null; lost: bigint }>(
    `select (select min(position) from es.events o full join ${SCHEMA}.events n using (position) where position <= $1 and o.leaf is distinct from n.leaf) as from,
       (select count(*) from es.events e where ${ONLY_HERE}) as lost`,
    [before],
  );
  return { from: rows[0]?.from ?? before, lost: rows[0]?.lost ?? 0n };
}

/** The events that only the old mirror holds. */
async function* onlyHere(client: pg.Client): AsyncIterable<LoggedEvent> {
  for (let after = 0n; ;) {
    const text = `select ${EVENT_COLUMNS} from es.events e where e.position > $1 and ${ONLY_HERE} order by e.position limit ${PAGE}`;
    const { rows } = await client.query<EventRow>(text, [after]);
    yield* rows.map(loggedEvent);
    after = rows.at(-1)?.position ?? after;
    if (rows.length < PAGE) return;
  }
}
