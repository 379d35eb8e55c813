import type { Fold } from '@app/kernel';
import type { LeaderEvent } from '@app/leader/events';
import type { Person } from '../domain/person.js';

/** What is to be known of somebody whom an account is for, or who is to deputise. */
export const knownPerson: Fold<Person, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'LeaderRegistered' || event.type === 'LeaderRecordReopened') return { status: 'registered' };
    if (event.type === 'LeaderRecordClosed') return { status: 'merged', survivorId: event.data.survivorId };
    return event.type === 'LeaderErased' ? { status: 'erased' } : state;
  },
};
