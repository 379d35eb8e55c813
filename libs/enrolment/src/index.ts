export { RecordedRegisters } from './commands/recorded-registers.js';
export { enrolment } from './feature.js';
