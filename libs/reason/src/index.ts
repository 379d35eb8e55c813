export { admitReason } from './commands/admit-reason.js';
export { reason } from './feature.js';
export { KnownReasons } from './graphql/known-reasons.js';
