import pg from 'pg';
import type { Column } from '../definition/columns.js';
import type { Table } from '../definition/table.js';

const quote = (name: string): string => pg.escapeIdentifier(name);

/** The tables of a read-model schema, by their quoted, qualified names. */
export function namesOf(schema: string, table: Table) {
  const named = (suffix: string): string => `${quote(schema)}.${quote(table.name + suffix)}`;
  return { current: named(''), history: named('_history'), journal: named('_journal') };
}

export function correctionTable(schema: string): string {
  return `${quote(schema)}.correction`;
}

/** A type as it is cast to; keys are compared byte by byte, the same everywhere. */
function columnDefinition(column: Column, isId: boolean): string {
  return `${quote(column.name)} ${column.sqlType}${isId && column.sqlType !== 'uuid' ? ' collate "C"' : ''}${column.nullable ? '' : ' not null'}`;
}

/** The row class's columns, quoted, then the engine's own; in this order rows are written and checked. */
export function versionColumns(table: Table, kind: 'current' | 'history'): readonly { readonly name: string; readonly sqlType: string }[] {
  const bigint = (name: string) => ({ name, sqlType: 'bigint' });
  return [
    ...table.columns.map(({ name, sqlType }) => ({ name: quote(name), sqlType })),
    ...(table.periods ? ['effective_from', 'effective_until'].map((name) => ({ name, sqlType: 'date' })) : []),
    bigint('known_from'),
    ...(kind === 'history' ? [bigint('known_until')] : []),
  ];
}

/** What one row is found by in the table of current rows. */
export function currentKey(table: Table): readonly string[] {
  return table.periods ? ['id', 'effective_from'] : ['id'];
}

export const JOURNAL_COLUMNS = [
  { name: 'key', sqlType: 'text' },
  { name: 'place', sqlType: 'bigint' },
  { name: 'position', sqlType: 'bigint' },
  { name: 'effective_on', sqlType: 'date' },
  { name: 'voided', sqlType: 'boolean' },
] as const;

/** Unlogged tables are lost with a crash, and are in no WAL and no backup. */
export type Persistence = '' | 'unlogged';

export function createCorrections(schema: string, persistence: Persistence = ''): string {
  return `create ${persistence} table ${correctionTable(schema)} (position bigint primary key, place bigint not null);
    create index on ${correctionTable(schema)} (place)`;
}

export function createJournal(schema: string, table: Table, persistence: Persistence = ''): string {
  return `create ${persistence} table ${namesOf(schema, table).journal} (
    key text collate "C" not null, place bigint not null, position bigint not null, effective_on date, voided boolean not null)`;
}

/** Finds a key's facts and, in a table of periods, its last day. */
export function indexJournal(schema: string, table: Table): string {
  return `create index on ${namesOf(schema, table).journal} (key${table.periods ? ', effective_on' : ''})`;
}

const columnDefinitions = (table: Table): string => table.columns.map((column) => columnDefinition(column, column === table.id)).join(', ');

/** The tables of current rows and of superseded versions, bare: constraints and indices come once they are filled. */
export function createRows(schema: string, table: Table): string {
  const names = namesOf(schema, table);
  const columns = `${columnDefinitions(table)}, ${table.periods ? 'effective_from date not null, effective_until date, ' : ''}known_from bigint not null`;
  return `create table ${names.current} (${columns}); create table ${names.history} (${columns}, known_until bigint not null)`;
}

/** The day from which a period holds no more, as reads of a day ask for it: an open period's too is compared within an index. */
export const HELD_UNTIL = "coalesce(effective_until, 'infinity'::date)";

/** By these, behind the declared columns, rows of other days are passed over within the index, and are not fetched. */
const daysOf = (table: Table): readonly string[] => (table.periods ? ['effective_from', `(${HELD_UNTIL})`] : []);

/** @param behind expressions that follow the declared columns */
function declaredIndices(table: Table, name: string, behind: readonly string[]): readonly string[] {
  return table.indices.map(({ columns, where, collation }) => {
    const keys = columns.map((column) => quote(column) + (collation === undefined ? '' : ` collate ${quote(collation)}`));
    return `create index on ${name} (${[...keys, ...behind].join(', ')})${where === undefined ? '' : ` where ${where}`}`;
  });
}

/**
 * What each of a table's three relations needs once it is filled: a key, the indices which the row class declares (on the superseded versions
 * too, since a read of the past searches both), and statistics on what rows are found by; those on other columns are left to
 * autovacuum. Relations are independent of one another.
 */
export function finish(schema: string, table: Table): Readonly<Record<'current' | 'history' | 'journal', readonly string[]>> {
  const { current, history } = namesOf(schema, table);
  const key = currentKey(table);
  const rows = (name: string, primary: readonly string[], known: readonly string[] = []): readonly string[] => {
    const searched = new Set([...primary, ...table.indices.flatMap(({ columns }) => columns)].map(quote));
    const indices = declaredIndices(table, name, [...daysOf(table), ...known]);
    return [`alter table ${name} add primary key (${primary.join(', ')})`, ...indices, `analyze ${name} (${[...searched].join(', ')})`];
  };
  return { current: rows(current, key), history: rows(history, [...key, 'known_from'], ['known_until', 'known_from']), journal: [indexJournal(schema, table)] };
}

/**
 * A table of values in the open: one row per key, as of now, with its journal. No statistics are kept of its columns: they hold the values
 * themselves, in a table of the database's own that is in the WAL and in backups.
 */
export function createOpened(schema: string, table: Table): readonly string[] {
  const { current } = namesOf(schema, table);
  return [
    `create unlogged table ${current} (${columnDefinitions(table)}, primary key (id))`,
    `alter table ${current} ${table.columns.map(({ name }) => `alter column ${quote(name)} set statistics 0`).join(', ')}`,
    createJournal(schema, table, 'unlogged'),
    indexJournal(schema, table),
    ...declaredIndices(table, current, []),
  ];
}
