import { Command, type Decided, onRecord } from '@app/kernel';
import type { EnrolmentEvent, OfferAccepted } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import type { KnownCohort } from './known.js';
import { notOver, openCohort } from './open-cohort.js';
import { refuse } from './refusals.js';
import { atBy } from './stage.js';

export class AcceptOffer extends Command<{ readonly enrolmentId: string }> {}

/** @param cohort the one that it is in */
export function accept(command: AcceptOffer, state: Enrolment, cohort: KnownCohort): Decided<EnrolmentEvent> {
  if (state.status === 'accepted') return onRecord<OfferAccepted>('OfferAccepted');
  const { ref, respondBy } = atBy(state, RECORDED_AT.OfferAccepted, 'NOT_OFFERED', command);
  notOver(openCohort(cohort), command.meta.effectiveOn);
  if (command.meta.effectiveOn > respondBy) throw refuse('OFFER_PAST_ITS_DATE', { respondBy });
  return [{ type: 'OfferAccepted', data: ref }];
}
