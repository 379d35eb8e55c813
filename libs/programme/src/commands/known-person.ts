import type { Fold } from '@app/kernel';
import type { LeaderEvent } from '@app/leader/events';
import type { Person } from '../domain/person.js';

/** What an appointment needs to know of whoever is to be appointed. */
export const knownPerson: Fold<Person, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'LeaderRegistered' || event.type === 'LeaderRecordReopened') return { status: 'registered' };
    if (event.type === 'LeaderRecordClosed') return { status: 'merged', survivorId: event.data.survivorId };
    return event.type === 'LeaderErased' ? { status: 'none' } : state;
  },
};
