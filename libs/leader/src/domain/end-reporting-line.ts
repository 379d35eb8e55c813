import { Command, type Decided, latest, notBefore, onRecord } from '@app/kernel';
import type { AssignmentEvent, ReportingLineEnded } from './assignment.events.js';
import type { Assignment } from './assignment.js';
import { refuse } from './refusals.js';

/** It takes effect on the first day without. It may follow the end of the post itself. */
export class EndReportingLine extends Command<{
  readonly assignmentId: string;
  /** The manager, where it ends because they left: theirs alone ends, whatever the day. */
  readonly leftBy?: string | undefined;
}> {}

export function endLine({ input: { leftBy }, meta }: EndReportingLine, state: Assignment): Decided<AssignmentEvent> {
  if (state.status === 'none') throw refuse('ASSIGNMENT_NOT_FOUND');
  const { assignmentId, leaderId, organisationId, line } = state;
  if (!line) throw refuse('NO_REPORTING_LINE');
  if (line.until !== undefined) return onRecord<ReportingLineEnded>('ReportingLineEnded');
  const data = { assignmentId, leaderId, organisationId, managerId: line.managerId };
  if (leftBy !== undefined) return line.managerId === leftBy ? [{ type: 'ReportingLineEnded', data, effectiveOn: latest(meta.effectiveOn, line.since) }] : [];
  notBefore(line.since, meta.effectiveOn);
  return [{ type: 'ReportingLineEnded', data }];
}
