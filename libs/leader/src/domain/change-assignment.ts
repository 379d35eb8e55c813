import { Command } from '@app/kernel';
import type { AssignmentEvent } from './assignment.events.js';
import type { Assignment } from './assignment.js';
import { activeAssignment } from './refusals.js';
import { agreed, type TermsInput } from './terms.js';

/** All the terms anew: another post, another basis, other hours. Another leader or employer is another assignment. */
export class ChangeAssignment extends Command<TermsInput & { readonly assignmentId: string }> {}

export function change({ input, meta }: ChangeAssignment, state: Assignment): readonly AssignmentEvent[] {
  const { assignmentId, leaderId, organisationId } = activeAssignment(state, meta);
  return [{ type: 'AssignmentChanged', data: { assignmentId, leaderId, organisationId, ...agreed(input, leaderId, meta) } }];
}
