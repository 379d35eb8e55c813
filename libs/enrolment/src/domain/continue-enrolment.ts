import { type CalendarDate, Command, latest } from '@app/kernel';
import { broughtBy, hasContinued, mayContinueIn, movedHere, type Source, targetOf } from './continuation.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import type { Refusal } from './refusals.js';

/** The cohort that a deferral or transfer leads to holds a place: the enrolment carries on there. */
export class ContinueEnrolment extends Command<
  {
    readonly enrolmentId: string;
    /** The enrolment that this one carries on from. */
    readonly continues: string;
    /** The last day to answer, where what carries on is an offer. */
    readonly respondBy: CalendarDate;
  },
  Refusal<'NOT_AWAITING_OFFER' | 'ENROLMENT_NOT_FOUND'>
> {}

/** Who had not accepted a place before is offered this one; who was interrupted by then still is. Never refused for its day: that would lose the person. */
export function carryOn({ input, meta }: ContinueEnrolment, state: Enrolment, source: Enrolment): readonly EnrolmentEvent[] {
  const from = movedHere(source, input.enrolmentId);
  const known = hasContinued(state, from);
  if (known && state.status !== 'waitlisted') return [];
  mayContinueIn(state, from);
  const effectiveOn = state.status === 'none' ? meta.effectiveOn : latest(meta.effectiveOn, state.since);
  const ref = targetOf(from);
  const data = known ? ref : { ...ref, ...broughtBy(from) };
  if (from.was === 'offered' || from.was === 'waitlisted') return [{ type: 'PlaceOffered', data: { ...data, respondBy: input.respondBy }, effectiveOn }];
  const enrolled: EnrolmentEvent = { type: 'LeaderEnrolled', data, effectiveOn };
  return stillInterrupted(from) ? [enrolled, { type: 'EnrolmentInterrupted', data: ref, effectiveOn }] : [enrolled];
}

/** A deferral is the way back from an interruption; a transfer, as of a cancelled cohort, ends none. */
function stillInterrupted({ status, was }: Source): boolean {
  return status === 'transferred' && was === 'interrupted';
}
