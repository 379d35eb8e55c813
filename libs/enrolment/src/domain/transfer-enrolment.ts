import { Command, type Decided, latest, notBefore, onRecord, present } from '@app/kernel';
import type { EnrolmentEvent, EnrolmentTransferred } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { sealed } from './free-text.js';
import type { KnownCohort } from './known.js';
import { type Refusal, refuse } from './refusals.js';
import { at } from './stage.js';
import { reachable, type Target } from './target.js';

export class TransferEnrolment extends Command<
  {
    readonly enrolmentId: string;
    readonly targetCohortId: string;
    readonly reason?: string | undefined;
    /** Ahead of others there: only for people of a cancelled cohort. */
    readonly priority?: boolean | undefined;
  },
  Refusal<'COHORT_CANCELLED' | 'COHORT_ENDED' | 'NOT_MOVABLE' | 'ALREADY_IN_TARGET_COHORT'>
> {}

export function transfer(
  { input, meta }: TransferEnrolment,
  state: Enrolment,
  known: { readonly own: KnownCohort; readonly target: Target },
): Decided<EnrolmentEvent> {
  const { targetCohortId, reason, priority = false } = present(input);
  if (state.status === 'transferred' && state.targetCohortId === targetCohortId) {
    return onRecord<EnrolmentTransferred>('EnrolmentTransferred', { reason: sealed(state.ref, reason), priority: input.priority });
  }
  const { ref, since } = at(state, RECORDED_AT.EnrolmentTransferred, 'NOT_MOVABLE');
  if (priority && known.own.status !== 'cancelled') throw refuse('PRIORITY_NEEDS_CANCELLATION');
  // A cancellation may be dated before someone joined; they move from the day they had something to move from.
  if (!priority) notBefore(since, meta.effectiveOn);
  const effectiveOn = latest(meta.effectiveOn, since);
  const to = reachable(ref, known.target, effectiveOn);
  return [{ type: 'EnrolmentTransferred', data: { ...ref, ...to, priority, ...present({ reason: sealed(ref, reason) }) }, effectiveOn }];
}
