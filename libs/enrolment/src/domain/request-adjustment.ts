import { Command, type Decided, onRecord, seal, type ToSeal } from '@app/kernel';
import type { Adjustment } from './adjustment.js';
import type { AdjustmentEvent, AdjustmentRequested } from './adjustment.events.js';
import type { Enrolment } from './enrolment.js';
import { atBy } from './stage.js';
import { LIVE } from './statuses.js';

/** What somebody needs to take part as others do: what, not why. */
export class RequestAdjustment extends Command<{ readonly adjustmentId: string; readonly enrolmentId: string; readonly request: string }> {}

/** Words about an adjustment, to be sealed: whoever may read them may not read everything about the enrolment, nor the other way about. */
export const aboutAdjustment = (leaderId: string, words: string): ToSeal<string> => seal({ subject: leaderId, purpose: 'adjustment' }, words);

/** @param enrolment the one that it is asked for, which has not ended */
export function requestAdjustment(command: RequestAdjustment, state: Adjustment, enrolment: Enrolment): Decided<AdjustmentEvent> {
  const { adjustmentId, enrolmentId, request } = command.input;
  if (state.status !== 'none')
    return onRecord<AdjustmentRequested>('AdjustmentRequested', { enrolmentId, request: aboutAdjustment(state.ref.leaderId, request) });
  const { ref } = atBy(enrolment, LIVE, 'ENROLMENT_ENDED', command);
  return [{ type: 'AdjustmentRequested', data: { adjustmentId, ...ref, request: aboutAdjustment(ref.leaderId, request) } }];
}
