import { aboutOthers, Command, type Decided, notBefore, onRecord, seal, type Self, type ToSeal } from '@app/kernel';
import type { CohortEvent, PlaceHeld, PlacePromoted } from './cohort.events.js';
import type { Cohort, Holder, Waiting } from './cohort.js';
import { freeFrom } from './free-places.js';
import { promoted } from './promoted.js';
import { notOver, openCohort, refuse } from './refusals.js';

export class PromoteFromQueue extends Command<{
  readonly cohortId: string;
  readonly enrolmentId: string;
  /** Required where others are ahead. */
  readonly reason?: string | undefined;
}> {}

/** @param self whoever gives the place: nobody takes themselves off a waiting list */
export function promote({ input, meta }: PromoteFromQueue, state: Cohort, self: Self): Decided<CohortEvent> {
  const cohort = openCohort(state, meta);
  const { current, held, free, queue } = cohort;
  const { enrolmentId } = input;
  const holder = held.get(enrolmentId);
  if (holder) return onRecord<PlaceHeld | PlacePromoted>(['PlaceHeld', 'PlacePromoted'], { reason: why(holder, input.reason) }, { enrolmentId });
  const index = queue.findIndex((other) => other.enrolmentId === enrolmentId);
  const waiting = queue[index];
  if (!waiting) throw refuse('NOT_ON_WAITING_LIST');
  aboutOthers(self, waiting.leaderId);
  const outOfOrder = index > 0;
  if (outOfOrder && !input.reason) throw refuse('PROMOTION_REASON_REQUIRED', { number: index + 1 });
  const from = freeFrom(free, meta.effectiveOn);
  if (from === undefined) throw refuse('COHORT_FULL', { capacity: current.capacity });
  notOver(cohort, from);
  notBefore(waiting.since, meta.effectiveOn);
  return [promoted(waiting, from, { outOfOrder, reason: why(waiting, input.reason) })];
}

function why({ leaderId }: Holder | Waiting, reason: string | undefined): ToSeal<string> | undefined {
  return reason ? seal({ subject: leaderId, purpose: 'selection' }, reason) : undefined;
}
