import { adds, everybody, permit, resource, type Rules } from '@app/identity';
import { CloseOrganisation } from './domain/close-organisation.js';
import { LinkOrganisations } from './domain/link-organisations.js';
import { RegisterOrganisation } from './domain/register-organisation.js';
import { RenameOrganisation } from './domain/rename-organisation.js';
import { ReparentOrganisation } from './domain/reparent-organisation.js';
import { OrganisationLink, OrganisationLinkResolver, OrganisationResolver, OrganisationsResolver } from './graphql/organisation.resolver.js';
import { OrganisationRow } from './read-model/organisation.row.js';

/** Reference data: whoever has a role sees it, and who runs the installation keeps it. */
const byAdministrator = { targets: {}, may: { administrator: 'national' } } as const;

export const organisationRules: Rules = {
  resources: [
    resource('Organisation', [OrganisationRow, OrganisationResolver], {
      groups: { facts: ['id', 'code', 'nameEn', 'nameCy', 'name', 'sector', 'nation', 'closed', 'provenance', 'parent', 'children', 'links'] },
      read: everybody(['facts']),
    }),
    resource('OrganisationLink', [OrganisationLink, OrganisationLinkResolver], {
      groups: { facts: ['kind', 'organisation'] },
      read: everybody(['facts']),
    }),
  ],
  adds: [adds('Moment', [OrganisationsResolver], { facts: ['organisations'] })],
  commands: [
    permit(RegisterOrganisation, byAdministrator),
    permit(RenameOrganisation, byAdministrator),
    permit(ReparentOrganisation, byAdministrator),
    permit(CloseOrganisation, byAdministrator),
    permit(LinkOrganisations, byAdministrator),
  ],
};
