import { Command, present } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

export class DeclineOffer extends Command<{ readonly enrolmentId: string; readonly reason?: string | undefined }> {}

export function decline(command: DeclineOffer, state: Enrolment): readonly EnrolmentEvent[] {
  if (state.status === 'declined') return [];
  const { ref } = atBy(state, ['offered'], 'NOT_OFFERED', command);
  return [{ type: 'OfferDeclined', data: { ...ref, ...present({ reason: sealed(ref, command.input.reason) }) } }];
}
