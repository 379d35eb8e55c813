import type { Event, Logged } from '@app/kernel';
import { recorded } from '@app/kernel/testing';
import type { AnyProcessManager } from '@app/process-manager';
import { accounts, deputies } from './accounts.js';

const ANN = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const identity = (identityId: string) => ({ identityId, leaderId: ANN });
const delegation = (delegationId: string) => ({ delegationId, principalId: ANN, deputyId: BOB });
const erased = (leaderId: string): Event => ({ type: 'LeaderErased', data: { leaderId, erasureId: 'erasure', certificateHash: '' } });

/** What a manager sends for the last of some events, all of one person. */
function sent(manager: AnyProcessManager, ...events: readonly Event[]): readonly (readonly [command: string, input: object])[] {
  const logged = recorded(events) as unknown as Logged[];
  const state = logged.reduce((before, event) => manager.evolve(before, event), manager.initialState);
  const last = logged.at(-1);
  return last ? (manager.react(state, last).reactions ?? []).map(({ command, input }) => [command.name, input]) : [];
}

const linked = (id: string): Event => ({ type: 'IdentityLinked', data: identity(id) });
const unlinked = (id: string): Event => ({ type: 'IdentityUnlinked', data: { ...identity(id), cause: 'REQUESTED' } });
const granted = (id: string): Event => ({ type: 'DelegationGranted', data: delegation(id) });
const ended = (id: string): Event => ({ type: 'DelegationEnded', data: { ...delegation(id), cause: 'REQUESTED' } });

describe('an erasure', () => {
  it('ends what links somebody to accounts and what they delegated, as far as it has not ended', () =>
    expect(sent(accounts, linked('one'), linked('two'), unlinked('one'), granted('three'), granted('four'), ended('three'), erased(ANN))).toEqual([
      ['UnlinkIdentity', { identityId: 'two', cause: 'ERASED' }],
      ['EndDelegation', { delegationId: 'four', cause: 'ERASED' }],
    ]));

  it('ends what somebody was to do for others', () =>
    expect(sent(deputies, granted('one'), granted('two'), ended('one'), erased(BOB))).toEqual([['EndDelegation', { delegationId: 'two', cause: 'ERASED' }]]));

  it('is a matter of each person’s own', () => {
    const [given] = recorded([granted('one')]) as unknown as Logged[];
    expect(given && [accounts.key(given), deputies.key(given)]).toEqual([ANN, BOB]);
  });
});

it('nothing else is reacted to', () => {
  for (const event of [linked('one'), granted('one')]) expect(sent(accounts, event)).toEqual([]);
});
