export type { DevelopmentClaims } from './development-issuer.js';
export { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER, developmentMapping } from './development-issuer.js';
export type { DevelopmentProvider } from './development-provider.js';
export { openDevelopmentProvider } from './development-provider.js';
export { DevelopmentTokens } from './development-tokens.js';
export type { SampleAccount } from './sample-accounts.js';
export { sampleAccount, sampleAccounts, sampleService } from './sample-accounts.js';
export { PAGE_CLIENT, PATH } from './provider.js';
