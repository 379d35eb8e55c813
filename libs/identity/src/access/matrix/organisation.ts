import type { Rules } from '../rules.js';
import { everybody } from '../rules.js';

/** Reference data: whoever has a role sees it, and who runs the installation keeps it. */
const byAdministrator = { targets: {}, may: { administrator: 'national' } } as const;

export const organisationRules: Rules = {
  resources: {
    Organisation: {
      groups: { facts: ['id', 'code', 'nameEn', 'nameCy', 'name', 'sector', 'nation', 'closed', 'provenance', 'parent', 'children', 'links', 'enrolments'] },
      read: everybody(['facts']),
    },
    OrganisationLink: {
      groups: { facts: ['kind', 'organisation'] },
      read: everybody(['facts']),
    },
  },
  commands: {
    RegisterOrganisation: byAdministrator,
    RenameOrganisation: byAdministrator,
    ReparentOrganisation: byAdministrator,
    CloseOrganisation: byAdministrator,
    LinkOrganisations: byAdministrator,
  },
};
