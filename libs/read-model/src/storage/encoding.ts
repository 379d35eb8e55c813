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

/** A value's text within a line of COPY's text format. */
function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character) : text;
}

/** A journal entry as one line of COPY's text format, its newline included. */
export function entryLine(entry: Entry): string {
  return `${escaped(entry.key)}\t${entry.place}\t${entry.position}\t${effectiveOn(entry) ?? '\\N'}\t${entry.fact ? 'f' : 't'}\n`;
}

/**
 * Encodes a table's versions as lines of COPY's text format, `knownUntil` for the history alone. A key's versions come one after the other
 * and have most values in common, so each column remembers its last.
 */
export function versionLines(table: Table): (version: Version, knownUntil?: Position) => string {
  const columns = table.columns.map(({ property, toText }) => {
    let last: unknown;
    let text = '';
    return (row: Version['row']): string => {
      const value = row[property];
      if (value !== last) {
        last = value;
        text = value === null ? '\\N\t' : `${escaped(toText(value))}\t`;
      }
      return text;
    };
  });
  return ({ row, from, until, knownFrom }, knownUntil) => {
    let line = '';
    for (const column of columns) line += column(row);
    if (table.periods) line += `${from}\t${until ?? '\\N'}\t`;
    return knownUntil === undefined ? `${line}${knownFrom}\n` : `${line}${knownFrom}\t${knownUntil}\n`;
  };
}

/** Rows of texts as one array per column, for `unnest`. */
export function transposed(rows: readonly (readonly Text[])[], width: number): Text[][] {
  const columns: Text[][] = [];
  for (let column = 0; column < width; column++) columns.push(rows.map((row) => row[column] ?? null));
  return columns;
}
