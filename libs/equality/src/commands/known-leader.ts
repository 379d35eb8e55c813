import type { Fold } from '@app/kernel';
import type { LeaderEvent } from '@app/leader/events';
import type { KnownLeader } from '../domain/record-equality-answers.js';

/** What an answer needs to know of who gives it. */
export const knownLeader: Fold<KnownLeader, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'LeaderRegistered') return { status: 'registered' };
    return event.type === 'LeaderErased' ? { status: 'erased' } : state;
  },
};
