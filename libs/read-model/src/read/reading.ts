import type { Sql } from 'sql-template-tag';

/** A column that a reader does not see in every row. */
export interface Mask {
  /** The row class's property. */
  readonly property: string;
  /** The rows in which it is seen, as a condition over the table under its own name; absent: in none. */
  readonly seenWhere?: Sql;
  /** What stands in its place elsewhere; null where absent. */
  readonly otherwise?: Sql;
}

/** What one reader may read of one table. Conditions name its columns qualified by the table's own name. */
export interface Reading {
  /** The rows; all of them where absent. */
  readonly where?: Sql;
  /** That there is no row to see, whatever is recorded. */
  readonly none?: boolean;
  readonly masks?: readonly Mask[];
  /** Columns that are no table's own: what else follows, row by row, from who reads. By name, each of a boolean. */
  readonly flags?: readonly (readonly [name: string, Sql])[];
}
