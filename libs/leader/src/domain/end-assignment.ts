import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { AssignmentEnded, AssignmentEvent } from './assignment.events.js';
import type { Assignment } from './assignment.js';
import { activeAssignment } from './refusals.js';

/** It takes effect on the first day without the assignment. */
export class EndAssignment extends Command<{
  readonly assignmentId: string;
  /** Why, where its holder left the employer: a post that was to end later then ends with it. */
  readonly cause?: 'LEFT' | undefined;
}> {}

export function end({ input: { cause }, meta }: EndAssignment, state: Assignment): Decided<AssignmentEvent> {
  const endsEarlier = state.status === 'ended' && cause === 'LEFT' && meta.effectiveOn < state.until;
  if (state.status === 'ended' && !endsEarlier) return onRecord<AssignmentEnded>('AssignmentEnded');
  const { assignmentId, leaderId, organisationId, line } = state.status === 'ended' ? state : activeAssignment(state, meta);
  const ref = { assignmentId, leaderId, organisationId };
  const ended: AssignmentEvent = { type: 'AssignmentEnded', data: { ...ref, ...present({ cause }) } };
  // A line that was to begin later would have nobody at its lower end.
  if (!line || line.until !== undefined || line.since <= meta.effectiveOn) return [ended];
  return [ended, { type: 'ReportingLineEnded', data: { ...ref, managerId: line.managerId }, effectiveOn: line.since }];
}
