import { createHash } from 'node:crypto';
import type { OpenedTable } from '../opened/opened-table.js';
import { shapesOf } from '../opened/opened-table.js';
import type { Projection, RowClass } from './projection.js';
import type { Table } from './table.js';
import { tablesOf } from './table.js';

/** Raised when the engine itself would store other rows for the same projections. */
const ENGINE_VERSION = 1;

/** The whole read model: every feature's projections, their tables, and the version that follows from both. */
export class ReadModelDefinition {
  readonly tables: readonly Table[];
  /** SHA-256 (hex) over the tables' shapes and versions: another definition is another read model, built anew. */
  readonly version: string;
  /** Every event type that means something to some table. */
  readonly types: ReadonlySet<string>;
  readonly #byClass: ReadonlyMap<unknown, Table>;
  readonly #opened: ReadonlyMap<unknown, Table>;

  /**
   * @param opened tables of values in the open that queries read beside these; they have a life, and a version, of their own
   */
  constructor(
    readonly projections: readonly Projection[],
    opened: readonly OpenedTable[] = [],
  ) {
    this.tables = [...tablesOf(projections)].sort((left, right) => (left.name < right.name ? -1 : 1));
    this.version = createHash('sha256')
      .update(JSON.stringify([ENGINE_VERSION, this.tables.map(describe)]))
      .digest('hex');
    this.types = new Set(projections.flatMap(({ types }) => [...types]));
    this.#byClass = new Map(this.tables.map((table) => [table.projection.rowClass, table]));
    this.#opened = new Map(shapesOf(opened).map(({ stored }) => [stored.projection.rowClass, stored]));
  }

  /** Every class that rows are read as, those of opened tables included. */
  get rowClasses(): readonly RowClass[] {
    return [...this.#byClass.keys(), ...this.#opened.keys()] as RowClass[];
  }

  /** An opened table; undefined for any other. */
  openedTableOf(rowClass: RowClass): Table | undefined {
    return this.#opened.get(rowClass);
  }

  /** @throws Error when no projection folds into this class */
  tableOf(rowClass: RowClass): Table {
    const table = this.#byClass.get(rowClass);
    if (!table) throw new Error(`no projection folds into ${rowClass.name}`);
    return table;
  }
}

function describe(table: Table): unknown {
  const { version, kind, types } = table.projection;
  return [table.name, kind, version, [...types].sort(), table.columns.map(({ name, sqlType, nullable }) => [name, sqlType, nullable]), table.indices];
}
