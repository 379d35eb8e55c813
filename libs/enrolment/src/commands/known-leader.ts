import type { Streams } from '@app/event-store';
import { type Fold, unreachable } from '@app/kernel';
import { type LeaderEvent, leaderStream } from '@app/leader/events';
import { enrolment, type Enrolment } from '../domain/enrolment.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import type { KnownLeader } from '../domain/known.js';
import { enrolmentStream } from '../events.js';

/** What an application or a nomination needs to know of whom it is for. */
export const knownLeader: Fold<KnownLeader, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'LeaderRegistered') return { status: 'registered', since: event.effectiveOn };
    if (state.status === 'none') return state; // a stream begins with registration
    const merged = state.merged ?? [];
    switch (event.type) {
      case 'ParticipationWithdrawn':
        return { ...state, withdrawnOn: event.effectiveOn };
      case 'ParticipationAgreed':
        return { ...state, withdrawnOn: undefined };
      case 'LeadersMerged':
        return { ...state, merged: [...merged.filter((id) => id !== event.data.mergedId), event.data.mergedId] };
      case 'LeaderMergeUndone':
        return { ...state, merged: merged.filter((id) => id !== event.data.mergedId) };
      case 'LeaderRecordClosed':
        return { ...state, status: 'merged', survivorId: event.data.survivorId };
      case 'LeaderRecordReopened':
        return { status: 'registered', since: state.since, withdrawnOn: state.withdrawnOn, merged };
      case 'LeaderErased':
        return { status: 'erased', since: event.effectiveOn };
      case 'LeaderMergeProposed':
      case 'LeaderMergeWithdrawn':
      case 'NameChanged':
      case 'LanguagePreferenceRecorded':
      case 'LeaderLeft':
      case 'LeaderReturned':
        return state;
      default:
        return unreachable(event);
    }
  },
};

/** The other records of the same person, which were merged with this one or this one with them. */
export async function loadOtherRecords(streams: Streams, leaderId: string): Promise<readonly string[]> {
  const own = await streams.load(leaderStream(leaderId), knownLeader);
  if (own.status !== 'merged') return own.status === 'registered' ? (own.merged ?? []) : [];
  const survivor = await streams.load(leaderStream(own.survivorId), knownLeader);
  const siblings = survivor.status === 'registered' ? (survivor.merged ?? []) : [];
  return [own.survivorId, ...siblings.filter((id) => id !== leaderId)];
}

/** The enrolments that some records have in a cohort. */
export function loadElsewhere(streams: Streams, leaderIds: readonly string[], cohortId: string): Promise<Enrolment[]> {
  return Promise.all(leaderIds.map((id) => streams.load(enrolmentStream(enrolmentIdOf(cohortId, id)), enrolment)));
}
