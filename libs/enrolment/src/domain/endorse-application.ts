import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { ApplicationEndorsed, EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

export class EndorseApplication extends Command<{ readonly enrolmentId: string; readonly comment?: string | undefined }> {}

export function endorse(command: EndorseApplication, state: Enrolment): Decided<EnrolmentEvent> {
  const { ref, endorsed } = atBy(state, RECORDED_AT.ApplicationEndorsed, 'NOT_UNDER_CONSIDERATION', command);
  const comment = sealed(ref, command.input.comment);
  if (endorsed) return onRecord<ApplicationEndorsed>('ApplicationEndorsed', { comment });
  return [{ type: 'ApplicationEndorsed', data: { ...ref, ...present({ comment }) } }];
}
