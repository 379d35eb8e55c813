import { uuidArray } from '@app/database';
import type { Moment, RowClass } from '@app/read-model';
import { registerEnumType } from '@nestjs/graphql';
import type { Sql } from 'sql-template-tag';
import sql, { empty, join, raw } from 'sql-template-tag';
import { declareLabels } from '../labels.js';
import { loader } from '../loader.js';

/** As far as a list is counted: whoever asks how many there are never has all that ever was gone through. */
const MOST_COUNTED = 10_000;

export const TotalCountState = { EXACT: 'EXACT', AT_LEAST: 'AT_LEAST', WITHHELD: 'WITHHELD' } as const;
export type TotalCountState = keyof typeof TotalCountState;

registerEnumType(TotalCountState, {
  name: 'TotalCountState',
  description: 'What a list’s `totalCount` says.',
  valuesMap: {
    EXACT: { description: 'So many, of those that you may see.' },
    AT_LEAST: { description: 'More than are counted: at least so many, of those that you may see.' },
    WITHHELD: {
      description:
        '`totalCount` is null: nothing of this kind is yours to see one by one, so how many there are is not told either. Of people, `figures` has what is published, masked and rounded.',
    },
  },
});

declareLabels<TotalCountState>('TotalCountState', {
  EXACT: { en: 'Exact', cy: 'Union' },
  AT_LEAST: { en: 'At least', cy: 'O leiaf' },
  WITHHELD: { en: 'Withheld', cy: 'Wedi’i ddal yn ôl' },
});

export interface Total {
  readonly count: number | null;
  readonly state: TotalCountState;
}

/** What a list's rows are counted by: the very rows that its pages hold, so that a count tells nothing that paging does not. */
interface Counted {
  readonly rows: RowClass | Sql;
  readonly from: Sql;
  readonly where?: readonly Sql[];
  /** See `List`. */
  readonly found?: Found | undefined;
  readonly withheld?: boolean | undefined;
}

/** What a row is found by that is personal. Who is told how many there are knows of each, so that it is noted of each, and few are counted. */
export interface Found {
  readonly column: Sql;
  readonly most: number;
  /** @throws Refused READS_UNRECORDED */
  readonly note: (values: readonly unknown[]) => Promise<void>;
}

const WITHHELD: Total = { count: null, state: 'WITHHELD' };

function totalOf(counted: number, most: number): Total {
  return counted > most ? { count: most, state: 'AT_LEAST' } : { count: counted, state: 'EXACT' };
}

const isWithheld = (moment: Moment, { rows, withheld = false }: Counted): boolean => withheld || (typeof rows === 'function' && moment.seesNone(rows));

/** How many rows a list has, of those that its reader may see. @throws Refused READS_UNRECORDED */
export async function totalCount(moment: Moment, list: Counted): Promise<Total> {
  if (isWithheld(moment, list)) return WITHHELD;
  const { from, where = [], found } = list;
  const conditions = where.length > 0 ? sql`where ${join([...where], ' and ')}` : empty;
  if (found) {
    const values = await moment.query<{ readonly value: unknown }>(sql`select ${found.column} as value from ${from} ${conditions} limit ${found.most + 1}`);
    await found.note(values.slice(0, found.most).map(({ value }) => value));
    return totalOf(values.length, found.most);
  }
  const [row] = await moment.query<{ readonly counted: number }>(
    sql`select count(*)::int as counted from (select from ${from} ${conditions} limit ${MOST_COUNTED + 1}) as counted`,
  );
  return totalOf(row?.counted ?? 0, MOST_COUNTED);
}

/**
 * The same of each of many parents, by one query for all that are asked for in one turn.
 * @param name tells these rows from those of any other list
 */
export function totalCountOfEach(
  moment: Moment,
  name: string,
  parent: { readonly sql: Sql; readonly type: 'uuid' | 'text' },
  list: Counted,
): (key: string) => Promise<Total> {
  if (isWithheld(moment, list)) return () => Promise.resolve(WITHHELD);
  const totals = loader<string, Total>(moment, `total of ${name}`, async (keys) => {
    const conditions = join([sql`${parent.sql} = parent.key`, ...(list.where ?? [])], ' and ');
    const rows = await moment.query<{ readonly counted: number }>(sql`
      select page.counted
      from unnest(${parent.type === 'uuid' ? uuidArray(keys) : [...keys]}::${raw(parent.type)}[]) with ordinality as parent (key, ordinal)
      cross join lateral (
        select count(*)::int as counted from (select from ${list.from} where ${conditions} limit ${MOST_COUNTED + 1}) as counted
      ) as page
      order by parent.ordinal`);
    return rows.map(({ counted }) => totalOf(counted, MOST_COUNTED));
  });
  return (key) => totals.load(key);
}
