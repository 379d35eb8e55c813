export type { PassOverReason } from './domain/reader.events.js';
export { PASS_OVER_REASONS } from './domain/reader.events.js';
export { operationEventTypes } from './events.js';
export { OperationGraphqlModule, OperationModule } from './operation.module.js';
export { operationAccess } from './read.js';
export { passedOverEventProjection } from './read-model/passed-over-event.projection.js';
export type { PassedOver, ReaderStatus } from './readers.js';
export { Readers } from './readers.js';
