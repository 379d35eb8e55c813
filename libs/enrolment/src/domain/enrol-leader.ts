import { Command } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { atBy, isAt } from './stage.js';

export class EnrolLeader extends Command<{ readonly enrolmentId: string }> {}

export function enrol(command: EnrolLeader, state: Enrolment): readonly EnrolmentEvent[] {
  if (isAt(state, ['enrolled', 'inProgress'])) return [];
  return [{ type: 'LeaderEnrolled', data: atBy(state, ['accepted'], 'NOT_ACCEPTED', command).ref }];
}
