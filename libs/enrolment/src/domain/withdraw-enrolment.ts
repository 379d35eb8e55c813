import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { EnrolmentEvent, EnrolmentWithdrawn } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

export class WithdrawEnrolment extends Command<{ readonly enrolmentId: string; readonly reason?: string | undefined }> {}

export function withdraw(command: WithdrawEnrolment, state: Enrolment): Decided<EnrolmentEvent> {
  if (state.status === 'withdrawn') return onRecord<EnrolmentWithdrawn>('EnrolmentWithdrawn', { reason: sealed(state.ref, command.input.reason) });
  const { ref } = atBy(state, RECORDED_AT.EnrolmentWithdrawn, 'ENROLMENT_ENDED', command);
  return [{ type: 'EnrolmentWithdrawn', data: { ...ref, ...present({ reason: sealed(ref, command.input.reason) }) } }];
}
