import { onDiskOf } from '@app/database';
import { Mirror } from '@app/event-store';
import { migrateTracker, openInstallation, StartLogger, TrackerModule } from '@app/tracker';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/**
 * Runs one command on the installation that the environment describes, joining a running one, and lets go of it.
 * @param mirroring for work that waits until the log shows what it records: where the history is elsewhere, somebody has to mirror it, and
 *   perhaps no worker runs
 */
export async function withTracker(work: (tracker: INestApplicationContext) => Promise<void>, { mirroring = false } = {}): Promise<void> {
  const installation = await openInstallation(process.env, { share: true });
  try {
    await migrateTracker(installation.options.database);
    const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(installation.options), {
      logger: new StartLogger(),
      abortOnError: false,
    });
    try {
      const done = new AbortController();
      const mirrored = mirroring && installation.options.eventStoreDb && tracker.get(Mirror, { strict: false }).run(done.signal);
      await Promise.all([onDiskOf(installation.options.database, () => work(tracker).finally(() => done.abort())), mirrored]);
    } finally {
      await tracker.close();
    }
  } finally {
    await installation.close();
  }
}
