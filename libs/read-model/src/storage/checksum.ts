import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ReadModelDefinition } from '../definition/read-model-definition.js';
import type { Table } from '../definition/table.js';
import { currentKey, namesOf } from './ddl.js';

export interface TableChecksum {
  readonly table: string;
  /** SHA-256, hex. */
  readonly sha256: string;
  /** Versions, superseded ones included. */
  readonly rows: number;
}

/** Whatever the server's and the session's settings: dates, floats and bytes have one text. */
const CANONICAL =
  "set local TimeZone = 'UTC'; set local DateStyle = 'ISO'; set local IntervalStyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'";

/** Every version that was known at a position, in an order of its own: what was superseded later still stood then. */
function versionsAt(schema: string, table: Table, position: Position): { readonly columns: readonly string[]; readonly query: string } {
  const names = namesOf(schema, table);
  const own = table.columns.map(({ name }) => name).sort();
  const columns = [...own, ...(table.periods ? ['effective_from', 'effective_until'] : []), 'known_from'];
  const list = columns.map((name) => pg.escapeIdentifier(name)).join(', ');
  const order = [...currentKey(table), 'known_from'].map((name) => (name === 'id' && table.id.sqlType !== 'uuid' ? 'id collate "C"' : name));
  const query = `
    select ${list}, known_until from (
      select ${list}, null::bigint as known_until from ${names.current} where known_from <= ${position}
      union all
      select ${list}, case when known_until <= ${position} then known_until end from ${names.history} where known_from <= ${position}
    ) versions order by ${order.join(', ')}`;
  return { columns, query };
}

/**
 * A canonical SHA-256 per table over every row version known at a position: the same for the same log under the same definition, on any
 * machine, however the rows came there. Journals are left out: they follow from the log, and what they say shows in the rows.
 * @param schema the read-model schema; the caller keeps it from being dropped
 */
export async function checksumOf(database: Database, schema: string, definition: ReadModelDefinition, position: Position): Promise<readonly TableChecksum[]> {
  const client = await database.connect('checksum');
  try {
    await client.query(`begin isolation level repeatable read read only; ${CANONICAL}`);
    const checksums: TableChecksum[] = [];
    for (const table of definition.tables) {
      const { columns, query } = versionsAt(schema, table, position);
      const hash = createHash('sha256').update(`${JSON.stringify([table.name, columns])}\n`);
      const stream = client.query(copyTo(`copy (${query}) to stdout`));
      for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
      checksums.push({ table: table.name, sha256: hash.digest('hex'), rows: stream.rowCount });
    }
    return checksums;
  } finally {
    await client.end().catch(() => undefined);
  }
}
