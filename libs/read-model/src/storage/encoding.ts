import type { CalendarDate, Position } from '@app/kernel';
import type { Bytes } from '../definition/binary.js';
import { daysTo, NULL, sized, utf8 } from '../definition/binary.js';
import type { Column } from '../definition/columns.js';
import type { AnyRow } from '../definition/projection.js';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import { effectiveOn } from '../fold/facts.js';
import type { Version } from '../fold/key-fold.js';
import { JOURNAL_COLUMNS, versionColumns } from './ddl.js';
import type { RowSink } from './row-sink.js';

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

const daysOf = (date: CalendarDate | null): number | null => (date === null ? null : (daysTo(date) ?? null));

/** A journal entry as a row of a binary COPY, in the order of `JOURNAL_COLUMNS`. */
export function writeEntry(sink: RowSink, entry: Entry): void {
  sink.width(JOURNAL_COLUMNS.length);
  sink.value(utf8(entry.key));
  sink.int64(entry.place);
  sink.int64(entry.position);
  sink.int32(daysOf(effectiveOn(entry)));
  sink.boolean(entry.fact === undefined);
}

/** Encodes a column. It remembers what it made last: a key's rows come one after the other and have most values in common. */
class ColumnEncoder {
  #last: unknown = null;
  #bytes = NULL;

  constructor(readonly column: Column) {}

  encode(row: AnyRow): Bytes {
    const value = row[this.column.property];
    if (value !== this.#last) {
      this.#last = value;
      this.#bytes = value === null ? NULL : sized(this.column.toBytes(value));
    }
    return this.#bytes;
  }
}

/** Writes a table's versions as rows of a binary COPY, in the order of `versionColumns`. */
export class VersionWriter {
  readonly #columns: readonly ColumnEncoder[];
  readonly #width: number;
  /** Each row is part of several versions. */
  readonly #rows = new Map<AnyRow, Bytes>();

  constructor(readonly table: Table) {
    this.#width = versionColumns(table, 'current').length;
    this.#columns = table.columns.map((column) => new ColumnEncoder(column));
  }

  /** @param knownUntil for the history alone */
  write(sink: RowSink, { row, from, until, knownFrom }: Version, knownUntil?: Position): void {
    sink.width(knownUntil === undefined ? this.#width : this.#width + 1);
    sink.bytes(this.#bytesOf(row));
    if (this.table.periods) {
      sink.int32(daysOf(from));
      sink.int32(daysOf(until));
    }
    sink.int64(knownFrom);
    if (knownUntil !== undefined) sink.int64(knownUntil);
  }

  /** No row of before comes again. */
  forget(): void {
    this.#rows.clear();
  }

  #bytesOf(row: AnyRow): Bytes {
    const known = this.#rows.get(row);
    if (known !== undefined) return known;
    let bytes = '';
    for (const column of this.#columns) bytes += column.encode(row);
    this.#rows.set(row, bytes);
    return bytes;
  }
}

/** Rows of texts as one array per column, for `unnest`. */
export function transposed(rows: readonly (readonly Text[])[], width: number): Text[][] {
  const columns: Text[][] = [];
  for (let column = 0; column < width; column++) columns.push(rows.map((row) => row[column] ?? null));
  return columns;
}
