import { Command } from '@app/kernel';
import { begin, type BeginFacts, type BeginInput, nextApplication } from './begin.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';

/** By someone else. */
export class NominateLeader extends Command<BeginInput> {}

export function nominate(command: NominateLeader, state: Enrolment, known: BeginFacts): readonly EnrolmentEvent[] {
  return [{ type: 'NominationMade', data: begin(command, known, nextApplication(state, command)) }];
}
