import type { Fold } from '@app/kernel';
import type { LeaderEvent } from '@app/leader/events';
import type { KnownLeader } from '../domain/request-erasure.js';

/** What a request needs to know of whom it is about. */
export const knownLeader: Fold<KnownLeader, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'LeaderRegistered') return { status: 'registered' };
    return event.type === 'LeaderErased' ? { status: 'erased' } : state;
  },
};
