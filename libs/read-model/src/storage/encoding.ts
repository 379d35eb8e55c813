import type { Position } from '@app/kernel';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import { effectiveOn } from '../fold/facts.js';
import type { Version } from '../fold/key-fold.js';

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

const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line of COPY's text format, its newline included. */
export function copyLine(texts: readonly Text[]): string {
  let line = '';
  let first = true;
  for (const text of texts) {
    if (!first) line += '\t';
    first = false;
    if (text === null) line += '\\N';
    else line += SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character) : text;
  }
  return `${line}\n`;
}

/** Rows of texts as one array per column, for `unnest`. */
export function transposed(rows: readonly (readonly Text[])[], width: number): Text[][] {
  const columns: Text[][] = [];
  for (let column = 0; column < width; column++) columns.push(rows.map((row) => row[column] ?? null));
  return columns;
}
