export type { AnyAmending, Besides, OtherStreams, Remedies, Remedy } from './amending.js';
export { amending, recordedBy, tellsOf, thingOf } from './amending.js';
export { canonicalJson } from './canonical.js';
export type { RecordedBy, Unsealed } from './codec.js';
export { Codec, Sealer } from './codec.js';
export { CommandIdentity } from './command-identity.js';
export {
  AppendOutcomeUnknown,
  ForeignEvent,
  LogCorrupt,
  NotAsMirrored,
  NotNow,
  StoreFenced,
  StoreMoved,
  StoreStopped,
  StoreUnavailable,
  StreamConflict,
  StreamForeign,
  StreamIncomplete,
  UnknownEventType,
  Unstorable,
  WrongStore,
} from './errors.js';
export type { Elected, Election } from './elected.js';
export { workWhenElected } from './elected.js';
export type { EventStoreModuleOptions } from './event-store.module.js';
export { EVENT_STORE, EventStoreModule, LOG } from './event-store.module.js';
export type { EventTypes, JsonObject, Upcaster } from './event-types.js';
export { eventOnRecord, idFromCorrected } from './event-on-record.js';
export { eventTypes, firstVersions } from './event-types.js';
export type { EventStoreDbOptions } from './eventstoredb/connection-string.js';
export { eventStoreDbOptions } from './eventstoredb/connection-string.js';
export type { MirrorStatus } from './eventstoredb/mirror-status.js';
export { Mirror } from './eventstoredb/mirror.js';
export { adopt, movedFrom } from './eventstoredb/store-of-record.js';
export type { StoreFault, StoreVerification, VerifyStoreOptions } from './eventstoredb/verify-store.js';
export { EventStoreDb } from './eventstoredb/connection.js';
export type { StoreKind } from './eventstoredb/fence.js';
export { abandonMove, IN_WORDS } from './eventstoredb/fence.js';
export { fenceStatus } from './eventstoredb/fence-status.js';
export { MirrorBehind, mirrorBecomesHistory } from './eventstoredb/mirror-becomes-history.js';
export type { Moved, MoveOptions, MoveProgress } from './eventstoredb/moving.js';
export { HistoryMove } from './eventstoredb/moving.js';
export type { CommandType } from './command-type.js';
export type { Handler, On } from './handlers.js';
export { commandHandlers, handled, on } from './handlers.js';
export type { BinaryRows } from './lazy-event.js';
export { LazyEvent, lazyColumns, LeftOut } from './lazy-event.js';
export { leafOf } from './leaf.js';
export { changing, isCorrection, Naming, naming } from './naming.js';
export type { Appended, Batch, CaughtUp, Correlated, EventStore, EventToAppend, Expected, Json, Log, LoggedEvent, LogReading, StoredEvent } from './port.js';
export type { CopiedRows } from './postgres/copied-rows.js';
export { copyRows } from './postgres/copied-rows.js';
export { backOff, Heads } from './postgres/heads.js';
export { eventStoreMigrations } from './postgres/log.migration.js';
export { PostgresEventStore } from './postgres/postgres-event-store.js';
export { PostgresLog } from './postgres/postgres-log.js';
export type { LogFault, Verification, VerifyOptions } from './postgres/verify-log.js';
export { verifyLog } from './postgres/verify-log.js';
export type { Stop, StoppedAt } from './readers/reader.js';
export { askToRetry, MIRROR_READER, Reader, readerStream, stops } from './readers/reader.js';
export { APPEND_LIMIT_BYTES, checkStorable, DEPTH_LIMIT } from './storable.js';
export type { Admission, Amendable, StreamsOptions } from './streams.js';
export { Streams } from './streams.js';
