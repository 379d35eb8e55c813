import { eventTypes } from '@app/event-store';
import type { AssignmentEvent } from './domain/assignment.events.js';
import type { LeaderEvent } from './domain/leader.events.js';

export * from './domain/assignment.events.js';
export * from './domain/leader.events.js';

/** @param leaderId a UUID */
export const leaderStream = (leaderId: string): string => `leader-${leaderId}`;
/** @param assignmentId a UUID */
export const assignmentStream = (assignmentId: string): string => `assignment-${assignmentId}`;

export const leaderEventTypes = eventTypes<LeaderEvent | AssignmentEvent>({
  LeaderRegistered: 1,
  LeaderErased: 1,
  AssignmentStarted: 1,
  AssignmentChanged: 1,
  AssignmentEnded: 1,
  ReportingLineSet: 1,
  ReportingLineEnded: 1,
});
