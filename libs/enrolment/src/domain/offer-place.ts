import { Command } from '@app/kernel';
import type { EnrolmentRef } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { atBy, isAt } from './stage.js';

/** Asks the cohort for a place; the offer, or the waiting list, follows from its answer. */
export class OfferPlace extends Command<{ readonly enrolmentId: string }> {}

/**
 * Whose place the cohort is to hold. Asked for again, the cohort answers as before.
 * @param answered whether the cohort has answered this very command: however the enrolment went on, the answer stands
 */
export function offer(command: OfferPlace, state: Enrolment, answered: boolean): EnrolmentRef {
  if (state.status !== 'none' && (answered || isAt(state, ['offered', 'waitlisted']))) return state.ref;
  return atBy(state, ['shortlisted'], 'NOT_SHORTLISTED', command).ref;
}
