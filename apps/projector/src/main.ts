import { logLevelFrom, migrateTracker, openInstallation, starting } from '@app/tracker';
import { createProjector } from './projector.js';

const started = starting();
const logLevel = logLevelFrom(process.env);
const installation = await openInstallation(process.env, { share: true });
await migrateTracker(installation.options.database);
const projector = await createProjector({ ...installation.options, logLevel });
projector.enableShutdownHooks();
started();
