import { Database } from '@app/database';
import { EventStoreDb, eventStoreDbOptions } from '@app/event-store';
import { migrateTracker, openInstallation } from '@app/tracker';

/** Works on both stores themselves, as the owner of the database's schemas, without the product on top. */
export async function withStores(work: (owner: Database, db: EventStoreDb) => Promise<void>): Promise<void> {
  const eventStoreDb = eventStoreDbOptions(process.env);
  if (!eventStoreDb) throw new Error('EVENTSTORE_CONNECTION_STRING is not set: it names the EventStoreDB.');
  await withOwner(async (owner) => {
    const db = new EventStoreDb(eventStoreDb);
    try {
      if (!(await db.check())) throw new Error('The EventStoreDB cannot be reached.');
      await work(owner, db);
    } finally {
      await db.onApplicationShutdown();
    }
  });
}

/** Works on the database alone, as the owner of its schemas. */
export async function withOwner(work: (owner: Database) => Promise<void>): Promise<void> {
  const installation = await openInstallation(process.env, { share: true });
  const { url, ownerUrl } = installation.options.database;
  const owner = new Database({ url: ownerUrl ?? url });
  try {
    await migrateTracker(installation.options.database);
    await work(owner);
  } finally {
    await owner.close();
    await installation.close();
  }
}
