import { Command } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { refuse } from './refusals.js';
import { atBy } from './stage.js';

export class AcceptOffer extends Command<{ readonly enrolmentId: string }> {}

export function accept(command: AcceptOffer, state: Enrolment): readonly EnrolmentEvent[] {
  if (state.status === 'accepted') return [];
  const { ref, respondBy } = atBy(state, ['offered'], 'NOT_OFFERED', command);
  if (command.meta.effectiveOn > respondBy) throw refuse('OFFER_PAST_ITS_DATE', { respondBy });
  return [{ type: 'OfferAccepted', data: ref }];
}
