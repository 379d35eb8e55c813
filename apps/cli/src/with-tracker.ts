import { migrateTracker, openInstallation, TrackerModule } from '@app/tracker';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** Runs one command on the installation that the environment describes, joining a running one, and lets go of it. */
export async function withTracker(work: (tracker: INestApplicationContext) => Promise<void>): Promise<void> {
  const installation = await openInstallation(process.env, { share: true });
  try {
    await migrateTracker(installation.options.database);
    const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(installation.options), { logger: ['warn', 'error', 'fatal'] });
    try {
      await work(tracker);
    } finally {
      await tracker.close();
    }
  } finally {
    await installation.close();
  }
}
