import { Command, notBefore } from '@app/kernel';
import { begin, type BeginFacts, type BeginInput, nextApplication } from './begin.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';

/** By the leader. After a nomination it is the nomination's own application; after one that ended, a new one. */
export class ApplyForCohort extends Command<BeginInput> {}

export function apply(command: ApplyForCohort, state: Enrolment, known: BeginFacts): readonly EnrolmentEvent[] {
  if (state.status !== 'nominated') return [{ type: 'ApplicationSubmitted', data: begin(command, known, nextApplication(state, command)) }];
  notBefore(state.since, command.meta.effectiveOn);
  return [{ type: 'ApplicationSubmitted', data: begin(command, known, state.application) }];
}
