import { uuidArray } from '@app/database';
import type { Refused } from '@app/kernel';
import type { Moment, RowClass } from '@app/read-model';
import type { Sql } from 'sql-template-tag';
import sql, { raw } from 'sql-template-tag';
import type { Grant, IdKind, Reach } from './viewer.js';

/** Where an anchor's condition stands. */
export interface AnchorAt {
  /** The table's own name, to qualify its columns by. */
  readonly row: Sql;
  /** That a column of UUIDs, which stands before it, is among these. */
  readonly among: (kind: IdKind) => Sql;
  /** The snapshot as of now, unrestricted: relationships are of now, whatever moment is read. */
  readonly present: Moment;
}

/**
 * What makes a row reached: a column that holds one of the ids which the reach is told by, or of another kind of them; or a condition.
 */
export type Anchor = string | KnownAnchor;
/** One that says of which kind the ids are. */
export type KnownAnchor = { readonly column: string; readonly of: IdKind } | ((at: AnchorAt) => Sql);
export type BoundedReach = Exclude<Reach, 'national' | 'public'>;
export type Anchors = Readonly<Partial<Record<BoundedReach, Anchor>>>;

/** What a group of fields amounts to in a table. */
export interface GroupColumns {
  /** Properties of the row class that hold null for who does not see the group. */
  readonly columns?: readonly string[];
  /** Those that hold a sealed value: who does not see the group finds neither it nor whether there is one. */
  readonly sealed?: readonly string[];
  /** The rows whose columns belong to the group; all where absent. A column may belong to several groups. */
  readonly where?: (row: Sql) => Sql;
  /** The name of a column that tells, row by row, whether the group is seen: for fields that are read from elsewhere. */
  readonly flag?: string;
}

/** How a feature's tables, and those of others that it knows something of, hang on to who stands how to whom. */
export interface Anchored {
  /** The GraphQL type that the matrix has the rules of. */
  readonly resource: string;
  /** A table that is read under these rules; absent where another feature's rows are reached by what this one knows. */
  readonly rows?: RowClass;
  readonly anchors?: Anchors;
  readonly groups?: Readonly<Record<string, GroupColumns>>;
  /** What a command is told that names none; also where there is one that its sender does not see. Of the table that holds the things themselves. */
  readonly missing?: () => Refused;
}

const MOST_COMPARED = 32;

const arrays = new WeakMap<readonly string[], Buffer>();

/** A viewer's ids, which all of their reads go by, are encoded once. */
function encoded(ids: readonly string[]): Buffer {
  const array = arrays.get(ids) ?? uuidArray(ids);
  arrays.set(ids, array);
  return array;
}

/** That a grant reaches a row, as a condition. */
export function condition(anchor: KnownAnchor, { ids }: Pick<Grant, 'ids'>, row: Sql, present: Moment): Sql {
  const among = (kind: IdKind): Sql => {
    const of = ids[kind] ?? [];
    if (of.length === 1) return sql`= ${of[0]}::uuid`;
    // Beyond a few, a plan that is kept would compare each row with one after the other. A subquery's are hashed; were it not for `is true`,
    // it would be joined instead, by a planner that takes it for ten.
    return of.length > MOST_COMPARED ? sql`in (select unnest(${encoded(of)}::uuid[])) is true` : sql`= any(${encoded(of)}::uuid[])`;
  };
  return held(anchor, { row, among, present });
}

/** That an anchor's row hangs on what `among` says. */
export function held(anchor: KnownAnchor, at: AnchorAt): Sql {
  return typeof anchor === 'function' ? anchor(at) : sql`${at.row}.${raw(anchor.column)} ${at.among(anchor.of)}`;
}
