import { migrateTracker, openInstallation } from '@app/tracker';
import { createProjector } from './projector.js';

const installation = await openInstallation(process.env, { share: true });
await migrateTracker(installation.options.database);
const projector = await createProjector({ ...installation.options, logLevel: process.env['LOG_LEVEL'] });
projector.enableShutdownHooks();
