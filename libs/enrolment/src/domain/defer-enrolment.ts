import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { EnrolmentDeferred, EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';
import { reachable, type Target } from './target.js';

/** To a later cohort that is named; what has no date of return is an interruption. */
export class DeferEnrolment extends Command<{ readonly enrolmentId: string; readonly targetCohortId: string; readonly reason?: string | undefined }> {}

export function defer(command: DeferEnrolment, state: Enrolment, target: Target): Decided<EnrolmentEvent> {
  const { input, meta } = command;
  if (state.status === 'deferred' && state.targetCohortId === input.targetCohortId)
    return onRecord<EnrolmentDeferred>('EnrolmentDeferred', { reason: sealed(state.ref, input.reason) });
  const { ref } = atBy(state, RECORDED_AT.EnrolmentDeferred, 'NOT_TAKING_PART', command);
  const to = reachable(ref, target, meta.effectiveOn);
  return [{ type: 'EnrolmentDeferred', data: { ...ref, ...to, ...present({ reason: sealed(ref, input.reason) }) } }];
}
