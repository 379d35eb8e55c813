import type { Database } from '@app/database';
import { WrongStore } from '../errors.js';
import { MIRROR_READER } from '../readers/reader.js';

export type StoreKind = 'postgresql' | 'eventstoredb';

export const TO_POSTGRES =
  "update es.store set kind = 'postgresql', store_id = null, commit_position = null, prepare_position = null, level_at = null, away_since = null, stopped = null, fenced_since = null";

/** @throws WrongStore where the history is not in a store of this kind */
export async function requireKind(owner: Database, kind: StoreKind): Promise<void> {
  const { rows } = await owner.query<{ kind: StoreKind }>('select kind from es.store');
  if (rows[0]?.kind === kind) return;
  throw new WrongStore(`The history is in ${kind === 'postgresql' ? 'an EventStoreDB' : 'PostgreSQL'} already.`);
}

/**
 * Nobody appends from then on.
 * @returns when it was raised, by `performance.now()`; one that stands already is as good
 */
export async function raiseFence(owner: Database): Promise<number> {
  await owner.transaction(async (client) => {
    // Whoever appends holds this lock: when it is had, nothing is under way.
    await client.query('select pg_advisory_xact_lock(7201)');
    await client.query('update es.store set fenced_since = coalesce(fenced_since, clock_timestamp())');
  });
  return performance.now();
}

/** Says where the history is from then on, and lowers the fence. @param update of es.store */
export async function switchStore(owner: Database, update: string, values: unknown[] = []): Promise<void> {
  await owner.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock(7201)');
    const { rowCount } = await client.query(`${update} where fenced_since is not null`, values);
    if (rowCount !== 1) throw new WrongStore('The fence was lowered meanwhile: nothing was moved. Begin again.');
    // What stopped the mirror there was stops nobody any more.
    await client.query('delete from reader.stop where reader = $1', [MIRROR_READER]);
  });
}

/**
 * Gives up a move that was interrupted behind the fence: appends are taken again where they were before. It needs neither of the stores.
 * @param owner the installation's database, as the role that owns its schemas
 */
export async function abandonMove(owner: Database): Promise<void> {
  await owner.query('update es.store set fenced_since = null');
}
