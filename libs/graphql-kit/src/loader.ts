import type { Moment } from '@app/read-model';
import DataLoader from 'dataloader';

const loaders = new WeakMap<Moment, Map<string, DataLoader<unknown, unknown>>>();
const MAX_BATCH = 1_000;

/**
 * The loader of that name at that moment: keys asked for in one turn are loaded together, once. Two moments never share
 * one, so that two aliases of one operation can not answer each other's past.
 * @param name unique among all loaders, such as `cohort.programme`; whatever else the batch depends on (arguments, who asks) belongs into it
 * @param batch values in the order of the keys; see `aligned` and `grouped`
 */
export function loader<Key extends string | bigint | number | object, Value>(
  moment: Moment,
  name: string,
  batch: (keys: readonly Key[]) => Promise<ArrayLike<Value | Error>>,
): DataLoader<Key, Value> {
  const named = loaders.get(moment) ?? new Map<string, DataLoader<unknown, unknown>>();
  loaders.set(moment, named);
  const known = named.get(name);
  if (known) return known as DataLoader<Key, Value>;
  const made = new DataLoader<Key, Value>(batch, { maxBatchSize: MAX_BATCH });
  named.set(name, made as unknown as DataLoader<unknown, unknown>);
  return made;
}

/** One row per key, in the order of the keys; null where there is none. */
export function aligned<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** All rows of each key, in the order of the keys and of the rows. */
export function grouped<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): Row[][] {
  const byKey = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) byKey.get(keyOf(row))?.push(row);
  return keys.map((key) => byKey.get(key) ?? []);
}
