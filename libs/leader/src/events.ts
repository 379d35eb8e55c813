import { eventTypes } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { AssignmentEvent } from './domain/assignment.events.js';
import type { LeaderEvent } from './domain/leader.events.js';

export * from './domain/assignment.events.js';
export * from './domain/leader.events.js';
export { type KnownLeader, knownLeader } from './domain/known-leader.js';

/** @param leaderId a UUID */
export const leaderStream = (leaderId: string) => streamOf<LeaderEvent>('leader', leaderId);
/** @param assignmentId a UUID */
export const assignmentStream = (assignmentId: string) => streamOf<AssignmentEvent>('assignment', assignmentId);

export const leaderEventTypes = eventTypes<LeaderEvent | AssignmentEvent>({
  LeaderRegistered: 1,
  NameChanged: 1,
  LanguagePreferenceRecorded: 1,
  ParticipationAgreed: 1,
  ParticipationWithdrawn: 1,
  LeaderLeft: 1,
  LeaderReturned: 1,
  LeaderMergeProposed: 1,
  LeaderMergeWithdrawn: 1,
  LeadersMerged: 1,
  LeaderMergeUndone: 1,
  LeaderRecordClosed: 1,
  LeaderRecordReopened: 1,
  LeaderErased: 1,
  AssignmentStarted: 1,
  AssignmentChanged: 1,
  AssignmentEnded: 1,
  ReportingLineSet: 1,
  ReportingLineEnded: 1,
});
