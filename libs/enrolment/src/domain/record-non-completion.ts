import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { EnrolmentEvent, ProgrammeNotCompleted } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { sealed } from './free-text.js';
import { atBy } from './stage.js';

/** The cohort is over, and the leader did not reach the end of the programme. */
export class RecordNonCompletion extends Command<{ readonly enrolmentId: string; readonly reason?: string | undefined }> {}

export function recordNonCompletion(command: RecordNonCompletion, state: Enrolment): Decided<EnrolmentEvent> {
  if (state.status === 'notCompleted') return onRecord<ProgrammeNotCompleted>('ProgrammeNotCompleted', { reason: sealed(state.ref, command.input.reason) });
  const { ref } = atBy(state, RECORDED_AT.ProgrammeNotCompleted, 'NOT_TAKING_PART', command);
  return [{ type: 'ProgrammeNotCompleted', data: { ...ref, ...present({ reason: sealed(ref, command.input.reason) }) } }];
}
