import type { Database } from '@app/database';
import { storeError, WrongStore } from '../errors.js';
import type { EventStoreDb } from './connection.js';

const MOVE = 'To move the history: npm run cli -- copy --help';

/**
 * Where PostgreSQL is to be the store: whether it is.
 * @throws WrongStore where the history is in an EventStoreDB; DatabaseUnavailable
 */
export async function requirePostgres(database: Database): Promise<void> {
  const { rows } = await database.query<{ kind: string }>('select kind from es.store');
  if (rows[0]?.kind === 'postgresql') return;
  throw new WrongStore(`The history is recorded in an EventStoreDB, of which this database holds a mirror: set EVENTSTORE_CONNECTION_STRING. ${MOVE}`);
}

/**
 * Where an EventStoreDB is to be the store: makes it so in a database that holds no history yet, and otherwise sees that it is the same one.
 * @throws WrongStore; DatabaseUnavailable; StoreUnavailable, AppendOutcomeUnknown
 */
export async function adopt(database: Database, db: Pick<EventStoreDb, 'genesis' | 'nativeStream'>): Promise<void> {
  const { storeId, position } = await db.genesis();
  try {
    await database.query('select es.adopt_store($1, $2, $3)', [storeId, position.commit, position.prepare]);
  } catch (error) {
    switch ((error as { readonly code?: unknown }).code) {
      case 'TS002':
        throw new WrongStore(`EVENTSTORE_CONNECTION_STRING is set, but the history is recorded in PostgreSQL: unset it. ${MOVE}`);
      case 'TS003':
        throw new WrongStore(
          `This database mirrors another store than ${storeId}, which begins with the stream ${db.nativeStream('genesis')}. ` +
            'EVENTSTORE_CONNECTION_STRING or EVENTSTORE_STREAM_PREFIX is of another installation, or the server was restored without its data.',
        );
      default:
        throw storeError(error);
    }
  }
}
