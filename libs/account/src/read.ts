import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import type { Moment } from '@app/read-model';
import sql from 'sql-template-tag';
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
