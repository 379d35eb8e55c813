export { Attendance } from './attendance.js';
export type { PassOverReason } from './domain/reader.events.js';
export { PASS_OVER_REASONS } from './domain/reader.events.js';
export { operation } from './feature.js';
export type { PassedOver, ReaderStatus } from './readers.js';
export { Readers } from './readers.js';
