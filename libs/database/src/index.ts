export type { DatabaseConfig } from './database.js';
export { Database } from './database.js';
export type { Embedded, EmbeddedOptions } from './embedded/start.js';
export { EmbeddedInUse, runningEmbedded, startEmbedded } from './embedded/start.js';
export type { Migration } from './migrate.js';
export { migrate } from './migrate.js';
export { types } from './types.js';
export { ADVISORY_LOCKS } from './locks.js';
export { DatabaseUnavailable, toDatabaseError } from './unavailable.js';
