export type { TokenSecretConfig } from './development.js';
export { developmentActor, developmentToken, tokenSecret } from './development.js';
export { NotAuthenticated } from './not-authenticated.js';
export type { Claim, ClaimedRole, Principal, Role, Scope } from './principal.js';
export { CLAIMED_ROLES, ROLES } from './principal.js';
export { Tokens } from './tokens.js';
