export { canonicalJson } from './canonical.js';
export { AppendOutcomeUnknown, LogCorrupt, StoreUnavailable, StreamConflict, UnknownEventType, Unstorable } from './errors.js';
export { leafOf } from './leaf.js';
export type { Appended, Batch, CaughtUp, EventStore, EventToAppend, Expected, Json, Log, LoggedEvent, StoredEvent } from './port.js';
export { CreateLog1767225600001 } from './postgres/log.migration.js';
export { PostgresEventStore } from './postgres/postgres-event-store.js';
export { PostgresLog } from './postgres/postgres-log.js';
export { APPEND_LIMIT_BYTES, checkStorable, DEPTH_LIMIT } from './storable.js';
