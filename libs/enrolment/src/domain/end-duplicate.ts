import { Command, latest } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { isAt } from './stage.js';
import { APPLYING, LIVE, TAKING_PART } from './statuses.js';

/** Records of one person were merged, and several of them have an enrolment in one cohort: the one that has come furthest goes on. */
export class EndDuplicate extends Command<{
  readonly enrolmentId: string;
  readonly leaderId: string;
  readonly cohortId: string;
  /** The person's others in that cohort: those that go on where they have come as far as this one, and those that then do not. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}> {}

/** From the first step to the last. What is not among them has ended without completion. */
const WAY = [...APPLYING, 'waitlisted', 'offered', 'accepted', ...TAKING_PART, 'completed', 'awarded'] as const;
const farthest = (enrolments: readonly Enrolment[]): number => Math.max(-1, ...enrolments.map(({ status }) => (WAY as readonly string[]).indexOf(status)));

export function endDuplicate(
  { meta }: EndDuplicate,
  state: Enrolment,
  others: { readonly before: readonly Enrolment[]; readonly after: readonly Enrolment[] },
): readonly EnrolmentEvent[] {
  if (!isAt(state, LIVE)) return [];
  const own = farthest([state]);
  if (farthest(others.before) < own && farthest(others.after) <= own) return [];
  return [{ type: 'EnrolmentWithdrawn', data: { ...state.ref, cause: 'MERGED' }, effectiveOn: latest(meta.effectiveOn, state.since) }];
}
