export type { CohortRecord, LinkRecord, OrganisationRecord, Pack, ProgrammeRecord } from './packs/pack.js';
export { codesOf, type KnownCodes, readPackFiles, readPacks } from './packs/read-packs.js';
export type { PackText } from './packs/read-pack.js';
export { PackInvalid } from './packs/refusals.js';
export { shippedPacks } from './packs/shipped.js';
export { type Execute, type LoadOptions, loadPacks, type LoadReport, RecordRefused } from './load/load-packs.js';
