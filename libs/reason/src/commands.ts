export type { ReasonName } from './domain/reason-code.events.js';
export { RegisterReasonCode } from './domain/register-reason-code.js';
export { RenameReasonCode } from './domain/rename-reason-code.js';
export { RetireReasonCode } from './domain/retire-reason-code.js';
