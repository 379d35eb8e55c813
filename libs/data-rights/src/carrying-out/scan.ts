import { Database } from '@app/database';
import { Injectable } from '@nestjs/common';
import pg from 'pg';

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
}

interface Found {
  readonly schema: string;
  readonly name: string;
  readonly pages: number;
  readonly readable: boolean;
}

/** Eight megabytes at a time. */
const PAGES = 1_000;
const OPENED = 'opened';
/** Of a table in the open, these hold ids and places in the log, and no value. */
const BOOKKEEPING = /(_journal|^checkpoint|^correction)$/;
/** Dropped meanwhile, as tables of a read model that was replaced are. */
const GONE = ['42P01', '3F000'];

/** Looks through every table of the database for what is left of somebody. */
@Injectable()
export class Scanner {
  constructor(private readonly database: Database) {}

  /**
   * @param people the ids of their records
   * @param values what the person was known by; where that is not known any more, only rows of theirs are looked for
   * @throws DatabaseUnavailable
   */
  async scan(people: readonly string[], values: readonly string[] | undefined): Promise<Scan> {
    const { rows: found } = await this.database.query<Found>(
      `select n.nspname as schema, c.relname as name, pg_relation_size(c.oid)::bigint / current_setting('block_size')::int as pages,
          has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage') as readable
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'm') and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%' order by 1, 2`,
    );
    const wanted = values === undefined ? found.filter(isOpened) : found;
    const tables: ScannedTable[] = [];
    for (const table of wanted.filter(({ readable }) => readable)) {
      const scanned = await this.#scanOne(table, people, values ?? []);
      if (scanned) tables.push(scanned);
    }
    return { tables, unread: wanted.filter(({ readable }) => !readable).map(nameOf) };
  }

  async #scanOne(table: Found, people: readonly string[], values: readonly string[]): Promise<ScannedTable | undefined> {
    const from = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`;
    const ofPerson = isOpened(table) && !BOOKKEEPING.test(table.name);
    let [rows, matches, ofOthers] = [0, 0, 0];
    try {
      // The last batch has no end: what was added since the table was measured is looked at too.
      for (let page = 0; page === 0 || page < Number(table.pages); page += PAGES) {
        const end = page + PAGES < Number(table.pages) ? `and scanned_row.ctid < '(${page + PAGES},0)'::tid` : '';
        const { rows: counted } = await this.database.query<{ rows: number; theirs: number; named: number }>(
          `select count(*)::int as rows, count(*) filter (where theirs)::int as theirs, count(*) filter (where named and not theirs)::int as named
            from only ${from} as scanned_row
            cross join lateral (select scanned_row::text as line) as text_of
            cross join lateral (select $2 and exists (select from unnest($1::text[]) as id where strpos(line, id) > 0) as theirs,
              exists (select from unnest($3::text[]) as value where strpos(line, value) > 0 or strpos(lower(line), value) > 0) as named) as found
            where scanned_row.ctid >= '(${page},0)'::tid ${end}`,
          [people, ofPerson, textsOf(values)],
        );
        rows += counted[0]?.rows ?? 0;
        matches += counted[0]?.theirs ?? 0;
        if (ofPerson) ofOthers += counted[0]?.named ?? 0;
        else matches += counted[0]?.named ?? 0;
      }
    } catch (error) {
      if (GONE.includes(String((error as { code?: unknown }).code))) return undefined;
      throw error;
    }
    return { table: nameOf(table), rows, matches, ofOthers };
  }
}

const isOpened = ({ schema }: Found): boolean => schema === OPENED;
const nameOf = ({ schema, name }: Found): string => `${schema}.${name}`;

/** A value as rows may hold it: as it is, in small letters, within JSON, and in bytes. */
function textsOf(values: readonly string[]): readonly string[] {
  return [...new Set(values.flatMap((value) => [value, value.toLowerCase(), JSON.stringify(value).slice(1, -1), Buffer.from(value, 'utf8').toString('hex')]))];
}
