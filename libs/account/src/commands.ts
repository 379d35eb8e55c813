export { EndDelegation } from './domain/end-delegation.js';
export { GrantDelegation } from './domain/grant-delegation.js';
export { LinkIdentity } from './domain/link-identity.js';
export { UnlinkIdentity } from './domain/unlink-identity.js';
