import type { Fold } from '@app/kernel';
import type { LeaderEvent } from '@app/leader/events';
import type { Person } from '../domain/person.js';

/** What an appointment needs to know of whoever is to be appointed. */
export const knownPerson: Fold<Person, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'LeaderRegistered') return { status: 'registered' };
    return event.type === 'LeaderErased' ? { status: 'none' } : state;
  },
};
