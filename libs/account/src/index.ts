export { RecordedDelegations } from './delegations/recorded-delegations.js';
export { account } from './feature.js';
export { AccountIds } from './identities/account-ids.js';
export { accountMigrations } from './identities/persons.migration.js';
export { RecordedLinks } from './identities/recorded-links.js';
export { RecordedPersons } from './identities/recorded-persons.js';
