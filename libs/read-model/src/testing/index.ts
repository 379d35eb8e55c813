export type { Asked, Given, KnownVersion } from './projecting.js';
export { logged, projecting, specifiedId, versionsOf } from './projecting.js';
