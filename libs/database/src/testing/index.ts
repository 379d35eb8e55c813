export type { TestDatabase } from './test-database.js';
export { PATIENCE_MS, testDatabase } from './test-database.js';
