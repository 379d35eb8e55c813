import { type Fold, unreachable } from '@app/kernel';
import type { LeaderEvent } from '@app/leader/events';
import type { KnownLeader } from '../domain/request-erasure.js';

/** What a request needs to know of whom it is about. */
export const knownLeader: Fold<KnownLeader, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    const { records = [] } = state;
    switch (event.type) {
      case 'LeaderRegistered':
      case 'LeaderRecordReopened':
        return { status: 'registered', records };
      case 'LeadersMerged':
        return { ...state, records: [...records.filter((id) => id !== event.data.mergedId), event.data.mergedId] };
      case 'LeaderMergeUndone':
        return { ...state, records: records.filter((id) => id !== event.data.mergedId) };
      case 'LeaderRecordClosed':
        return { status: 'merged', survivorId: event.data.survivorId };
      case 'LeaderErased':
        return { status: 'erased' };
      case 'LeaderMergeProposed':
      case 'LeaderMergeWithdrawn':
      case 'NameChanged':
      case 'LanguagePreferenceRecorded':
      case 'ParticipationAgreed':
      case 'ParticipationWithdrawn':
      case 'LeaderLeft':
      case 'LeaderReturned':
        return state;
      default:
        return unreachable(event);
    }
  },
};
