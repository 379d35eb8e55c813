import type { Rules } from '../rules.js';

export const accountRules: Rules = {
  resources: {
    // By which accounts somebody signs in is theirs to know, and of who links them.
    Identity: {
      groups: { facts: ['id', 'leader', 'issuer', 'subject', 'linkedOn'] },
      read: { leader: { self: ['facts'] }, administrator: { national: ['facts'] } },
    },
    // Somebody's own are those that they gave and those that they received.
    Delegation: {
      groups: {
        facts: ['id', 'principalId', 'principal', 'deputyId', 'deputy', 'roles', 'authority', 'startsOn', 'endsOn', 'endedOn', 'inForce', 'grantedById'],
        reason: ['reason'],
      },
      read: {
        leader: { self: ['facts', 'reason'] },
        auditor: { national: ['facts'] },
        administrator: { national: ['facts', 'reason'] },
      },
    },
  },
  commands: {
    // Nobody says of themselves which account is theirs: it might be somebody else's.
    LinkIdentity: { targets: {}, may: { administrator: 'national' } },
    UnlinkIdentity: { targets: { identityId: 'Identity' }, may: { leader: { identityId: 'self' }, administrator: 'national' } },
    // What was delegated is not passed on: neither of these is for deputies.
    GrantDelegation: { targets: { principalId: 'Leader' }, may: { leader: { principalId: 'self' }, administrator: 'national' } },
    EndDelegation: { targets: { delegationId: 'Delegation' }, may: { leader: { delegationId: 'self' }, administrator: 'national' } },
  },
};
