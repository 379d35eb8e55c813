export type { AnyProcessManager, CommandClass, ProcessManager, Reaction, Timer, Undo, Undoing } from './definition.js';
export { processManager, reaction, timer, undoing } from './definition.js';
export { processManagerMigrations } from './process.migration.js';
export type { ManagerStatus } from './process-store.js';
export { ProcessRunner } from './process-runner.js';
export { readerOf, timersOf } from './process-store.js';
