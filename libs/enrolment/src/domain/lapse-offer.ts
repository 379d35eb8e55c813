import { type CalendarDate, Command, notBefore } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { refuse } from './refusals.js';

/** Sent when the last day to answer is over. It is about one offer: a later application's stands. */
export class LapseOffer extends Command<{ readonly enrolmentId: string; readonly respondBy: CalendarDate }> {}

export function lapse({ input, meta }: LapseOffer, state: Enrolment): readonly EnrolmentEvent[] {
  if (state.status === 'none') throw refuse('ENROLMENT_NOT_FOUND');
  if (state.status !== 'offered' || state.respondBy !== input.respondBy) return [];
  if (meta.today <= state.respondBy || meta.effectiveOn <= state.respondBy) return [];
  notBefore(state.since, meta.effectiveOn);
  return [{ type: 'OfferLapsed', data: state.ref }];
}
