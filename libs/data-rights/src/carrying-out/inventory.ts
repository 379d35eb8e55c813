import type { Position } from '@app/kernel';
import type { PersonalKey } from '../domain/erasure.events.js';
import type { LogSearch } from '../log/log-search.js';
import { sealedFields } from '../log/sealed-fields.js';

/** A field of a kind of event that can no longer be read, and how many times it stands in the log. */
export interface UnreadableField {
  readonly type: string;
  readonly path: string;
  readonly count: number;
}

/** What is sealed under some keys, by kind of event and field. */
export async function fieldsUnder(search: LogSearch, keys: readonly PersonalKey[], upTo: Position): Promise<readonly UnreadableField[]> {
  const ids = new Set(keys.map(({ keyId }) => keyId));
  const counts = new Map<string, UnreadableField>();
  for await (const { type, data } of search.naming([...ids], upTo)) {
    for (const { path, value } of sealedFields(data)) {
      if (!ids.has(value.key)) continue;
      const known = counts.get(`${type} ${path}`);
      counts.set(`${type} ${path}`, { type, path, count: (known?.count ?? 0) + 1 });
    }
  }
  return [...counts.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, field]) => field);
}
