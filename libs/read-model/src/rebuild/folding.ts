import type { Database } from '@app/database';
import { DatabaseUnavailable, toDatabaseError } from '@app/database';
import type { Position } from '@app/kernel';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import type { Version } from '../fold/key-fold.js';
import { KeyFold } from '../fold/key-fold.js';
import { analyse, createRows, indexJournal, indexRows, namesOf, versionColumns } from '../storage/ddl.js';
import { versionLines } from '../storage/encoding.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { CannotBuild, isFinal, isOfTheData } from '../worker/failure.js';
import type { Reading } from './copied-event.js';
import { eventColumns, eventIn, readingLittle } from './copied-event.js';
import { CopyIn } from './copy-in.js';
import { copyLines, unescaped } from './copy-out.js';

/** Sorting and index building stay within this, whatever the log's size; what is more goes to disk. */
const MEMORY = "set work_mem = '96MB'; set maintenance_work_mem = '128MB'; set synchronous_commit = off; set jit = off; set TimeZone = 'UTC'";

const entries = (schema: string, table: Table, reading: Reading): string => `
  select j.key, j.place, j.voided, j.position, ${eventColumns(reading)}
  from ${namesOf(schema, table).journal} j join es.events e using (position) order by j.key, j.position`;

function entryIn(line: string, decoder: EventDecoder): Entry {
  const fields = line.split('\t');
  const [key = '', place = '', voided = '', at = ''] = fields;
  const position = BigInt(at);
  return {
    key: unescaped(key),
    place: place === at ? position : BigInt(place),
    position,
    fact: voided === 't' ? undefined : decoder.decode(eventIn(position, fields, 4)),
  };
}

/**
 * Fills one table from its journal: each key is folded to its end with all its versions, every row is written once, and keys and
 * indices are built over the finished tables. Holds one key's facts in memory at a time.
 * @param onFolded told how many entries more have been folded
 * @throws CannotApply, CannotBuild, DatabaseUnavailable
 */
export async function foldTable(database: Database, schema: string, table: Table, decoder: EventDecoder, onFolded: (entries: number) => void): Promise<void> {
  try {
    await readingLittle((reading) => fill(database, schema, table, decoder, onFolded, reading));
  } catch (thrown) {
    const error = toDatabaseError(thrown);
    throw !isFinal(error) && !(error instanceof DatabaseUnavailable) && isOfTheData(error) ? new CannotBuild(table.name, error) : error;
  }
}

async function fill(
  database: Database,
  schema: string,
  table: Table,
  decoder: EventDecoder,
  onFolded: (entries: number) => void,
  reading: Reading,
): Promise<void> {
  const reader = await database.connect('rebuild reader');
  const writer = await database.connect('rebuild writer');
  try {
    await reader.query(`${MEMORY}; analyze ${namesOf(schema, table).journal}`);
    await writer.query(`${MEMORY}; begin; ${createRows(schema, table)}`);
    const copy = new CopyIn(writer);
    const target = (kind: 'current' | 'history') =>
      copy.into(
        `${namesOf(schema, table)[kind]} (${versionColumns(table, kind)
          .map(({ name }) => name)
          .join(', ')})`,
        ' with (freeze)',
      );
    const current = target('current');
    const history = target('history');
    const line = versionLines(table);
    const onSuperseded = (version: Version, knownUntil: Position): void => history.add(line(version, knownUntil));
    const finish = (fold: KeyFold | undefined): void => fold?.current.forEach((version) => current.add(line(version)));

    let fold: KeyFold | undefined;
    for await (const lines of copyLines(reader, entries(schema, table, reading))) {
      for (const text of lines) {
        const entry = entryIn(text, decoder);
        if (fold?.key !== entry.key) {
          finish(fold);
          fold = new KeyFold(table, entry.key, onSuperseded);
        }
        fold.apply(entry);
      }
      if (current.full) await current.flush();
      if (history.full) await history.flush();
      onFolded(lines.length);
    }
    finish(fold);
    await current.flush();
    await history.flush();
    await copy.settled();
    await writer.query('commit');
    for (const statement of [indexJournal(schema, table), ...indexRows(schema, table), analyse(schema, table)]) await writer.query(statement);
  } finally {
    await Promise.allSettled([reader.end(), writer.end()]);
  }
}
