// One of the product's own processes, put together as its `main.ts` does, that says when it is at work.
import '../stage/borrowed-clock.js';
import 'reflect-metadata';
import { migrateTracker, openInstallation } from '@app/tracker';
import type { Told } from '../load/messages.js';

const { options, dataDir, production } = await openInstallation(process.env, { share: true });
await migrateTracker(options.database);
const logLevel = 'warn';
const port = process.env['PORT'];
if (port === undefined) {
  const { createProjector } = await import('@app/projector');
  await createProjector({ ...options, logLevel });
} else {
  const { createApi } = await import('@app/api');
  // One account is everybody here.
  const exposure = { admission: { reads: { atOnce: 1_000, waiting: 1_000 }, mutations: { atOnce: 1_000, waiting: 1_000 } } };
  const api = await createApi({ ...options, dataDir, production, logLevel, exposure });
  await api.listen(Number(port), '127.0.0.1');
}
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' } satisfies Told);
