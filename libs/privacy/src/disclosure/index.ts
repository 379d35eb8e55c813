export type { Cells } from './cells.js';
export type { Group, Reached, Selection } from './lattice.js';
export { Lattice } from './lattice.js';
export { DISCLOSURE, DISCLOSURE_PROFILES, disclosureProfile, percentOf, rounded } from './profile.js';
export type { DisclosureProfile } from './profile.js';
