import { ADVISORY_LOCKS, type Database } from '@app/database';
import type { Instant } from '@app/kernel';
import { WrongStore } from '../errors.js';
import { MIRROR_READER } from '../readers/reader.js';

export type StoreKind = 'postgresql' | 'eventstoredb';

export const IN_WORDS: Readonly<Record<StoreKind, string>> = { postgresql: 'PostgreSQL', eventstoredb: 'an EventStoreDB' };

/** What `es.store` says once the history is in PostgreSQL. */
export const TO_POSTGRES =
  "kind = 'postgresql', store_id = null, commit_position = null, prepare_position = null, level_at = null, away_since = null, stopped = null";

/** By which whoever raised the fence of `es.store` is seen to be at work: the second number of its lock. */
export const FENCE_KEY = '((extract(epoch from fenced_since) * 1000)::bigint % 2147483647)::integer';

// Later than one that stands, so that each is told from every other.
const RAISE = "update es.store set fenced_since = greatest(clock_timestamp(), fenced_since + interval '1 ms'), moved_at = null returning fenced_since as since";
const HOLD = `select pg_advisory_lock(${ADVISORY_LOCKS.copy}, ${FENCE_KEY}) from es.store`;

/** @throws WrongStore where the history is not in a store of this kind */
export async function requireKind(owner: Database, kind: StoreKind): Promise<void> {
  const { rows } = await owner.query<{ kind: StoreKind }>('select kind from es.store');
  if (rows[0]?.kind === kind) return;
  throw new WrongStore(`The history is in ${IN_WORDS[kind === 'postgresql' ? 'eventstoredb' : 'postgresql']} already.`);
}

/** Nobody appends while it stands. It is its copy's own: another one that was raised since is none of this one's business. */
export class Fence {
  readonly #raised = performance.now();

  constructor(
    private readonly owner: Database,
    private readonly since: Instant,
  ) {}

  /** For how long it has stood. */
  get standsForMs(): number {
    return performance.now() - this.#raised;
  }

  /**
   * Says where the history is from then on, and lowers the fence.
   * @param assignments to columns of es.store
   * @throws WrongStore where this fence does not stand any more
   */
  async switchStore(assignments: string, values: readonly unknown[] = []): Promise<void> {
    await this.owner.transaction(async (client) => {
      await client.query('select pg_advisory_xact_lock(7201)');
      const { rowCount } = await client.query(
        `update es.store set ${assignments}, fenced_since = null, moved_at = clock_timestamp() where fenced_since = $${values.length + 1}`,
        [...values, this.since],
      );
      if (rowCount !== 1) throw new WrongStore('The fence was lowered meanwhile, or another copy raised its own: nothing was moved. Begin again.');
      // What stopped the mirror there was stops nobody any more.
      await client.query('delete from reader.stop where reader = $1', [MIRROR_READER]);
    });
  }

  async lower(): Promise<void> {
    await this.owner.query('update es.store set fenced_since = null where fenced_since = $1', [this.since]);
  }
}

/**
 * Nobody appends while the work is done, nor afterwards until the store is switched or, where the work fails, until the fence was lowered again. For as long a lock is
 * held, by which readiness tells a copy that works from one that was killed.
 */
export async function behindFence<T>(owner: Database, work: (fence: Fence) => Promise<T>): Promise<T> {
  const holder = await owner.connect('copy');
  try {
    await holder.query('begin');
    // Whoever appends holds this lock: when it is had, nothing is under way.
    await holder.query('select pg_advisory_xact_lock(7201)');
    const { rows } = await holder.query<{ since: Instant }>(RAISE);
    await holder.query(HOLD);
    await holder.query('commit');
    const [{ since }] = rows as [{ since: Instant }];
    const fence = new Fence(owner, since);
    try {
      return await work(fence);
    } catch (error) {
      // Where it cannot be lowered either, readiness says that nobody stands behind it.
      await fence.lower().catch(() => undefined);
      throw error;
    }
  } finally {
    await holder.end().catch(() => undefined);
  }
}

/**
 * Gives up a move that was interrupted behind the fence: appends are taken again where they were before. It needs neither of the stores.
 * @param owner the installation's database, as the role that owns its schemas
 * @returns where the history is, and whether a move was under way
 * @throws WrongStore where the last move was completed: there is nothing to give up
 */
export async function abandonMove(owner: Database): Promise<{ readonly store: StoreKind; readonly wasUnderWay: boolean }> {
  const { rowCount } = await owner.query('update es.store set fenced_since = null where fenced_since is not null');
  const { rows } = await owner.query<{ store: StoreKind; movedAt: Instant | null }>('select kind as store, moved_at as "movedAt" from es.store');
  const [{ store, movedAt }] = rows as [{ store: StoreKind; movedAt: Instant | null }];
  if (movedAt === null) return { store, wasUnderWay: rowCount === 1 };
  const back = store === 'postgresql' ? 'eventstoredb' : 'postgresql';
  throw new WrongStore(
    `The move was completed at ${movedAt}: the history is in ${IN_WORDS[store]}, and nothing was changed. To move it back: copy --from ${store} --to ${back}.`,
  );
}
