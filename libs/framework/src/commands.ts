export {
  CROSSWALK_STRENGTHS,
  type CrosswalkStrength,
  LICENCE_STATUSES,
  type LicenceStatus,
  WELSH_MISSING,
  type WelshMissing,
} from './domain/framework.events.js';
export { frameworkElementIdOf, frameworkIdOf, frameworkVersionIdOf } from './domain/framework-id.js';
export { possibleVersion, type VersionInput } from './domain/possible-version.js';
export { PublishFrameworkVersion } from './domain/publish-framework-version.js';
export { StateCrosswalk } from './domain/state-crosswalk.js';
export { SupersedeFrameworkVersion } from './domain/supersede-framework-version.js';
export { WithdrawCrosswalk } from './domain/withdraw-crosswalk.js';
