export type { TestDatabase } from './test-database.js';
export { testDatabase } from './test-database.js';
