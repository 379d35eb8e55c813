import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { EnrolmentEvent, EnrolmentInterrupted } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

export class InterruptEnrolment extends Command<{ readonly enrolmentId: string; readonly reason?: string | undefined }> {}

export function interrupt(command: InterruptEnrolment, state: Enrolment): Decided<EnrolmentEvent> {
  if (state.status === 'interrupted') return onRecord<EnrolmentInterrupted>('EnrolmentInterrupted', { reason: sealed(state.ref, command.input.reason) });
  const { ref } = atBy(state, RECORDED_AT.EnrolmentInterrupted, 'NOT_TAKING_PART', command);
  return [{ type: 'EnrolmentInterrupted', data: { ...ref, ...present({ reason: sealed(ref, command.input.reason) }) } }];
}
