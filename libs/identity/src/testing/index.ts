export type { TokenOptions } from './stub-issuer.js';
export { StubIssuer } from './stub-issuer.js';
