export { admitReason } from './commands/admit-reason.js';
export { KnownReasons } from './graphql/known-reasons.js';
export { reasonEventTypes } from './events.js';
export { reasonCodeProjection } from './read-model/reason-code.projection.js';
export { reasonAccess } from './read.js';
export { ReasonGraphqlModule, ReasonModule } from './reason.module.js';
