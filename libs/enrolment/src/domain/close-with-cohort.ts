import { Command, latest } from '@app/kernel';
import { broughtBy, hasContinued, movedHere, targetOf } from './continuation.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { refuse } from './refusals.js';
import { isAt } from './stage.js';

/** Its cohort was cancelled. */
export class CloseWithCohort extends Command<{
  readonly enrolmentId: string;
  /** The enrolment that was to carry on here, where the cancellation came before it did. */
  readonly continues?: string | undefined;
}> {}

/**
 * Nobody is left behind, so it is never refused for its day, and what has ended stays as it ended.
 * @param source the enrolment that was to carry on here, where one is named
 */
export function closeWithCohort({ input, meta }: CloseWithCohort, state: Enrolment, source: Enrolment | undefined): readonly EnrolmentEvent[] {
  const effectiveOn = state.status === 'none' ? meta.effectiveOn : latest(meta.effectiveOn, state.since);
  if (source) {
    const from = movedHere(source, input.enrolmentId);
    const begins = !hasContinued(state, from) && !isAt(state, ['completed', 'awarded']);
    if (begins) return [{ type: 'EnrolmentClosedWithCohort', data: { ...targetOf(from), ...broughtBy(from) }, effectiveOn }];
  }
  if (state.status === 'none') throw refuse('ENROLMENT_NOT_FOUND');
  return isAt(state, RECORDED_AT.EnrolmentClosedWithCohort) ? [{ type: 'EnrolmentClosedWithCohort', data: state.ref, effectiveOn }] : [];
}
