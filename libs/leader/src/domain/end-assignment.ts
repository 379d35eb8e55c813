import { Command } from '@app/kernel';
import type { AssignmentEvent } from './assignment.events.js';
import type { Assignment } from './assignment.js';
import { activeAssignment } from './refusals.js';

/** It takes effect on the first day without the assignment. */
export class EndAssignment extends Command<{ readonly assignmentId: string }> {}

export function end({ meta }: EndAssignment, state: Assignment): readonly AssignmentEvent[] {
  if (state.status === 'ended') return [];
  const { assignmentId, leaderId, organisationId } = activeAssignment(state, meta);
  return [{ type: 'AssignmentEnded', data: { assignmentId, leaderId, organisationId } }];
}
