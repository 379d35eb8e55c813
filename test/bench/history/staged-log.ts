import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { Database } from '@app/database';
import { canonicalJson } from '@app/event-store';
import type { StoredEvent } from '@app/event-store';
import type { TrackerOptions } from '@app/tracker';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const COLUMNS = 'recorded_at, stream, revision, event_id, type, schema_version, effective_on, command_id, meta, data';
const STAGED = `
  create schema bench;
  create unlogged table bench.staged (
    place bigint, recorded_at timestamptz, stream text, revision bigint, event_id uuid, type text, schema_version integer, effective_on date, command_id uuid, meta text, data text
  )`;

/** Places as positions, each event after those of its day that came before it, a millisecond later. */
const BY_DAY = `
  select row_number() over day_by_day as position, recorded_at + (row_number() over (partition by recorded_at order by place)) * interval '1 millisecond' as at,
    stream, revision, event_id, type, schema_version, effective_on, command_id, meta, data
  from bench.staged window day_by_day as (order by recorded_at, place)`;

/** Stands for four digits of every id until a copy's own are put there; no id and no JSON holds it. */
const HOLE = "E'\\x01'";
const withHoles = (text: string): string => `regexp_replace(${text}, '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)[0-9a-f]{4}', '\\1' || ${HOLE}, 'g')`;
const ofCopy = (text: string): string => `replace(${text}, ${HOLE}, c.digits)`;

/** Every event as often as asked for, side by side at one time, each copy among ids of its own: in one that kept its own they could be those of another. */
const COPIED = (copies: number): string => `
  with copy as materialized (select n, lpad(to_hex(n), 4, '0') as digits from generate_series(0, ${copies - 1}) n), template as materialized (
    select place, recorded_at, ${withHoles('stream')} as stream, revision, ${withHoles('event_id::text')} as event_id, type, schema_version, effective_on,
      ${withHoles('command_id::text')} as command_id, ${withHoles('meta')} as meta, ${withHoles('data')} as data
    from bench.staged
  )
  select (t.place - 1) * ${copies} + c.n + 1 as position, t.recorded_at as at, ${ofCopy('t.stream')} as stream, t.revision, (${ofCopy('t.event_id')})::uuid as event_id,
    t.type, t.schema_version, t.effective_on, (${ofCopy('t.command_id')})::uuid as command_id, ${ofCopy('t.meta')} as meta, ${ofCopy('t.data')} as data
  from template t cross join lateral (select n, digits from copy where t.place > 0) c`;

const INTO_LOG = (events: string): string => `
  insert into es.events (position, stream, revision, event_id, type, schema_version, effective_on, recorded_at, command_id, meta, data, leaf)
  select position, stream, revision, event_id, type, schema_version, effective_on, at, command_id, meta::json, data::json,
    es.leaf(position, stream, revision, event_id, type, schema_version, effective_on, at, meta, data)
  from (${events}) e`;

const HEADS = `
  insert into es.streams (stream, revision) select stream, max(revision) from es.events group by stream;
  insert into es.running (position, hash)
  select position, hash from (select position, es.running_hash(''::bytea, leaf) over (order by position) as hash, max(position) over () as head from es.events) e
  where position % 1000 = 0 or position = head;
  update es.log_head set (position, recorded_at) = (select position, recorded_at from es.events order by position desc limit 1),
    hash = (select hash from es.running order by position desc limit 1)`;

const INDICES = `
  select case when c.oid is null then 'drop index ' || i.indexrelid::regclass else format('alter table es.events drop constraint %I', c.conname) end as drop,
    case when c.oid is null then pg_get_indexdef(i.indexrelid) else format('alter table es.events add constraint %I %s', c.conname, pg_get_constraintdef(c.oid)) end as make
  from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.conrelid = i.indrelid where i.indrelid = 'es.events'::regclass`;

/**
 * Events on their way into an empty log, in the log's own database. They are put there as the log's owner, past the function that appends:
 * in the order of their days, with the leaves and heads that it would have given them.
 */
export class StagedLog {
  #places = 0;

  private constructor(private readonly client: pg.Client) {}

  static async open({ database }: TrackerOptions): Promise<StagedLog> {
    const client = await new Database({ url: database.ownerUrl ?? database.url }).connect('bench log');
    await client.query(STAGED);
    return new StagedLog(client);
  }

  /** Takes events in, the later ones last. Their `recordedAt` is a day's beginning. */
  async add(events: readonly StoredEvent[]): Promise<void> {
    const copy = this.client.query(copyFrom(`copy bench.staged (place, ${COLUMNS}) from stdin`));
    for (const event of events) if (!copy.write(lineOf(++this.#places, event))) await once(copy, 'drain');
    copy.end();
    await once(copy, 'finish');
  }

  /** Makes them the log, as they follow each other day by day. */
  arrange(): Promise<void> {
    return this.#fill(BY_DAY);
  }

  /** Makes another log's events the log, each as often as asked for under ids of its own. */
  async multiply({ database }: TrackerOptions, copies: number): Promise<void> {
    const source = await new Database(database).connect('bench log');
    try {
      const out = source.query(copyTo(`copy (select position, ${COLUMNS} from es.events order by position) to stdout`));
      await pipeline(out, this.client.query(copyFrom(`copy bench.staged (place, ${COLUMNS}) from stdin`)));
    } finally {
      await source.end();
    }
    await this.#fill(COPIED(copies));
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async #fill(events: string): Promise<void> {
    const { rows: indices } = await this.client.query<{ drop: string; make: string }>(INDICES);
    await this.client.query("begin; set local work_mem = '256MB'; set local maintenance_work_mem = '512MB'; set local jit = off");
    // Emptied in the transaction that fills it, it need not be written to the WAL as well.
    await this.client.query('alter table es.events disable trigger user; truncate es.events');
    for (const { drop } of indices) await this.client.query(drop);
    await this.client.query(INTO_LOG(events));
    for (const { make } of indices) await this.client.query(make);
    await this.client.query(`alter table es.events enable trigger user; ${HEADS}; drop schema bench cascade; commit`);
    await this.client.query('analyze es.events, es.streams');
  }
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\');

function lineOf(place: number, event: StoredEvent): string {
  const { recordedAt, stream, revision, id, type, schemaVersion, effectiveOn, meta, data } = event;
  const texts = [escaped(canonicalJson(meta)), escaped(canonicalJson(data))];
  return `${[place, recordedAt, stream, revision, id, type, schemaVersion, effectiveOn, meta.commandId, ...texts].join('\t')}\n`;
}
