import { Database } from '@app/database';
import { Features } from '@app/feature';
import { ReadModelDefinition } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Remainder } from '../domain/erasure.events.js';
import { counted, matched, placed, worded } from './scan.sql.js';
import type { Wanted } from './wanted.js';

/** Where was looked, and what was found there: how much, never what. */
export interface ScannedTable {
  /** `schema.table`. */
  readonly table: string;
  readonly rows: number;
  /** Rows that hold a value which the person was known by, or, among tables in the open, rows of that person. */
  readonly matches: number;
  /** Rows of tables in the open that hold such a value and belong to somebody else, who has it too. */
  readonly ofOthers: number;
}

export interface Scan {
  readonly tables: readonly ScannedTable[];
  /** Tables that this process has no right to read. */
  readonly unread: readonly string[];
  /** Where something stands. */
  readonly found: readonly Remainder[];
  /** How many single words were looked for, and how many of them stand in so many rows that they tell nothing. */
  readonly words: { readonly searched: number; readonly common: number };
}

interface Found {
  readonly schema: string;
  readonly name: string;
  readonly pages: number;
  readonly readable: boolean;
}

type Counted = ScannedTable & { readonly of: Found; readonly words: ReadonlyMap<number, number> };

/** Eight megabytes at a time. */
const PAGES = 1_000;
const OPENED = 'opened';
/** Of a table in the open, these hold ids and places in the log, and no value. */
const BOOKKEEPING = /(_journal|^checkpoint|^correction)$/;
/** Dropped meanwhile, as tables of a read model that was replaced are. */
const GONE = ['42P01', '3F000'];
/** A word that stands in more rows than this is somebody's name by chance. */
export const COMMON_ROWS = 100;

/** Looks through every table of the database for what is left of somebody. */
@Injectable()
export class Scanner {
  readonly #titledEvents: readonly string[];
  readonly #titledTables: ReadonlySet<string>;

  constructor(
    private readonly database: Database,
    { titles }: Features,
    readModel: ReadModelDefinition,
  ) {
    this.#titledEvents = titles.events;
    this.#titledTables = new Set(titles.rows.map((rows) => readModel.tableOf(rows).name).flatMap((name) => [name, `${name}_history`]));
  }

  /**
   * @param people the ids of their records
   * @param wanted what the person was known by; where that is not known any more, only rows of theirs are looked for
   * @throws DatabaseUnavailable
   */
  async scan(people: readonly string[], wanted: Wanted | undefined): Promise<Scan> {
    const { rows: found } = await this.database.query<Found>(
      `select n.nspname as schema, c.relname as name, pg_relation_size(c.oid)::bigint / current_setting('block_size')::int as pages,
          has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage') as readable
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'm') and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%' order by 1, 2`,
    );
    const tables = wanted === undefined ? found.filter(isOpened) : found;
    const looked: Looked = { people, values: textsOf(wanted?.values ?? []), words: wanted?.words ?? [] };
    const scanned: Counted[] = [];
    for (const table of tables.filter(({ readable }) => readable)) {
      const one = await unlessGone(() => this.#count(table, looked));
      if (one) scanned.push(one);
    }
    const common = new Set(looked.words.filter((_word, index) => rowsOf(scanned, index + 1) > COMMON_ROWS));
    const telling: Looked = { ...looked, words: looked.words.filter((word) => !common.has(word)) };
    const isLeft = ({ matches, words }: Counted) => matches > 0 || [...words.keys()].some((place) => !common.has(looked.words[place - 1] ?? ''));
    const left = new Map<string, Left>();
    for (const one of scanned.filter(isLeft)) {
      const place = await unlessGone(() => this.#place(one.of, telling));
      if (place) left.set(one.table, place);
    }
    return {
      tables: scanned.map(({ table, rows, matches, ofOthers }) => ({ table, rows, matches: left.get(table)?.rows ?? matches, ofOthers })),
      unread: tables.filter(({ readable }) => !readable).map(nameOf),
      found: [...left].flatMap(([table, { columns }]) => columns.map((column) => ({ table, ...column }))),
      words: { searched: looked.words.length, common: common.size },
    };
  }

  async #count(table: Found, looked: Looked): Promise<Counted> {
    const ofPerson = isOfPerson(table);
    let [rows, matches, ofOthers] = [0, 0, 0];
    const words = new Map<number, number>();
    // The last batch has no end: what was added since the table was measured is looked at too.
    for (let page = 0; page === 0 || page < Number(table.pages); page += PAGES) {
      const end = page + PAGES < Number(table.pages) ? ` and scanned_row.ctid < '(${page + PAGES},0)'::tid` : '';
      const stretch = `scanned_row.ctid >= '(${page},0)'::tid${end}`;
      const values = this.#parametersOf(table, looked);
      const { rows: found } = await this.database.query<{ rows: number; theirs: number; named: number }>(counted(placeOf(table), stretch), values);
      rows += found[0]?.rows ?? 0;
      matches += found[0]?.theirs ?? 0;
      if (ofPerson) ofOthers += found[0]?.named ?? 0;
      else matches += found[0]?.named ?? 0;
      if (!this.#isWorded(table) || looked.words.length === 0) continue;
      const { rows: by } = await this.database.query<{ place: number; rows: number }>(worded(placeOf(table), stretch), values);
      for (const { place, rows: more } of by) words.set(place, (words.get(place) ?? 0) + more);
    }
    return { of: table, table: nameOf(table), rows, matches, ofOthers, words };
  }

  async #place(table: Found, looked: Looked): Promise<Left> {
    // Of a table in the open, what others are called is no trace of this person.
    const values = this.#parametersOf(table, isOfPerson(table) ? { ...looked, values: [] } : looked);
    const { rows: columns } = await this.database.query<{ column: string; rows: number; positions: readonly string[] | null }>(placed(placeOf(table)), values);
    const { rows } = await this.database.query<{ rows: number }>(matched(placeOf(table)), values);
    return { rows: rows[0]?.rows ?? 0, columns: columns.map(({ column, rows: of, positions }) => ({ column, rows: of, positions: positions ?? [] })) };
  }

  #parametersOf(table: Found, { people, values, words }: Looked): unknown[] {
    return [people, isOfPerson(table), values, this.#isWorded(table) ? words : [], this.#titledEvents];
  }

  /** Whether single words are looked for: among names of others and titles of things they are anybody's. */
  #isWorded(table: Found): boolean {
    return !isOpened(table) && !this.#titledTables.has(table.name) && !['pg_catalog', 'information_schema'].includes(table.schema);
  }
}

interface Looked extends Wanted {
  readonly people: readonly string[];
}
interface Left {
  readonly rows: number;
  readonly columns: readonly Omit<Remainder, 'table'>[];
}

const isOpened = ({ schema }: Found): boolean => schema === OPENED;
const isOfPerson = (table: Found): boolean => isOpened(table) && !BOOKKEEPING.test(table.name);
const nameOf = ({ schema, name }: Found): string => `${schema}.${name}`;
const placeOf = ({ schema, name }: Found): string => `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
const rowsOf = (tables: readonly Counted[], place: number): number => tables.reduce((sum, { words }) => sum + (words.get(place) ?? 0), 0);

async function unlessGone<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (GONE.includes(String((error as { code?: unknown }).code))) return undefined;
    throw error;
  }
}

/** A value as rows may hold it: as it is, in small letters, within JSON, and in bytes. */
function textsOf(values: readonly string[]): readonly string[] {
  return [...new Set(values.flatMap((value) => [value, value.toLowerCase(), JSON.stringify(value).slice(1, -1), Buffer.from(value, 'utf8').toString('hex')]))];
}
