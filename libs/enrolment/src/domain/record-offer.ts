import { type CalendarDate, Command, type Instant } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import type { Refusal } from './refusals.js';
import { awaiting, isAt } from './stage.js';

/** The cohort holds a place: it is offered, until the last day to answer. */
export class RecordOffer extends Command<
  {
    readonly enrolmentId: string;
    readonly respondBy: CalendarDate;
    /** When the cohort's answer was recorded. */
    readonly answeredAt?: Instant | undefined;
  },
  Refusal<'NOT_AWAITING_OFFER' | 'ENROLMENT_NOT_FOUND' | 'EFFECTIVE_BEFORE_ENABLING_FACT'>
> {}

/** Word of a place may arrive late, when the offer is on record already and the enrolment has gone on. */
export function recordOffer(command: RecordOffer, state: Enrolment): readonly EnrolmentEvent[] {
  const { respondBy, answeredAt } = command.input;
  if (isAt(state, ['offered', 'accepted'])) return [];
  const awaits = isAt(state, RECORDED_AT.PlaceOffered);
  if (!awaits && state.status !== 'none' && wasOffered(state, command.input)) return [];
  const { ref } = awaiting(state, RECORDED_AT.PlaceOffered, answeredAt, command);
  return [{ type: 'PlaceOffered', data: { ...ref, respondBy } }];
}

/** Whether it was offered once the cohort had answered: an earlier offer was of another place. */
function wasOffered({ been }: Exclude<Enrolment, { readonly status: 'none' }>, { respondBy, answeredAt }: RecordOffer['input']): boolean {
  return been.offeredUntil === respondBy && (answeredAt === undefined || (been.offeredAt ?? '') >= answeredAt);
}
