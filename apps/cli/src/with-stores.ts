import { Database } from '@app/database';
import { EventStoreDb, eventStoreDbOptions } from '@app/event-store';
import { migrateTracker, openInstallation } from '@app/tracker';

/** Works on both stores themselves, as the owner of the database's schemas, without the product on top. */
export async function withStores(work: (owner: Database, db: EventStoreDb) => Promise<void>): Promise<void> {
  const eventStoreDb = eventStoreDbOptions(process.env);
  if (!eventStoreDb) throw new Error('EVENTSTORE_CONNECTION_STRING is not set: it names the EventStoreDB.');
  const installation = await openInstallation(process.env, { share: true });
  const { url, ownerUrl } = installation.options.database;
  const owner = new Database({ url: ownerUrl ?? url });
  const db = new EventStoreDb(eventStoreDb);
  try {
    await migrateTracker(installation.options.database);
    if (!(await db.check())) throw new Error('The EventStoreDB cannot be reached.');
    await work(owner, db);
  } finally {
    await db.onApplicationShutdown();
    await owner.close();
    await installation.close();
  }
}
