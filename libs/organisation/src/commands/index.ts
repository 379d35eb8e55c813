import { CloseOrganisationHandler } from './close-organisation.handler.js';
import { LinkOrganisationsHandler } from './link-organisations.handler.js';
import { RegisterOrganisationHandler } from './register-organisation.handler.js';
import { RenameOrganisationHandler } from './rename-organisation.handler.js';
import { ReparentOrganisationHandler } from './reparent-organisation.handler.js';

export const organisationCommandHandlers = [
  RegisterOrganisationHandler,
  RenameOrganisationHandler,
  ReparentOrganisationHandler,
  CloseOrganisationHandler,
  LinkOrganisationsHandler,
];
