import type { Moment, RowClass } from '@app/read-model';
import sql from 'sql-template-tag';
import { aligned, loader } from './loader.js';
import { type At, nodeId } from './node.js';

/** A row as resolvers hand it on: its `id` opaque, its UUID beside it as `key`. Made once per row, so that no field is work. */
export type Seen<Row> = At<Row> & { readonly key: string; readonly __typename: string };

/** A row some of whose columns hold null for who may not see them. */
export type Masked<Row, Column extends keyof Row> = Omit<Row, Column> & { readonly [C in Column]: Row[C] | null };

/** Makes rows of one GraphQL type ready to be handed on. */
export function seenAs(type: string): <Row extends { id: string }>(row: At<Row>) => Seen<Row> {
  return (row) => Object.assign(row, { key: row.id, id: nodeId(type, row.id), __typename: type });
}

/**
 * Finds rows of one table by their UUIDs: all that are asked for in one turn with one query.
 * @param at the moment to read the table at, where it is not the one asked about (names are of now)
 * @returns null where there is none at that moment
 */
export function byId<Row extends { id: string }>(type: string, rowClass: RowClass<Row>, at: (moment: Moment) => Moment = (moment) => moment) {
  const see = seenAs(type);
  const load = (moment: Moment, ids: readonly string[]): Promise<(Seen<Row> | null)[]> =>
    at(moment)
      .query<Row>(sql`select * from ${at(moment).from(rowClass)} where id = any(${[...ids]}::uuid[])`)
      .then((rows) =>
        aligned(
          ids,
          rows.map((row) => see(Object.assign(row, { moment }))),
          (row) => row.key,
        ),
      );
  return {
    type,
    load,
    find: (moment: Moment, id: string): Promise<Seen<Row> | null> => loader<string, Seen<Row> | null>(moment, type, (ids) => load(moment, ids)).load(id),
  };
}
