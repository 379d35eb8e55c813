import { seal } from '@app/kernel';
import { deciding, metaFor } from '@app/kernel/testing';
import type { DelegationEnded, DelegationGranted } from './delegation.events.js';
import { delegation } from './delegation.js';
import { endDelegation, EndDelegation } from './end-delegation.js';
import { grant, GrantDelegation } from './grant-delegation.js';

const ANN = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const ADMINISTRATOR = '33333333-3333-4333-8333-333333333333';
const delegationId = '44444444-4444-4444-8444-444444444444';
const ref = { delegationId, principalId: ANN, deputyId: BOB };
const terms = { roles: ['LINE_MANAGER'], authority: 'ACTING', startsOn: '2026-03-02', endsOn: '2026-03-31' } as const;
const by = (id: string, onBehalfOf?: string) => metaFor({ actor: { kind: 'person', id, role: 'leader', ...(onBehalfOf && { onBehalfOf }) } });

const granted: DelegationGranted = { type: 'DelegationGranted', data: { ...ref, ...terms } };
const ended: DelegationEnded = { type: 'DelegationEnded', data: { ...ref, cause: 'REQUESTED' } };

describe('granting a delegation', () => {
  const knowing = (principal: 'none' | 'registered' | 'erased', deputy: 'none' | 'registered' | 'erased', ...self: string[]) =>
    deciding(delegation, grant, { principal: { status: principal }, deputy: { status: deputy }, self: new Set(self), alike: undefined });
  const given = knowing('registered', 'registered');
  const asked = { ...ref, roles: ['LINE_MANAGER', 'LINE_MANAGER'], authority: 'ACTING', endsOn: '2026-03-31' } as const;
  const command = new GrantDelegation(by(ANN), asked);

  it('records who acts for whom, in which roles, how far and how long', () => given().when(command).thenRecorded(granted));
  it('records why, sealed under the key of the person in whose name', () =>
    given()
      .when(new GrantDelegation(by(ADMINISTRATOR), { ...asked, reason: 'Ann is on leave.' }))
      .thenRecorded({ ...granted, data: { ...granted.data, reason: seal({ subject: ANN, purpose: 'account' }, 'Ann is on leave.') } }));
  it('is refused in somebody else’s place without a reason', () =>
    given()
      .when(new GrantDelegation(by(ADMINISTRATOR), asked))
      .thenRefused('DELEGATION_REASON_REQUIRED'));
  it('is refused in somebody else’s place to oneself, by whatever account, and to a service account', () => {
    const inTheirPlace = { ...asked, reason: 'Ann is on leave.' };
    knowing('registered', 'registered', ADMINISTRATOR, BOB)()
      .when(new GrantDelegation(by(ADMINISTRATOR), inTheirPlace))
      .thenRefused('DELEGATION_TO_ONESELF');
    given()
      .when(new GrantDelegation(metaFor({ actor: { kind: 'service', id: ADMINISTRATOR, role: 'administrator' } }), inTheirPlace))
      .thenRefused('NEEDS_A_PERSON');
  });
  it('is refused to who acts for somebody else: what was delegated is not passed on', () =>
    given()
      .when(new GrantDelegation(by(BOB, ANN), asked))
      .thenRefused('DELEGATION_NOT_PASSED_ON'));
  it('is refused where the same is in force, naming it', () =>
    deciding(delegation, grant, { principal: { status: 'registered' }, deputy: { status: 'registered' }, self: new Set<string>(), alike: ADMINISTRATOR })()
      .when(command)
      .thenRefused('DELEGATION_IN_FORCE', { delegationId: ADMINISTRATOR }));
  it('is refused for oneself', () =>
    given()
      .when(new GrantDelegation(by(ANN), { ...asked, deputyId: ANN }))
      .thenRefused('OWN_DEPUTY'));
  it('is refused for no role at all', () =>
    given()
      .when(new GrantDelegation(by(ANN), { ...asked, roles: [] }))
      .thenRefused('DELEGATION_WITHOUT_ROLE'));
  it('may be for one day, and end today', () =>
    given()
      .when(new GrantDelegation(by(ANN), { ...asked, endsOn: '2026-03-02' }))
      .thenRecorded({ ...granted, data: { ...granted.data, endsOn: '2026-03-02' } }));
  it('is refused where it would end before it starts', () =>
    given()
      .when(new GrantDelegation(by(ANN), { ...asked, startsOn: '2026-04-01' }))
      .thenRefused('DELEGATION_ENDS_BEFORE_IT_STARTS', { startsOn: '2026-04-01', endsOn: '2026-03-31' }));
  it('is refused where it would be over already', () =>
    given()
      .when(new GrantDelegation(by(ANN), { ...asked, startsOn: '2026-02-01', endsOn: '2026-03-01' }))
      .thenRefused('DELEGATION_OVER_ALREADY', { endsOn: '2026-03-01' }));
  it('is refused for and to nobody, and who was erased', () => {
    knowing('none', 'registered')().when(command).thenRefused('PRINCIPAL_NOT_FOUND');
    knowing('erased', 'registered')().when(command).thenRefused('PRINCIPAL_NOT_FOUND');
    knowing('registered', 'none')().when(command).thenRefused('DEPUTY_NOT_FOUND');
    knowing('registered', 'erased')().when(command).thenRefused('DEPUTY_NOT_FOUND');
  });
  it('is refused under an id that is taken', () => given(granted).when(command).thenRefused('DELEGATION_ALREADY_GRANTED'));
});

describe('ending a delegation', () => {
  const given = deciding(delegation, endDelegation);
  const command = new EndDelegation(by(BOB), { delegationId });

  it('records that it counts no more', () => given(granted).when(command).thenRecorded(ended));
  it('records nothing the second time', () => given(granted, ended).when(command).thenNothing());
  it('is refused where there is none, though an end is on record', () => {
    given().when(command).thenRefused('DELEGATION_NOT_FOUND');
    given(ended).when(command).thenRefused('DELEGATION_NOT_FOUND');
  });
});
