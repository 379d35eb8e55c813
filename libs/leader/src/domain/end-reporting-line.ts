import { Command, notBefore } from '@app/kernel';
import type { AssignmentEvent } from './assignment.events.js';
import type { Assignment } from './assignment.js';
import { refuse } from './refusals.js';

/** It takes effect on the first day without. It may follow the end of the post itself. */
export class EndReportingLine extends Command<{ readonly assignmentId: string }> {}

export function endLine({ meta }: EndReportingLine, state: Assignment): readonly AssignmentEvent[] {
  if (state.status === 'none') throw refuse('ASSIGNMENT_NOT_FOUND');
  const { assignmentId, leaderId, organisationId, line } = state;
  if (!line) throw refuse('NO_REPORTING_LINE');
  if (line.until !== undefined) return [];
  notBefore(line.since, meta.effectiveOn);
  return [{ type: 'ReportingLineEnded', data: { assignmentId, leaderId, organisationId, managerId: line.managerId } }];
}
