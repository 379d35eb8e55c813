import { type Event, type Logged, unreachable } from '@app/kernel';
import type { LeaderErased } from '@app/leader/events';
import { processManager, reaction, type Reaction } from '@app/process-manager';
import type { DelegationEvent } from '../domain/delegation.events.js';
import { EndDelegation } from '../domain/end-delegation.js';
import type { IdentityEvent } from '../domain/identity.events.js';
import { UnlinkIdentity } from '../domain/unlink-identity.js';

/** What ends with a person: links to them, and what they delegated. */
interface Account {
  readonly identities: readonly string[];
  readonly delegations: readonly string[];
}

/** Nobody signs in as somebody who was erased, nor acts in their name. */
export const accounts = processManager<IdentityEvent | DelegationEvent | LeaderErased, Account>({
  name: 'accounts',
  startsAt: 'beginning',
  reads: ['IdentityLinked', 'IdentityUnlinked', 'DelegationGranted', 'DelegationEnded', 'LeaderErased'],
  timed: [],
  initialState: { identities: [], delegations: [] },
  key: ({ data }) => ('principalId' in data ? data.principalId : data.leaderId),
  evolve(state, event) {
    switch (event.type) {
      case 'IdentityLinked':
        return { ...state, identities: [...state.identities, event.data.identityId] };
      case 'IdentityUnlinked':
        return { ...state, identities: without(state.identities, event.data.identityId) };
      case 'DelegationGranted':
        return { ...state, delegations: [...state.delegations, event.data.delegationId] };
      case 'DelegationEnded':
        return { ...state, delegations: without(state.delegations, event.data.delegationId) };
      case 'LeaderErased':
        return state;
      default:
        return unreachable(event);
    }
  },
  react({ identities, delegations }, event) {
    if (event.type !== 'LeaderErased') return {};
    return {
      reactions: [...identities.map((identityId) => unlinked(event, identityId)), ...delegations.map((delegationId) => ended(event, delegationId))],
    };
  },
});

/** What somebody was to do for others ends with them too. */
export const deputies = processManager<DelegationEvent | LeaderErased, Pick<Account, 'delegations'>>({
  name: 'deputies',
  startsAt: 'beginning',
  reads: ['DelegationGranted', 'DelegationEnded', 'LeaderErased'],
  timed: [],
  initialState: { delegations: [] },
  key: ({ data }) => ('deputyId' in data ? data.deputyId : data.leaderId),
  evolve(state, event) {
    switch (event.type) {
      case 'DelegationGranted':
        return { delegations: [...state.delegations, event.data.delegationId] };
      case 'DelegationEnded':
        return { delegations: without(state.delegations, event.data.delegationId) };
      case 'LeaderErased':
        return state;
      default:
        return unreachable(event);
    }
  },
  react({ delegations }, event) {
    if (event.type !== 'LeaderErased') return {};
    return { reactions: delegations.map((delegationId) => ended(event, delegationId)) };
  },
});

const ERASED = { nothing: 'an erasure is final' };

const without = (ids: readonly string[], gone: string): readonly string[] => ids.filter((id) => id !== gone);

/** One that has ended meanwhile needs no more. */
function unlinked({ effectiveOn }: Logged<Event>, identityId: string): Reaction {
  const refused = { IDENTITY_NOT_FOUND: [] };
  return reaction(UnlinkIdentity, { step: `end-${identityId}`, input: { identityId, cause: 'ERASED' }, effectiveOn, refused, undo: ERASED });
}

function ended({ effectiveOn }: Logged<Event>, delegationId: string): Reaction {
  return reaction(EndDelegation, { step: `end-${delegationId}`, input: { delegationId, cause: 'ERASED' }, effectiveOn, refused: {}, undo: ERASED });
}
