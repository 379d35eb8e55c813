import { type CalendarDate, Command, notBefore } from '@app/kernel';
import type { AssignmentEvent } from './assignment.events.js';
import type { Assignment } from './assignment.js';
import { lastDayWith, type Leader } from './leader.js';
import { inUse, refuse } from './refusals.js';
import { agreed, type TermsInput } from './terms.js';

export class StartAssignment extends Command<TermsInput & { readonly assignmentId: string; readonly leaderId: string; readonly organisationId: string }> {}

/** The employer, as this decision needs to know it. */
export type Employer = { readonly status: 'none' } | { readonly status: 'open' | 'closed'; readonly since: CalendarDate };

/** An id that is taken is refused whatever is asked: the post first recorded is sealed. */
export function start(
  { input, meta }: StartAssignment,
  state: Assignment,
  known: { readonly leader: Leader; readonly employer: Employer },
): readonly AssignmentEvent[] {
  if (state.status !== 'none') throw refuse('ASSIGNMENT_ALREADY_STARTED');
  const leader = inUse(known.leader);
  if (known.employer.status === 'none') throw refuse('ORGANISATION_NOT_FOUND');
  if (known.employer.status === 'closed') throw refuse('ORGANISATION_CLOSED');
  notBefore(leader.since, meta.effectiveOn);
  notBefore(known.employer.since, meta.effectiveOn);
  const { assignmentId, leaderId, organisationId } = input;
  const lastDay = lastDayWith(leader, organisationId);
  if (lastDay !== undefined && meta.effectiveOn > lastDay) throw refuse('LEADER_LEFT', { lastDay });
  return [{ type: 'AssignmentStarted', data: { assignmentId, leaderId, organisationId, ...agreed(input, leaderId, meta) } }];
}
