import { uuidArray } from '@app/database';
import type { Moment, RowClass } from '@app/read-model';
import type { GraphQLResolveInfo } from 'graphql';
import sql, { empty, join, raw, Sql } from 'sql-template-tag';
import { loader } from '../loader.js';
import type { At } from '../node.js';
import { type Asked, askedOfNodes, lookAhead, propertiesFor } from '../operation/asked.js';
import { isPinned, pinOf } from '../pin.js';
import type { ConnectionArgs } from './connection.js';
import { ConnectionOf, EdgeOf, MAX_PAGE } from './connection.js';
import type { HeldType, KeyType } from './cursor.js';
import { cursorsAt } from './cursor.js';
import { refuse } from './refusals.js';
import { type Found, type Total, totalCount, totalCountOfEach } from './total-count.js';

/** A column that a list is sorted by. It holds no nulls, and has an index with the others. */
export interface KeyColumn {
  readonly sql: Sql;
  readonly type: KeyType;
  readonly descending?: boolean;
}

/** A list: its rows and their order. The last key column is an id: it tells any two rows apart, and where a page ended. */
export interface List<Row extends object, Node = At<Row>> {
  /** Unique, such as `cohort.enrolments`, with whatever changes its order. */
  readonly name: string;
  /** What of its rows is selected; as columns, where they are in no table of the read model. */
  readonly rows: RowClass<Row> | Sql;
  /** What follows FROM, such as sql`${moment.from(CohortRow)} join …`. */
  readonly from: Sql;
  readonly where?: readonly Sql[];
  readonly orderBy: readonly KeyColumn[];
  /** A node from a row, where they differ (default: the row itself). */
  readonly node?: (row: At<Row>) => Node;
  /** Where rows are found by something personal. */
  readonly found?: Found;
  /** That nothing of it is its reader's to see, whatever there is: nothing is read, and how many there are is not told. */
  readonly withheld?: boolean;
}

/** What of a row a cursor held. */
interface End {
  readonly field: 'after' | 'before';
  readonly held: readonly string[];
}

interface Window {
  readonly size: number;
  readonly backwards: boolean;
  readonly ends: readonly End[];
  readonly args: ConnectionArgs;
}

// As one text: hardly any row is asked for its cursor.
type Keyed<Row> = At<Row> & { readonly cursorKeys: string };

/**
 * One page of a list at a moment: one query, one row more than asked for to know whether more follows.
 * @throws Refused PAGE_SIZE, INVALID_CURSOR, CURSOR_OF_ANOTHER_MOMENT, CURSOR_GONE, naming the argument
 * @param info of the field that answers with the list, so that no more of its rows is read than is asked for
 */
export async function paginate<Row extends object, Node = At<Row>>(
  moment: Moment,
  list: List<Row, Node>,
  args: ConnectionArgs,
  info?: GraphQLResolveInfo,
): Promise<ConnectionOf<Node>> {
  const window = windowOf(moment, list, args);
  const conditions = [...(list.where ?? []), ...(await boundsOf(moment, list, window))];
  const where = conditions.length > 0 ? sql`where ${join(conditions, ' and ')}` : empty;
  const asked = info && askedOfNodes(info);
  const rows = await moment.query<Keyed<Row>>(
    sql`select ${selected(moment, list, asked)}, ${keysOf(list)} as cursor_keys from ${list.from} ${where} order by ${orderOf(list, window)} limit ${window.size + 1}`,
    { moment },
  );
  if (asked) await lookAhead(moment, rows.slice(0, window.size), asked);
  return connection(moment, list, window, rows, () => totalCount(moment, list));
}

/**
 * The same page for each of many parents (the enrolments of every cohort of a page), in one query for all that are asked
 * for in one turn.
 * @param parent the column that holds the parent's key
 * @returns the page of one parent
 */
export function paginateEach<Row extends object, Node = At<Row>>(
  moment: Moment,
  parent: { readonly sql: Sql; readonly type: 'uuid' | 'text' },
  list: List<Row, Node>,
  args: ConnectionArgs,
  info?: GraphQLResolveInfo,
): (key: string) => Promise<ConnectionOf<Node>> {
  const window = windowOf(moment, list, args);
  if (list.withheld) return (_key) => Promise.resolve(connection(moment, list, window, [], () => totalCount(moment, list)));
  const asked = info && askedOfNodes(info);
  const named = (...what: readonly unknown[]) =>
    JSON.stringify([list.name, list.where?.map((condition) => [condition.sql, condition.values]), ...what], (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
  const total = totalCountOfEach(moment, named(parent.sql.sql), parent, list);
  const pages = loader<string, ConnectionOf<Node>>(moment, named(parent.sql.sql, args, asked && numberOf(asked)), async (keys) => {
    const conditions = [sql`${parent.sql} = parent.key`, ...(list.where ?? []), ...(await boundsOf(moment, list, window))];
    const rows = await moment.query<Keyed<Row> & { readonly cursorParent: number }>(
      sql`
      select parent.ordinal::int as cursor_parent, page.*
      from unnest(${parent.type === 'uuid' ? uuidArray(keys) : [...keys]}::${raw(parent.type)}[]) with ordinality as parent (key, ordinal)
      cross join lateral (
        select ${selected(moment, list, asked)}, ${keysOf(list)} as cursor_keys from ${list.from}
        where ${join(conditions, ' and ')} order by ${orderOf(list, window)} limit ${window.size + 1}
      ) as page`,
      { moment },
    );
    const pagesOfRows: Keyed<Row>[][] = keys.map(() => []);
    for (const row of rows) pagesOfRows[row.cursorParent - 1]?.push(row);
    if (asked)
      await lookAhead(
        moment,
        pagesOfRows.flatMap((rowsOfOne) => rowsOfOne.slice(0, window.size)),
        asked,
      );
    return pagesOfRows.map((rowsOfOne, index) => connection(moment, list, window, rowsOfOne, () => total(keys[index] ?? '')));
  });
  return (key) => pages.load(key);
}

function selected<Row extends object, Node>(moment: Moment, { rows }: List<Row, Node>, asked: Asked | undefined): Sql {
  if (rows instanceof Sql) return rows;
  return moment.select(rows, asked && propertiesFor(asked, moment.properties(rows)));
}

const numbers = new WeakMap<Asked, number>();
let asks = 0;

/** Tells what is asked for in one place of a document from what is asked for in another. */
function numberOf(asked: Asked): number {
  const number = numbers.get(asked) ?? asks++;
  numbers.set(asked, number);
  return number;
}

function windowOf<Row extends object, Node>(moment: Moment, list: List<Row, Node>, args: ConnectionArgs): Window {
  const { first, last, after, before } = args;
  const backwards = typeof first !== 'number' && typeof last === 'number';
  const size = backwards ? last : first;
  if (typeof size !== 'number' || (typeof last === 'number' && !backwards) || size < 0 || size > MAX_PAGE) {
    throw refuse('PAGE_SIZE', { max: MAX_PAGE }, backwards || (typeof first === 'number' && first >= 0 && first <= MAX_PAGE) ? 'last' : 'first');
  }
  const ends: End[] = [];
  if (typeof after === 'string') ends.push({ field: 'after', held: heldBy(moment, list, after, 'after') });
  if (typeof before === 'string') ends.push({ field: 'before', held: heldBy(moment, list, before, 'before') });
  return { size, backwards, ends, args };
}

function listName<Row extends object, Node>({ name, orderBy }: List<Row, Node>): string {
  return `${name} ${orderBy.map((column) => `${column.sql.sql} ${column.type}${column.descending ? ' desc' : ''}`).join()}`;
}

const isHeld = (column: KeyColumn): column is KeyColumn & { readonly type: HeldType } => column.type !== 'text';

function heldBy<Row extends object, Node>(moment: Moment, list: List<Row, Node>, text: string, field: string): readonly string[] {
  const types = list.orderBy.filter(isHeld).map(({ type }) => type);
  const { pin, keys } = cursorsAt(moment).decode(listName(list), types, text, field);
  if (isOf(moment, pin)) return keys;
  throw refuse('CURSOR_OF_ANOTHER_MOMENT', { field }, field);
}

// A cursor of an earlier release holds a position alone, whatever was fixed.
function isOf(moment: Moment, pin: string): boolean {
  return /^\d+$/.test(pin) ? !isPinned(moment) || pin === String(moment.position) : pin === pinOf(moment);
}

function boundsOf<Row extends object, Node>(moment: Moment, list: List<Row, Node>, { ends }: Window): Promise<readonly Sql[]> {
  return Promise.all(ends.map(async (end) => beyond(list, await keysAt(moment, list, end), end.field === 'before')));
}

// Of what is sorted by a text a cursor holds the id: the text is read from its row, which whoever asks must see.
async function keysAt<Row extends object, Node>(moment: Moment, { orderBy, from }: List<Row, Node>, { held, field }: End): Promise<readonly string[]> {
  const last = orderBy.at(-1);
  if (!last || orderBy.every(isHeld)) return held;
  const [row] = await moment.query<{ readonly cursorKeys: string }>(
    sql`select ${written(orderBy)} as cursor_keys from ${from} where ${last.sql} = ${held.at(-1)}::${raw(last.type)}`,
  );
  if (row) return JSON.parse(row.cursorKeys) as string[];
  throw refuse('CURSOR_GONE', { field }, field);
}

// Rows strictly beyond the keys in the list's order, or before them. All in one direction they compare as one row, which an index can answer.
function beyond<Row extends object, Node>({ orderBy }: List<Row, Node>, keys: readonly string[], backwards: boolean): Sql {
  const columns = orderBy.map((column, index) => ({
    sql: column.sql,
    key: sql`${keys[index]}::${raw(column.type)}`,
    sign: raw((column.descending ?? false) === backwards ? '>' : '<'),
  }));
  const [first] = columns;
  if (first && columns.every((column) => column.sign.sql === first.sign.sql)) {
    return sql`(${join(columns.map((column) => column.sql))}) ${first.sign} (${join(columns.map((column) => column.key))})`;
  }
  const cases = columns.map((column, index) =>
    join([...columns.slice(0, index).map((equal) => sql`${equal.sql} = ${equal.key}`), sql`${column.sql} ${column.sign} ${column.key}`], ' and '),
  );
  // The first condition follows from the others, and is one that an index can begin by.
  const beginning = columns.slice(0, 1).map((column) => sql`${column.sql} ${column.sign}= ${column.key} and`);
  return sql`(${join([...beginning, sql`(${join(cases, ' or ')})`], ' ')})`;
}

function keysOf<Row extends object, Node>({ orderBy }: List<Row, Node>): Sql {
  return written(orderBy.filter(isHeld));
}

function written(columns: readonly KeyColumn[]): Sql {
  return sql`json_build_array(${join(columns.map((column) => sql`(${column.sql})::text`))})::text`;
}

function orderOf<Row extends object, Node>({ orderBy }: List<Row, Node>, { backwards }: Window): Sql {
  return join(orderBy.map((column) => sql`${column.sql} ${raw((column.descending ?? false) === backwards ? 'asc' : 'desc')}`));
}

function connection<Row extends object, Node>(
  moment: Moment,
  list: List<Row, Node>,
  { size, backwards, args }: Window,
  rows: readonly Keyed<Row>[],
  count: () => Promise<Total>,
): ConnectionOf<Node> {
  const [name, cursors, pin] = [listName(list), cursorsAt(moment), pinOf(moment)];
  const page = rows.slice(0, size);
  if (backwards) page.reverse();
  const edges = page.map((row) => {
    return new EdgeOf((list.node ? list.node(row) : row) as Node, cursors, name, pin, row.cursorKeys);
  });
  const more = rows.length > size;
  const around = {
    hasNextPage: backwards ? typeof args.before === 'string' : more,
    hasPreviousPage: backwards ? more : typeof args.after === 'string',
  };
  return new ConnectionOf(edges, around, count);
}
