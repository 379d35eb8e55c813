import { Command, present } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

export class InterruptEnrolment extends Command<{ readonly enrolmentId: string; readonly reason?: string | undefined }> {}

export function interrupt(command: InterruptEnrolment, state: Enrolment): readonly EnrolmentEvent[] {
  if (state.status === 'interrupted') return [];
  const { ref } = atBy(state, ['enrolled', 'inProgress'], 'NOT_TAKING_PART', command);
  return [{ type: 'EnrolmentInterrupted', data: { ...ref, ...present({ reason: sealed(ref, command.input.reason) }) } }];
}
