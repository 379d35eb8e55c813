import { Command, type Decided, onRecord } from '@app/kernel';
import type { ApplicantShortlisted, EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { atBy } from './stage.js';

export class ShortlistApplicant extends Command<{ readonly enrolmentId: string }> {}

export function shortlist(command: ShortlistApplicant, state: Enrolment): Decided<EnrolmentEvent> {
  if (state.status === 'shortlisted') return onRecord<ApplicantShortlisted>('ApplicantShortlisted');
  const { ref } = atBy(state, RECORDED_AT.ApplicantShortlisted, 'NOT_FOUND_ELIGIBLE', command);
  return [{ type: 'ApplicantShortlisted', data: ref }];
}
