import { Command } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { atBy } from './stage.js';

export class ResumeEnrolment extends Command<{ readonly enrolmentId: string }> {}

export function resume(command: ResumeEnrolment, state: Enrolment): readonly EnrolmentEvent[] {
  return [{ type: 'EnrolmentResumed', data: atBy(state, RECORDED_AT.EnrolmentResumed, 'NOT_INTERRUPTED', command).ref }];
}
