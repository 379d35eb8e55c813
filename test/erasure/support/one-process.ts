// The product in one process, as `npm start` has it, that writes a snapshot of its heap wherever it is told to.
import 'reflect-metadata';
import { createApi } from '@app/api';
import { createProjector } from '@app/projector';
import { migrateTracker, openInstallation } from '@app/tracker';
import { writeHeapSnapshot } from 'node:v8';

const { options, dataDir } = await openInstallation(process.env, { share: true });
await migrateTracker(options.database);
const projector = await createProjector({ ...options, logLevel: 'warn' });
const api = await createApi({ ...options, dataDir, production: false, logLevel: 'info' });
await api.listen(0, '127.0.0.1');

process.on('message', (file: string) => {
  // It collects what nothing holds, first.
  process.send?.(writeHeapSnapshot(file));
});
process.on('disconnect', () => void Promise.all([api.close(), projector.close()]).then(() => process.exit(0)));
process.send?.(await api.getUrl());
