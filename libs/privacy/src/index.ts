export { KeyLocked, Keyring } from './keyring.js';
export type { MasterKeySource } from './master-key.js';
export { LocalMasterKey, localMasterKey, MasterKey } from './master-key.js';
export type { Opened } from './opener.js';
export { Opener } from './opener.js';
export { privacyMigrations } from './privacy.migration.js';
export { PrivacyModule } from './privacy.module.js';
export { KeySealer } from './sealer.js';
