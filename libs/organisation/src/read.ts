import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored, OrganisationScope } from '@app/identity';
import type { Moment } from '@app/read-model';
import sql, { type Sql } from 'sql-template-tag';
import { refuse } from './domain/refusals.js';
import { OrganisationLinkRow, OrganisationRow } from './read-model/organisation.row.js';

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

/** How organisations hang on to who asks. */
export const organisationAccess: readonly Anchored[] = [
  { resource: 'Organisation', rows: OrganisationRow, anchors: { organisation: 'id' }, missing: () => refuse('ORGANISATION_NOT_FOUND') },
  { resource: 'OrganisationLink', rows: OrganisationLinkRow },
];

/** The organisations of some codes with all that is accountable to them, at present. A bare code names whichever had it first, whoever has it elsewhere since. */
function named(present: Moment, codes: readonly string[]): Sql {
  const table = present.everyone(OrganisationRow);
  return sql`with recursive named as (
    select distinct on (asked.code) organisation.id
    from unnest(${[...codes]}::text[]) as asked (code)
    join ${table} on organisation.code = regexp_replace(asked.code, '^[A-Z_]+:', '')
      and (asked.code not like '%:%' or organisation.nation = split_part(asked.code, ':', 1))
    order by asked.code, organisation.registered_at
  ), subtree (id) as (
    select id from named
    union
    select organisation.id from ${table} join subtree on organisation.parent_id = subtree.id
  ) select id from subtree`;
}

/** How a role that is claimed for some organisations reaches: what is theirs, whom they employ or employed once, and whom nobody employs yet. */
export const organisationScope: OrganisationScope = { ids: named, reaches: ['employer', 'organisation', 'returner'], untold: ['newcomer'] };
