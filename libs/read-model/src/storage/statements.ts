import type { Position } from '@app/kernel';
import type { ClientBase } from 'pg';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import { namesOf } from './ddl.js';
import type { EventDecoder } from './log-rows.js';
import { LOG_COLUMNS, readLogRows } from './log-rows.js';

/** Columns by their quoted names. */
export type SqlColumns = readonly { readonly name: string; readonly sqlType: string }[];

/**
 * `insert … select from unnest`: every column arrives as an array of texts, so that arrays and JSON take the one way that COPY takes too.
 * @param firstParameter the number of the first column's parameter
 */
export function insertion(into: string, columns: SqlColumns, firstParameter: number): string {
  const parameters = columns.map((_column, index) => `$${firstParameter + index}::text[]`).join(', ');
  const names = columns.map(({ name }) => name).join(', ');
  const values = columns.map(({ sqlType }, index) => `v.c${index}::${sqlType}`).join(', ');
  return `insert into ${into} (${names}) select ${values} from unnest(${parameters}) v(${columns.map((_column, index) => `c${index}`).join(', ')})`;
}

/** The whole journal of keys ($1), in the order of positions; for `readJournal`. */
export function journalOf(schema: string, table: Table): string {
  return `select j.key, j.place, j.voided, ${LOG_COLUMNS} from ${namesOf(schema, table).journal} j join es.events e using (position)
    where j.key = any($1::text[]) order by e.position`;
}

export async function readJournal(
  client: ClientBase,
  query: { text: string; values: unknown[]; name?: string },
  decoder: EventDecoder,
): Promise<readonly Entry[]> {
  const rows = await readLogRows<{ key: string; place: Position; voided: boolean }>(client, query, decoder);
  return rows.map(({ key, place, voided, event }) => ({ key, place, position: event.position, fact: voided ? undefined : event }));
}
