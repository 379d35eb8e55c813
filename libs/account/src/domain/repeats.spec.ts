import { commandsIn, repeatable, repeatedIn } from '@app/kernel/testing';
import type { Authority, DelegatedRole } from './delegation.events.js';
import { delegation } from './delegation.js';
import { endDelegation, EndDelegation } from './end-delegation.js';
import { grant, GrantDelegation } from './grant-delegation.js';
import { identities } from './identities.js';
import { link, LinkIdentity } from './link-identity.js';
import { unlink, UnlinkIdentity } from './unlink-identity.js';

const PRINCIPAL = '11111111-1111-4111-8111-111111111111';
const DEPUTY = '22222222-2222-4222-8222-222222222222';
const ID = '33333333-3333-4333-8333-333333333333';
const nobody: ReadonlySet<string> = new Set();
const leader = { status: 'registered' } as const;
const granting = {
  ...{ delegationId: ID, principalId: PRINCIPAL, deputyId: DEPUTY, startsOn: '2026-03-02', endsOn: '2026-03-31', reason: 'One.' },
  roles: ['LINE_MANAGER'] as DelegatedRole[],
  authority: 'ACTING' as Authority,
};
const { reason: _sealed, ...granted } = granting;
const text = (value: string) => ({ toSeal: { subject: PRINCIPAL, purpose: 'account' }, value });
const linked = {
  type: 'IdentityLinked',
  data: { identityId: ID, leaderId: PRINCIPAL, issuer: text('https://issuer'), subject: text('one'), reason: text('One.') },
} as const;

const COMMANDS = [
  repeatable(GrantDelegation, delegation, grant, {
    before: [],
    input: granting,
    names: ['delegationId'],
    otherwise: {
      principalId: DEPUTY,
      deputyId: ID,
      roles: [],
      authority: 'READING',
      startsOn: '2026-03-03',
      endsOn: '2026-04-01',
      reason: 'Another.',
    },
    known: [{ principal: leader, deputy: leader, self: nobody, alike: undefined }],
  }),
  repeatable(EndDelegation, delegation, endDelegation, {
    before: [{ type: 'DelegationGranted', data: granted }],
    input: { delegationId: ID },
    names: ['delegationId'],
    otherwise: {},
  }),
  repeatable(LinkIdentity, identities, link, {
    before: [],
    input: { leaderId: PRINCIPAL, issuer: 'https://issuer', subject: 'one', reason: 'One.' },
    names: ['leaderId', 'issuer', 'subject'],
    otherwise: { reason: 'Another.' },
    known: [{ leader, identityId: ID, account: ID, holder: undefined, self: nobody, holders: nobody, mergers: [] }],
    knownAgain: [{ leader, identityId: ID, account: ID, holder: { leaderId: PRINCIPAL }, self: nobody, holders: nobody, mergers: [] }],
  }),
  repeatable(UnlinkIdentity, identities, unlink, {
    before: [linked],
    input: { identityId: ID, reason: 'One.' },
    names: ['identityId'],
    otherwise: { reason: 'Another.' },
    known: [nobody, []],
  }),
];

describe('a command about accounts that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect(repeatedIn(import.meta.dirname)).toEqual(commandsIn(import.meta.dirname)));
});
