import { DataSource, DefaultNamingStrategy, getMetadataArgsStorage } from 'typeorm';
import type { EntityMetadata } from 'typeorm';
import { EntityMetadataBuilder } from 'typeorm/metadata-builder/EntityMetadataBuilder.js';
import type { Column } from './columns.js';
import { columnType } from './columns.js';
import type { AnyRow, Projection, RowClass } from './projection.js';
import { sortingsOf } from './sorted-by.js';

export interface TableIndex {
  readonly columns: readonly string[];
  /** The predicate of a partial index. */
  readonly where: string | undefined;
  /** What its texts are sorted by, where that is not their column's own. */
  readonly collation?: string;
}

/** A projection with the physical shape that its row class declares. */
export interface Table {
  readonly projection: Projection;
  readonly name: string;
  readonly periods: boolean;
  /** The column `id`, which is also the first of `columns`. */
  readonly id: Column;
  readonly columns: readonly Column[];
  /** The row class's, of these columns. */
  readonly properties: ReadonlySet<string>;
  readonly indices: readonly TableIndex[];
}

/** `leaderId` → `leader_id`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

class SnakeCase extends DefaultNamingStrategy {
  override tableName(className: string, given: string | undefined): string {
    return given ?? snakeCase(className.replace(/Row$/, ''));
  }

  override columnName(property: string, given: string | undefined): string {
    return given ?? snakeCase(property);
  }
}

/** Names the engine uses itself, in the tables and beside them. */
const RESERVED: ReadonlySet<string> = new Set(['known_from', 'known_until', 'effective_from', 'effective_until']);
const SIDE_TABLE = /_(history|journal)$/;
/** Leaves room for `_history` and `_journal` within PostgreSQL's 63 bytes. */
const LONGEST_NAME = 54;

function metadataOf(rowClasses: readonly RowClass[]): Map<unknown, EntityMetadata> {
  // Never connected: TypeORM's reading of the decorators is all that is wanted.
  const source = new DataSource({ type: 'postgres', namingStrategy: new SnakeCase() });
  const built = new EntityMetadataBuilder(source, getMetadataArgsStorage()).build([...rowClasses]);
  for (const metadata of built) for (const column of metadata.columns) column.type = source.driver.normalizeType(column) as typeof column.type;
  return new Map(built.map((metadata) => [metadata.target, metadata]));
}

function columnsOf(metadata: EntityMetadata): Column[] {
  const columns = metadata.columns.map((column): Column => {
    const type = String(column.type);
    const length = Number(column.length) || 0;
    const name = column.databaseName;
    if (RESERVED.has(name)) throw new Error(`${metadata.name}.${column.propertyName}: the engine keeps ${name} itself`);
    return {
      ...columnType(type, { length, array: column.isArray }),
      property: column.propertyName,
      name,
      sqlType: `${type}${length > 0 ? `(${length})` : ''}${column.isArray ? '[]' : ''}`,
      nullable: column.isNullable,
    };
  });
  // Decorators are read in the order of properties, `id` wherever it stands; it leads every table.
  return columns.sort((left, right) => Number(right.name === 'id') - Number(left.name === 'id'));
}

function tableOf(projection: Projection, metadata: EntityMetadata | undefined): Table {
  if (!metadata) throw new Error(`${projection.rowClass.name} is not a TypeORM entity`);
  const name = metadata.tableName;
  if (metadata.schema || SIDE_TABLE.test(name) || name === 'correction' || name.length > LONGEST_NAME) {
    throw new Error(
      `${metadata.name}: a read-model table has an unqualified name of at most ${LONGEST_NAME} letters, other than "correction" and "…_history", "…_journal"`,
    );
  }
  const columns = columnsOf(metadata);
  const [id] = columns;
  const primary = metadata.primaryColumns.map((column) => column.databaseName);
  if (id?.name !== 'id' || primary.join() !== 'id' || !['text', 'character varying', 'uuid'].includes(id.sqlType.replace(/\(.*/, ''))) {
    throw new Error(`${metadata.name}: the primary column is id, text or uuid: the fold's key`);
  }
  const indices = metadata.indices.map((index): TableIndex => {
    if (index.isUnique) throw new Error(`${metadata.name}: a read model has no unique index, for a fold cannot refuse a fact`);
    return { columns: index.columns.map((column) => column.databaseName), where: index.where };
  });
  const sorted = sortingsOf(metadata.target).flatMap(({ property, collations }) => {
    const column = columns.find((one) => one.property === property);
    if (!column) throw new Error(`${metadata.name}.${property} is sorted by and is no column`);
    return collations.map((collation): TableIndex => ({ columns: [column.name], where: undefined, collation }));
  });
  return {
    projection,
    name,
    periods: projection.kind === 'periods',
    id,
    columns,
    properties: new Set(columns.map(({ property }) => property)),
    indices: [...indices, ...sorted],
  };
}

/**
 * The tables of these projections, read from their row classes' decorators.
 * @throws Error for a class that is no entity, a column that cannot be folded, or two projections of one table
 */
export function tablesOf(projections: readonly Projection[]): readonly Table[] {
  const metadata = metadataOf(projections.map(({ rowClass }) => rowClass));
  const tables = projections.map((projection) => tableOf(projection, metadata.get(projection.rowClass)));
  const names = tables.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two projections of one table: ${twice}`);
  return tables;
}

/**
 * A handler's row as it would come back from the database: every column present, null for undefined, values in their one form; the same
 * object where it is all that already. What the handler copied from the row before is taken as it is.
 * @throws TypeError naming the column that cannot hold its value
 */
export function normaliseRow(table: Table, row: AnyRow, key: string, before: AnyRow | undefined): AnyRow {
  const { columns, id } = table;
  let normal = Object.keys(row).length === columns.length;
  for (const column of columns) if (!Object.is(normalValue(column, row, before), row[column.property])) normal = false;
  const stored = normal ? row : Object.fromEntries(columns.map((column) => [column.property, normalValue(column, row, before)]));
  if (stored[id.property] !== key) throw new TypeError(`the row's id is not its key ${JSON.stringify(key)}`);
  return stored;
}

function normalValue(column: Column, row: AnyRow, before: AnyRow | undefined): unknown {
  const value = row[column.property];
  if (value === undefined || value === null) {
    if (!column.nullable) throw new TypeError(`column ${column.name} is empty`);
    return null;
  }
  if (value === before?.[column.property]) return value;
  try {
    return column.normalise(value);
  } catch (error) {
    throw new TypeError(`column ${column.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Whether two rows of a table, both normal, hold the same values. */
export function sameRow(table: Table, left: AnyRow, right: AnyRow): boolean {
  for (const { property, same } of table.columns) {
    const one = left[property];
    const other = right[property];
    if (one === other) continue;
    if (one === null || other === null || !same(one, other)) return false;
  }
  return true;
}

/** The keys of an event in a table, in the form in which `id` stores them. */
export function keysIn(table: Table, event: Parameters<Projection['keysOf']>[0]): readonly string[] {
  const keys = table.projection.keysOf(event);
  return table.id.sqlType === 'uuid' ? keys.map((key) => String(table.id.normalise(key))) : keys;
}
