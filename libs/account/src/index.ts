export { AccountGraphqlModule, AccountModule } from './account.module.js';
export { RecordedDelegations } from './delegations/recorded-delegations.js';
export { accountEventTypes } from './events.js';
export { RecordedLinks } from './identities/recorded-links.js';
export { accounts, deputies } from './process/accounts.js';
export { delegationProjection } from './read-model/delegation.projection.js';
export { identityProjection } from './read-model/identity.projection.js';
export { accountAccess } from './read.js';
