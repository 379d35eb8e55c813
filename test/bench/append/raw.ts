import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import type pg from 'pg';

/** One call of `es.append_batch`, its parameters as the product's own queue gives them: literals of arrays, meta and data as PostgreSQL's wire has them. */
export interface RawBatch {
  readonly requests: number;
  readonly events: number;
  readonly parameters: readonly unknown[];
}

/** The transaction that wrote a row tells which call it came with; a stream's events in it were one request. */
const WRITTEN = {
  rowMode: 'array' as const,
  text: `
  with written as (
    select e.*, e.xmin::text as batch, min(e.position) over (partition by e.xmin::text, e.stream) as first from es.events e where e.position > $1
  ), numbered as (
    select w.*, dense_rank() over (partition by w.batch order by w.first)::integer as request from written w
  )
  select array_agg(stream::text order by position) filter (where position = first)::text, array_agg(revision - 1 order by position) filter (where position = first)::text,
    array_agg(request order by position)::text, array_agg(event_id order by position)::text, array_agg(type::text order by position)::text,
    array_agg(schema_version order by position)::text, array_agg(effective_on order by position)::text, array_agg(command_id order by position)::text,
    array_send(array_agg(meta::text order by position)), array_send(array_agg(data::text order by position)),
    count(*) filter (where position = first)::integer, count(*)::integer
  from numbered group by batch order by min(position)`,
};

/** What was appended after a position, as the very calls that appended it. */
export async function batchesAfter(database: Database, after: Position): Promise<readonly RawBatch[]> {
  const { rows } = await database.query<unknown[]>({ ...WRITTEN, values: [after] });
  return rows.map((row) => ({ requests: Number(row.at(-2)), events: Number(row.at(-1)), parameters: row.slice(0, -2) }));
}

const APPEND = { name: 'append', text: 'select outcome, revision, position from es.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)' };

/** Calls the function batch after batch on one connection, with nothing in between. @throws when anything is not appended as it was */
export async function appendRaw(client: pg.Client, batches: readonly RawBatch[]): Promise<void> {
  for (const { requests, parameters } of batches) {
    const { rows } = await client.query<{ outcome: string }>({ ...APPEND, values: [...parameters] });
    if (rows.length !== requests || rows.some(({ outcome }) => outcome !== 'appended')) throw new Error('a batch was not appended as it had been');
  }
}
