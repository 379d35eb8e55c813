export type { TokenSecretConfig } from './development.js';
export { developmentActor, developmentToken, tokenSecret } from './development.js';
export { NotAuthenticated } from './not-authenticated.js';
export type { Role } from './tokens.js';
export { Tokens } from './tokens.js';
