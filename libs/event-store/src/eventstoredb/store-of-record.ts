import type { Database, Queryable } from '@app/database';
import { MOVED, storeError, WrongStore } from '../errors.js';
import { anotherStore } from './confirmed-store.js';
import type { EventStoreDb, Genesis } from './connection.js';

const MOVE = 'To move the history: npm run cli -- copy --help';
const IN_POSTGRES = `EVENTSTORE_CONNECTION_STRING is set, but the history is recorded in PostgreSQL: unset it. ${MOVE}`;

/**
 * Where PostgreSQL is to be the store: whether it is.
 * @throws WrongStore where the history is in an EventStoreDB; DatabaseUnavailable
 */
export async function requirePostgres(database: Database): Promise<void> {
  const { rows } = await database.query<{ kind: string }>('select kind from es.store');
  if (rows[0]?.kind === 'postgresql') return;
  throw new WrongStore(`The history is recorded in an EventStoreDB, of which this database holds a mirror: set EVENTSTORE_CONNECTION_STRING. ${MOVE}`);
}

/** Where PostgreSQL is to be the store: what to do once the history was moved from there; undefined while it is there. @throws DatabaseUnavailable */
export async function movedFrom(database: Database): Promise<string | undefined> {
  const { rows } = await database.query<{ kind: string }>('select kind from es.store');
  return rows[0]?.kind === 'eventstoredb' ? MOVED.eventstoredb : undefined;
}

/** What `es.store` says, beside how far the log has come. */
interface OfRecord {
  readonly kind: 'postgresql' | 'eventstoredb';
  readonly position: bigint;
}

/** In a database that is said to be a mirror: whether it holds a history of its own, which was moved there. */
export const isMovedToPostgres = ({ kind, position }: OfRecord): boolean => kind === 'postgresql' && position > 0n;

/** The same, asked of the database. @throws DatabaseUnavailable */
export async function wasMovedToPostgres(database: Queryable): Promise<boolean> {
  const { rows } = await database.query<OfRecord>({
    name: 'store_of_record',
    text: 'select s.kind, h.position from es.store s cross join es.log_head h',
  });
  return rows[0] !== undefined && isMovedToPostgres(rows[0]);
}

/** An EventStoreDB, as far as it says whose it is. */
type Adopted = Pick<EventStoreDb, 'prefix' | 'genesis' | 'begin' | 'mayBegin'>;

/**
 * Where an EventStoreDB is to be the store: makes it so in a database that holds no history yet, and otherwise sees that it is the same one. A history is
 * begun where neither of the two holds any, and by nobody who was not asked to.
 * @returns where in the store this history begins
 * @throws WrongStore; DatabaseUnavailable; StoreUnavailable, AppendOutcomeUnknown
 */
export async function adopt(database: Database, db: Adopted): Promise<Genesis> {
  const genesis = (await db.genesis()) ?? (await begun(database, db));
  const { storeId, position } = genesis;
  try {
    await database.query('select es.adopt_store($1, $2, $3)', [storeId, position.commit, position.prepare]);
    return genesis;
  } catch (error) {
    switch ((error as { readonly code?: unknown }).code) {
      case 'TS002':
        throw new WrongStore(IN_POSTGRES);
      case 'TS003': {
        const { rows } = await database.query<{ store_id: string }>('select store_id from es.store');
        throw anotherStore(db.prefix, rows[0]?.store_id ?? '', storeId);
      }
      default:
        throw storeError(error);
    }
  }
}

async function begun(database: Database, db: Adopted): Promise<Genesis> {
  const { rows } = await database.query<{ store_id: string | null; position: bigint }>(
    'select s.store_id, h.position from es.store s cross join es.log_head h',
  );
  const { store_id: known, position } = rows[0] ?? { store_id: null, position: 0n };
  if (known !== null) {
    // Another process may have begun it just now.
    const there = await db.genesis();
    if (there) return there;
    throw anotherStore(db.prefix, known, undefined);
  }
  if (position > 0n) throw new WrongStore(IN_POSTGRES);
  if (db.mayBegin) return db.begin();
  throw new WrongStore(
    `EventStoreDB holds no history under ${db.prefix}… To begin one there, once: npm run cli -- mirror begin. ` +
      'If there should be one, EVENTSTORE_CONNECTION_STRING or EVENTSTORE_STREAM_PREFIX names the wrong place.',
  );
}
