import type { CalendarDate, Position } from '@app/kernel';
import type { Bytes } from '../definition/binary.js';
import { int16, int64, NULL, sized, utf8 } from '../definition/binary.js';
import { columnType } from '../definition/columns.js';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import { effectiveOn } from '../fold/facts.js';
import type { Version } from '../fold/key-fold.js';
import { JOURNAL_COLUMNS, versionColumns } from './ddl.js';

type Text = string | null;

/** A version's values in PostgreSQL's input syntax, in the order of `versionColumns`. */
export function versionTexts(table: Table, version: Version, knownUntil?: Position): Text[] {
  const { row, from, until, knownFrom } = version;
  const texts: Text[] = [];
  for (const column of table.columns) {
    const value = row[column.property];
    texts.push(value === null ? null : column.toText(value));
  }
  if (table.periods) texts.push(from, until);
  texts.push(knownFrom.toString());
  if (knownUntil !== undefined) texts.push(knownUntil.toString());
  return texts;
}

/** A journal entry's values, in the order of `JOURNAL_COLUMNS`. */
export function entryTexts(entry: Entry): Text[] {
  return [entry.key, entry.place.toString(), entry.position.toString(), effectiveOn(entry), entry.fact ? 'f' : 't'];
}

const dateType = columnType('date', {});
const booleanType = columnType('boolean', {});
const sizedDate = (date: CalendarDate): Bytes => sized(dateType.toBytes(date));
const SIZED_TRUE = sized(booleanType.toBytes(true));
const SIZED_FALSE = sized(booleanType.toBytes(false));

/** As many columns as a row has, which precedes them. */
const width = (columns: readonly unknown[]): Bytes => int16(columns.length);

const optionalDate = (date: CalendarDate | null): Bytes => (date === null ? NULL : sizedDate(date));

/** A journal entry as one row of a binary COPY, in the order of `JOURNAL_COLUMNS`. */
export function entryBytes(entry: Entry): Bytes {
  const position = sized(int64(entry.position));
  const place = entry.place === entry.position ? position : sized(int64(entry.place));
  return `${width(JOURNAL_COLUMNS)}${sized(utf8(entry.key))}${place}${position}${optionalDate(effectiveOn(entry))}${entry.fact ? SIZED_FALSE : SIZED_TRUE}`;
}

/**
 * Encodes a table's versions as rows of a binary COPY, in the order of `versionColumns`; `knownUntil` for the history alone. A key's
 * versions come one after the other and have most values in common, so each column remembers its last.
 */
export function versionEncoder(table: Table): (version: Version, knownUntil?: Position) => Bytes {
  const columns = table.columns.map(({ property, toBytes }) => {
    let last: unknown = null;
    let bytes = NULL;
    return (row: Version['row']): Bytes => {
      const value = row[property];
      if (value !== last) {
        last = value;
        bytes = value === null ? NULL : sized(toBytes(value));
      }
      return bytes;
    };
  });
  const current = width(versionColumns(table, 'current'));
  const history = width(versionColumns(table, 'history'));
  return ({ row, from, until, knownFrom }, knownUntil) => {
    let bytes = knownUntil === undefined ? current : history;
    for (const column of columns) bytes += column(row);
    if (table.periods) bytes += sizedDate(from) + optionalDate(until);
    bytes += sized(int64(knownFrom));
    return knownUntil === undefined ? bytes : bytes + sized(int64(knownUntil));
  };
}

/** Rows of texts as one array per column, for `unnest`. */
export function transposed(rows: readonly (readonly Text[])[], width: number): Text[][] {
  const columns: Text[][] = [];
  for (let column = 0; column < width; column++) columns.push(rows.map((row) => row[column] ?? null));
  return columns;
}
