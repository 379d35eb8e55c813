import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { ApplicantNotSelected, EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

export class NotSelectApplicant extends Command<{ readonly enrolmentId: string; readonly reason?: string | undefined }> {}

export function notSelect(command: NotSelectApplicant, state: Enrolment): Decided<EnrolmentEvent> {
  if (state.status === 'notSelected') return onRecord<ApplicantNotSelected>('ApplicantNotSelected', { reason: sealed(state.ref, command.input.reason) });
  const { ref } = atBy(state, RECORDED_AT.ApplicantNotSelected, 'NOT_UNDER_CONSIDERATION', command);
  return [{ type: 'ApplicantNotSelected', data: { ...ref, ...present({ reason: sealed(ref, command.input.reason) }) } }];
}
