import { adds, permit, resource, type Rules } from '@app/identity';
import { EndDelegation } from './domain/end-delegation.js';
import { GrantDelegation } from './domain/grant-delegation.js';
import { LinkIdentity } from './domain/link-identity.js';
import { UnlinkIdentity } from './domain/unlink-identity.js';
import { DelegationResolver, DelegationsResolver } from './graphql/delegation.resolver.js';
import { IdentityResolver, LeaderIdentitiesResolver } from './graphql/identity.resolver.js';
import { DelegationRow } from './read-model/delegation.row.js';
import { IdentityRow } from './read-model/identity.row.js';

export const accountRules: Rules = {
  resources: [
    // By which accounts somebody signs in is theirs to know, and of who links them.
    resource('Identity', [IdentityRow, IdentityResolver], {
      groups: { facts: ['id', 'leader', 'issuer', 'subject', 'linkedOn'] },
      read: { leader: { self: ['facts'] }, administrator: { national: ['facts'] } },
    }),
    // Somebody's own are those that they gave and those that they received.
    resource('Delegation', [DelegationRow, DelegationResolver], {
      groups: {
        facts: [
          'id',
          'principalId',
          'principal',
          'deputyId',
          'deputy',
          'roles',
          'authority',
          'startsOn',
          'endsOn',
          'endedOn',
          'inForce',
          'grantedById',
          'of',
          'to',
          'grantedBy',
        ],
        reason: ['reason'],
      },
      read: {
        leader: { self: ['facts', 'reason'] },
        auditor: { national: ['facts'] },
        administrator: { national: ['facts', 'reason'] },
      },
    }),
  ],
  adds: [adds('Moment', [DelegationsResolver], { facts: ['delegations'] }), adds('Leader', [LeaderIdentitiesResolver], { identities: ['identities'] })],
  commands: [
    // Nobody says of themselves which account is theirs: it might be somebody else's.
    permit(LinkIdentity, { targets: {}, may: { administrator: 'national' } }),
    permit(UnlinkIdentity, { targets: { identityId: 'Identity' }, may: { leader: { identityId: 'self' }, administrator: 'national' } }),
    // What was delegated is not passed on: neither of these is for deputies.
    permit(GrantDelegation, { targets: { principalId: 'Leader' }, may: { leader: { principalId: 'self' }, administrator: 'national' } }),
    permit(EndDelegation, { targets: { delegationId: 'Delegation' }, may: { leader: { delegationId: 'self' }, administrator: 'national' } }),
  ],
};
