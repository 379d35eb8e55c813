export { eventTypes, graphqlModules, processManagers, projections } from './features.js';
export { migrateTracker, migrations } from './migrate.js';
export type { TrackerOptions } from './tracker.module.js';
export { TrackerModule } from './tracker.module.js';
