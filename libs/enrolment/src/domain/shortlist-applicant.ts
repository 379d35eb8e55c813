import { Command } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { atBy } from './stage.js';

export class ShortlistApplicant extends Command<{ readonly enrolmentId: string }> {}

export function shortlist(command: ShortlistApplicant, state: Enrolment): readonly EnrolmentEvent[] {
  if (state.status === 'shortlisted') return [];
  const { ref } = atBy(state, ['eligible'], 'NOT_FOUND_ELIGIBLE', command);
  return [{ type: 'ApplicantShortlisted', data: ref }];
}
