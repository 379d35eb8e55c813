import type { Event, Sealed, SealedValue } from '@app/kernel';
import type { AnyRow, KeyedFold, Projection, RowClass } from '../definition/projection.js';
import { projection } from '../definition/projection.js';
import type { Table } from '../definition/table.js';
import { normaliseRow, tablesOf } from '../definition/table.js';

/** A row whose personal values are still sealed: what the fold of an opened table carries. */
export type Unopened<Row> = { readonly [Column in keyof Row]: Row[Column] | Sealed<NonNullable<Row[Column]>> };

/** What is found in a sealed value. `locked`: its key cannot be reached now, which is no erasure. */
export type Opened = { readonly state: 'open'; readonly value: unknown } | { readonly state: 'erased' } | { readonly state: 'locked' };

/** Opens many sealed values at once, in their order. */
export type Opening = (values: readonly SealedValue<unknown>[]) => Promise<readonly Opened[]>;

/** A table of personal values in the open, declared. */
export interface OpenedTable {
  readonly rowClass: RowClass;
  readonly projection: Projection;
}

/**
 * A table that must be searched, sorted or counted in the open, such as a directory of names. It is declared as any projection; its
 * handlers copy sealed values into its columns, and the engine writes what they hold: null once the person is erased or, where the
 * column takes no null, no row. It keeps neither history nor periods, lives in UNLOGGED tables of the schema `opened`, in no checksum and
 * no backup, and is recreated from the log when it is lost. Only what it alone needs belongs in it.
 */
export function openedTable<E extends Event, Row extends { readonly id: string }>(
  rowClass: RowClass<Row>,
  fold: KeyedFold<E, Unopened<Row> & { readonly id: string }>,
): OpenedTable {
  // The fold's rows differ from the class's in what their columns hold, which only `sealedTable` and `open` know of.
  return { rowClass, projection: projection(rowClass as unknown as RowClass<Unopened<Row> & { readonly id: string }>, fold) };
}

/** The shapes that an opened table has: as it is folded, any column sealed, and as it is stored. */
export interface OpenedShape {
  readonly sealed: Table;
  readonly stored: Table;
}

export function shapesOf(opened: readonly OpenedTable[]): readonly OpenedShape[] {
  return tablesOf(opened.map(({ projection }) => projection)).map((stored) => {
    const columns = stored.columns.map((column) =>
      column === stored.id ? column : { ...column, nullable: true, normalise: (value: unknown) => value, same: Object.is },
    );
    return { stored, sealed: { ...stored, columns } };
  });
}

function isSealed(value: unknown): value is SealedValue<unknown> {
  return typeof value === 'object' && value !== null && 'sealed' in value && 'box' in value;
}

/** A key cannot be reached: nothing is stored in place of what it would open. */
export class KeysUnreachable extends Error {
  constructor() {
    super('the keys of personal values cannot be reached');
    this.name = 'KeysUnreachable';
  }
}

/**
 * Folded rows as they are stored, with one look-up for all that is sealed in them; a row that an erasure leaves impossible is left out.
 * @throws KeysUnreachable, and TypeError for an opened value that its column cannot hold
 */
export async function openRows(table: Table, rows: readonly AnyRow[], open: Opening): Promise<readonly AnyRow[]> {
  const sealed: SealedValue<unknown>[] = [];
  for (const row of rows) for (const { property } of table.columns) if (isSealed(row[property])) sealed.push(row[property]);
  const found = await open(sealed);
  const opened = new Map<unknown, unknown>();
  sealed.forEach((value, index) => {
    const content = found[index];
    if (!content || content.state === 'locked') throw new KeysUnreachable();
    opened.set(value, content.state === 'open' ? content.value : null);
  });
  const plain: AnyRow[] = [];
  for (const row of rows) {
    const values = Object.fromEntries(table.columns.map(({ property }) => [property, opened.has(row[property]) ? opened.get(row[property]) : row[property]]));
    const erased = table.columns.some(({ property, nullable }) => !nullable && values[property] === null && opened.has(row[property]));
    if (!erased) plain.push(normaliseRow(table, values, String(row[table.id.property]), undefined));
  }
  return plain;
}
