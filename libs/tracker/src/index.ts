export { isProduction, logLevelFrom, milliseconds, portFrom, wholeNumber } from './environment.js';
export { access, features } from './features.js';
export { logging } from './logging.js';
export { migrateTracker, migrations } from './migrate.js';
export type { TrackerOptions } from './tracker.module.js';
export { readModelDefinition, TrackerModule } from './tracker.module.js';
export type { Installation } from './installation.js';
export { openInstallation } from './installation.js';
export { outliveForgotten, starting, StartLogger } from './starting.js';
