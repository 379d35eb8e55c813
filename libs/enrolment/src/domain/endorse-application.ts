import { Command, present } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import { APPLYING, type Enrolment } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

export class EndorseApplication extends Command<{ readonly enrolmentId: string; readonly comment?: string | undefined }> {}

export function endorse(command: EndorseApplication, state: Enrolment): readonly EnrolmentEvent[] {
  const { ref, endorsed } = atBy(state, APPLYING, 'NOT_UNDER_CONSIDERATION', command);
  if (endorsed) return [];
  return [{ type: 'ApplicationEndorsed', data: { ...ref, ...present({ comment: sealed(ref, command.input.comment) }) } }];
}
