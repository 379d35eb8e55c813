import { Command, present } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, LIVE } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

export class WithdrawEnrolment extends Command<{ readonly enrolmentId: string; readonly reason?: string | undefined }> {}

export function withdraw(command: WithdrawEnrolment, state: Enrolment): readonly EnrolmentEvent[] {
  if (state.status === 'withdrawn') return [];
  const { ref } = atBy(state, LIVE, 'ENROLMENT_ENDED', command);
  return [{ type: 'EnrolmentWithdrawn', data: { ...ref, ...present({ reason: sealed(ref, command.input.reason) }) } }];
}
