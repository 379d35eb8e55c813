import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import type { CalendarDate } from '@app/kernel';
import { LeaderRow } from '@app/leader/read';
import type { Moment } from '@app/read-model';
import sql, { type Sql } from 'sql-template-tag';
import type { DelegatedRole } from './domain/delegation.events.js';
import { refuse } from './domain/refusals.js';
import { DelegationRow } from './read-model/delegation.row.js';
import { IdentityRow } from './read-model/identity.row.js';

/** By whom somebody signs in, and who acts for whom, is of now, whatever moment is asked about. */
export const atPresent = ({ snapshot }: Moment): Moment => snapshot.present;

export const identities = byId('Identity', IdentityRow, atPresent);
export const seenIdentity = seenAs('Identity');
export const delegations = byId('Delegation', DelegationRow, atPresent);
export const seenDelegation = seenAs('Delegation');

/** How accounts hang on to who asks. */
export const accountAccess: readonly Anchored[] = [
  { resource: 'Identity', rows: IdentityRow, anchors: { self: 'leader_id' }, missing: () => refuse('IDENTITY_NOT_FOUND') },
  {
    resource: 'Delegation',
    rows: DelegationRow,
    anchors: { self: ({ row, among }) => sql`(${row}.principal_id ${among('person')} or ${row}.deputy_id ${among('person')})` },
    groups: { reason: { sealed: ['reason'] } },
    missing: () => refuse('DELEGATION_NOT_FOUND'),
  },
];

/** Somebody who acts in another's name today. */
export interface Deputy {
  readonly principalId: string;
  readonly deputyId: string;
  /** Which of the principal's roles they have. */
  readonly roles: readonly DelegatedRole[];
  /** The last day. */
  readonly endsOn: CalendarDate;
}

/** Who acts in the names of some people today; a record that was merged stands for the one that it was merged into. Of now, by one query. */
export function deputiesOf(moment: Moment, principalIds: readonly string[]): Promise<Deputy[]> {
  const present = atPresent(moment);
  const surviving = (id: Sql): Sql => sql`coalesce((select leader.merged_into_id from ${present.everyone(LeaderRow)} where leader.id = ${id}), ${id})`;
  return present.query<Deputy>(sql`
    select principal.id as principal_id, ${surviving(sql`delegation.deputy_id`)} as deputy_id, delegation.roles, delegation.ends_on
    from unnest(${[...new Set(principalIds)]}::uuid[]) as principal (id)
    join ${present.everyone(DelegationRow)} on ${surviving(sql`delegation.principal_id`)} = ${surviving(sql`principal.id`)}
    where delegation.ended_on is null and ${present.asOf}::date between delegation.starts_on and delegation.ends_on
    order by delegation.ends_on, delegation.id`);
}
