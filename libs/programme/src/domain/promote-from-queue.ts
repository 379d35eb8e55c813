import { Command, notBefore, seal } from '@app/kernel';
import type { CohortEvent } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { freeFrom } from './free-places.js';
import { promoted } from './promoted.js';
import { openCohort, refuse } from './refusals.js';

export class PromoteFromQueue extends Command<{
  readonly cohortId: string;
  readonly enrolmentId: string;
  /** Required where others are ahead. */
  readonly reason?: string | undefined;
}> {}

export function promote({ input, meta }: PromoteFromQueue, state: Cohort): readonly CohortEvent[] {
  const { opened, held, free, queue } = openCohort(state, meta);
  if (held.has(input.enrolmentId)) return [];
  const index = queue.findIndex(({ enrolmentId }) => enrolmentId === input.enrolmentId);
  const waiting = queue[index];
  if (!waiting) throw refuse('NOT_ON_WAITING_LIST');
  const outOfOrder = index > 0;
  if (outOfOrder && !input.reason) throw refuse('PROMOTION_REASON_REQUIRED', { number: index + 1 });
  const from = freeFrom(free, meta.effectiveOn);
  if (from === undefined) throw refuse('COHORT_FULL', { capacity: opened.capacity });
  notBefore(waiting.since, meta.effectiveOn);
  const reason = input.reason ? seal({ subject: waiting.leaderId, purpose: 'selection' }, input.reason) : undefined;
  return [promoted(waiting, from, { outOfOrder, reason })];
}
