import { Database, type DatabaseConfig } from './database.js';
import { onDiskOf } from './disk-full.js';

/** Brings something up on a database, which is abandoned where that fails. */
export async function comingUpOn<T>(config: DatabaseConfig, bringUp: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database(config);
  try {
    return await onDiskOf(config, () => bringUp(database));
  } catch (error) {
    await database.abandon();
    throw error;
  }
}
