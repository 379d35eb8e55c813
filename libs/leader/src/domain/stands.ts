import { type Recorded, unreachable } from '@app/kernel';
import type { AssignmentEvent } from './assignment.events.js';
import type { Assignment } from './assignment.js';
import type { LeaderEvent } from './leader.events.js';
import { lastDayWith, type Leader } from './leader.js';

/** Whether a fact may stand where a post has come to. */
export function standsOnPost(state: Assignment, fact: Recorded<AssignmentEvent>): boolean {
  if (state.status === 'none') return fact.type === 'AssignmentStarted';
  const { line, since } = state;
  switch (fact.type) {
    case 'AssignmentStarted':
      return false;
    case 'AssignmentChanged':
      return state.status === 'active' && fact.effectiveOn >= since;
    case 'AssignmentEnded':
      return fact.effectiveOn >= since && (state.status === 'active' || (fact.data.cause === 'LEFT' && fact.effectiveOn < state.until));
    case 'ReportingLineSet':
      return state.status === 'active' && fact.effectiveOn >= (line && line.managerId !== fact.data.managerId ? (line.until ?? line.since) : since);
    case 'ReportingLineEnded':
      return line?.until === undefined && line?.managerId === fact.data.managerId && fact.effectiveOn >= line.since;
    default:
      return unreachable(fact);
  }
}

/** Whether a fact may stand where a person’s record has come to. */
export function standsOnRecord(state: Leader, fact: Recorded<LeaderEvent>): boolean {
  if (state.status === 'none' || state.status === 'erased') return fact.type === 'LeaderRegistered' && state.status === 'none';
  switch (fact.type) {
    case 'LeaderRegistered':
      return false;
    case 'ParticipationAgreed':
      return state.participation.status !== 'agreed' && fact.effectiveOn >= state.participation.since;
    case 'ParticipationWithdrawn':
      return state.participation.status !== 'withdrawn' && fact.effectiveOn >= state.participation.since;
    case 'LeaderLeft': {
      const { organisationId, lastDay } = fact.data;
      return lastDayWith(state, organisationId) === undefined && lastDay >= (state.departures.get(organisationId)?.returned ?? state.since);
    }
    case 'LeaderReturned': {
      const lastDay = lastDayWith(state, fact.data.organisationId);
      return lastDay !== undefined && fact.effectiveOn > lastDay;
    }
    case 'NameChanged':
    case 'EmailChanged':
    case 'LanguagePreferenceRecorded':
    case 'LeaderMergeProposed':
    case 'LeaderMergeWithdrawn':
    case 'LeadersMerged':
    case 'LeaderMergeUndone':
    case 'LeaderRecordClosed':
    case 'LeaderRecordReopened':
    case 'LeaderErased':
      return true;
    default:
      return unreachable(fact);
  }
}
