import { uuidArray } from '@app/database';
import type { Moment, RowClass } from '@app/read-model';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import { aligned, loader } from './loader.js';
import { type At, nodeId } from './node.js';
import { type Asked, askedOf, lookAhead, propertiesFor } from './operation/asked.js';

/** A row as resolvers hand it on: its `id` opaque, its UUID beside it as `key`. Made once per row, so that no field is work. */
export type Seen<Row> = At<Row> & { readonly key: string; readonly __typename: string };

/** A row some of whose columns hold null for who may not see them. */
export type Masked<Row, Column extends keyof Row> = Omit<Row, Column> & { readonly [C in Column]: Row[C] | null };

/** Makes rows of one GraphQL type ready to be handed on. */
export function seenAs(type: string): <Row extends { id: string }>(row: At<Row>) => Seen<Row> {
  return (row) => Object.assign(row, { key: row.id, id: nodeId(type, row.id, row.moment), __typename: type });
}

/** What a field that refers to a row answers: at once, where it was looked ahead for. */
export type Found<Row extends { id: string }> = Seen<Row> | null | Promise<Seen<Row> | null>;

/** Finds the rows of one table by their UUIDs; null where there is none at that moment. */
export interface ById<Row extends { id: string }> {
  readonly type: string;
  load(moment: Moment, ids: readonly string[]): Promise<(Seen<Row> | null)[]>;
  find(moment: Moment, id: string): Promise<Seen<Row> | null>;
  /** The same for the field that answers with it: at once where it was looked ahead for, and with no more of it than is asked for. */
  foundFor(info: GraphQLResolveInfo, moment: Moment, id: string): Found<Row>;
  /** Loads what `foundFor` will be asked for, so that it answers at once. */
  ahead(moment: Moment, ids: Iterable<string | null>, asked: Asked): Promise<void>;
}

/** What of a row is read: these properties, or all of it. */
type Part = readonly string[] | undefined;

const names = new WeakMap<readonly string[], string>();

/** Tells one part from another, in whatever places of a document it is asked for; all of a row from none of its properties. */
function nameOf(part: Part): string {
  if (!part) return '*';
  const name = names.get(part) ?? part.join();
  names.set(part, name);
  return name;
}

/**
 * Finds rows of one table by their UUIDs: all that are asked for in one turn with one query.
 * @param at the moment to read the table at, where it is not the one asked about (names are of now)
 * @returns null where there is none at that moment
 */
export function byId<Row extends { id: string }>(type: string, rowClass: RowClass<Row>, at: (moment: Moment) => Moment = (moment) => moment): ById<Row> {
  const see = seenAs(type);
  const atHand = new WeakMap<Moment, Map<string, Map<string, Seen<Row> | null>>>();
  const load = async (moment: Moment, ids: readonly string[], part?: Part): Promise<(Seen<Row> | null)[]> => {
    const read = at(moment);
    const rows = await read.query<At<Row>>(sql`select ${read.select(rowClass, part)} from ${read.from(rowClass)} where id = any(${uuidArray(ids)}::uuid[])`, {
      moment,
    });
    return aligned(ids, rows.map(see), (row) => row.key);
  };
  const partOf = (moment: Moment, asked: Asked | undefined): Part => asked && propertiesFor(asked, moment.properties(rowClass));
  return {
    type,
    load: (moment: Moment, ids: readonly string[]) => load(moment, ids),
    find: (moment: Moment, id: string): Promise<Seen<Row> | null> => loader<string, Seen<Row> | null>(moment, type, (ids) => load(moment, ids)).load(id),
    foundFor(info: GraphQLResolveInfo, moment: Moment, id: string): Found<Row> {
      const part = partOf(moment, askedOf(info));
      const known = atHand.get(moment)?.get(nameOf(part))?.get(id);
      return known !== undefined ? known : loader<string, Seen<Row> | null>(moment, `${type} ${nameOf(part)}`, (ids) => load(moment, ids, part)).load(id);
    },
    async ahead(moment: Moment, ids: Iterable<string | null>, asked: Asked): Promise<void> {
      const part = partOf(moment, asked);
      const parts = atHand.get(moment) ?? new Map<string, Map<string, Seen<Row> | null>>();
      const found = parts.get(nameOf(part)) ?? new Map<string, Seen<Row> | null>();
      atHand.set(moment, parts.set(nameOf(part), found));
      const wanted = [...new Set(ids)].filter((id) => id !== null && !found.has(id)) as string[];
      if (wanted.length === 0) return;
      const rows = await load(moment, wanted, part);
      wanted.forEach((id, index) => found.set(id, rows[index] ?? null));
      await lookAhead(
        moment,
        rows.filter((row) => row !== null),
        asked,
      );
    },
  };
}
