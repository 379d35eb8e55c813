import { byId, seenAs } from '@app/graphql-kit';
import type { Moment } from '@app/read-model';
import sql, { type Sql } from 'sql-template-tag';
import { OrganisationRow } from './read-model/organisation.row.js';

export { LinkKindEnum, NationEnum, OrganisationRow, SectorEnum } from './read-model/organisation.row.js';

/** Organisations by their UUIDs. */
export const organisations = byId('Organisation', OrganisationRow);
export const seenOrganisation = seenAs('Organisation');

/** The ids of an organisation and of everything accountable to it, as a subquery: `… in (${subtree(…)})`. */
export function subtree(moment: Moment, organisationId: string): Sql {
  const table = moment.from(OrganisationRow);
  return sql`with recursive subtree(id) as (
    select ${organisationId}::uuid
    union
    select organisation.id from ${table} join subtree on organisation.parent_id = subtree.id
  ) select id from subtree`;
}
