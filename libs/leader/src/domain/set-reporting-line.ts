import { Command, type Decided, notBefore, onRecord } from '@app/kernel';
import type { AssignmentEvent, ReportingLineSet } from './assignment.events.js';
import type { Assignment } from './assignment.js';
import { lastDayWith, type Leader, mergedInto } from './leader.js';
import { activeAssignment, refuse } from './refusals.js';

/** In place of whoever it was before. */
export class SetReportingLine extends Command<{ readonly assignmentId: string; readonly managerId: string }> {}

export function setLine({ input, meta }: SetReportingLine, state: Assignment, manager: Leader): Decided<AssignmentEvent> {
  const { assignmentId, leaderId, organisationId, line } = activeAssignment(state, meta);
  const { managerId } = input;
  if (managerId === leaderId) throw refuse('OWN_MANAGER');
  if (manager.status === 'merged') throw refuse('MANAGER_MERGED', { survivorId: manager.survivorId });
  if (manager.status !== 'registered') throw refuse('MANAGER_NOT_FOUND');
  if (mergedInto(manager).includes(leaderId)) throw refuse('OWN_MANAGER');
  const lastDay = lastDayWith(manager, organisationId);
  if (lastDay !== undefined && meta.effectiveOn > lastDay) throw refuse('MANAGER_LEFT', { lastDay });
  const stands = line && line.until === undefined && line.managerId === managerId;
  if (stands && line.since <= meta.effectiveOn) return onRecord<ReportingLineSet>('ReportingLineSet');
  // The same manager from an earlier day on is news; anybody else follows the one before.
  if (line && !stands) notBefore(line.until ?? line.since, meta.effectiveOn);
  return [{ type: 'ReportingLineSet', data: { assignmentId, leaderId, organisationId, managerId } }];
}
