import { aboutOthers, Command, type Self } from '@app/kernel';
import { begin, type BeginFacts, type BeginInput, nextApplication } from './begin.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';

/** By someone else. */
export class NominateLeader extends Command<BeginInput> {}

export function nominate(command: NominateLeader, state: Enrolment, known: BeginFacts, self: Self): readonly EnrolmentEvent[] {
  aboutOthers(self, command.input.leaderId);
  return [{ type: 'NominationMade', data: begin(command, known, nextApplication(state, command)) }];
}
