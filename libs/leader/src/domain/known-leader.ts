import { type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { LeaderEvent, PreferredLanguage } from './leader.events.js';

interface OnRecord {
  readonly since: CalendarDate;
  readonly language: PreferredLanguage;
  /** The day from which they take no part any more. */
  readonly withdrawnOn?: CalendarDate | undefined;
  /** Other records of the same person, which were merged into this one. */
  readonly merged: readonly string[];
}

/** A person, as other features need to know them. */
export type KnownLeader =
  | { readonly status: 'none' }
  | (OnRecord & { readonly status: 'registered' | 'erased' })
  | (OnRecord & { readonly status: 'merged'; readonly survivorId: string });

/** One fold for all others, so that a merge, a closure or an erasure is remembered in one place. */
export const knownLeader: Fold<KnownLeader, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'LeaderRegistered') return { status: 'registered', since: event.effectiveOn, language: event.data.language, merged: [] };
    if (state.status === 'none' || state.status === 'erased') return state; // a stream begins with registration, and ends with erasure
    switch (event.type) {
      case 'LanguagePreferenceRecorded':
        return { ...state, language: event.data.language };
      case 'ParticipationWithdrawn':
        return { ...state, withdrawnOn: event.effectiveOn };
      case 'ParticipationAgreed':
        return { ...state, withdrawnOn: undefined };
      case 'LeadersMerged':
        return { ...state, merged: [...without(state.merged, event.data.mergedId), event.data.mergedId] };
      case 'LeaderMergeUndone':
        return { ...state, merged: without(state.merged, event.data.mergedId) };
      case 'LeaderRecordClosed':
        return { ...state, status: 'merged', survivorId: event.data.survivorId };
      case 'LeaderRecordReopened':
        return { ...onRecord(state), status: 'registered' };
      case 'LeaderErased':
        return { ...onRecord(state), status: 'erased' };
      case 'LeaderMergeProposed':
      case 'LeaderMergeWithdrawn':
      case 'NameChanged':
      case 'EmailChanged':
      case 'LeaderLeft':
      case 'LeaderReturned':
        return state;
      default:
        return unreachable(event);
    }
  },
};

const onRecord = ({ since, language, withdrawnOn, merged }: OnRecord): OnRecord => ({ since, language, withdrawnOn, merged });
const without = (ids: readonly string[], gone: string): readonly string[] => ids.filter((id) => id !== gone);
