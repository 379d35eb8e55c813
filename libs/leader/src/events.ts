import { eventTypes, firstVersions } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { AssignmentEvent } from './domain/assignment.events.js';
import type { LeaderEvent } from './domain/leader.events.js';
import { leaderLabels } from './labels.js';

export * from './domain/assignment.events.js';
export * from './domain/leader.events.js';
export { type KnownLeader, knownLeader } from './domain/known-leader.js';

/** @param leaderId a UUID */
export const leaderStream = (leaderId: string) => streamOf<LeaderEvent>('leader', leaderId);
/** @param assignmentId a UUID */
export const assignmentStream = (assignmentId: string) => streamOf<AssignmentEvent>('assignment', assignmentId);

export const leaderEventTypes = eventTypes<LeaderEvent | AssignmentEvent>(firstVersions(leaderLabels.events));
