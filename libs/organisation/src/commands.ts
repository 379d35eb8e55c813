export { LINK_KINDS, NATIONS, SECTORS, type LinkKind, type Nation, type Sector } from './domain/organisation.events.js';
export { CloseOrganisation } from './domain/close-organisation.js';
export { LinkOrganisations } from './domain/link-organisations.js';
export { organisationIdOf } from './domain/organisation-id.js';
export { RegisterOrganisation } from './domain/register-organisation.js';
export { RenameOrganisation } from './domain/rename-organisation.js';
export { ReparentOrganisation } from './domain/reparent-organisation.js';
