import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { EnrolmentEvent, OfferDeclined } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

export class DeclineOffer extends Command<{ readonly enrolmentId: string; readonly reason?: string | undefined }> {}

export function decline(command: DeclineOffer, state: Enrolment): Decided<EnrolmentEvent> {
  if (state.status === 'declined') return onRecord<OfferDeclined>('OfferDeclined', { reason: sealed(state.ref, command.input.reason) });
  const { ref } = atBy(state, RECORDED_AT.OfferDeclined, 'NOT_OFFERED', command);
  return [{ type: 'OfferDeclined', data: { ...ref, ...present({ reason: sealed(ref, command.input.reason) }) } }];
}
