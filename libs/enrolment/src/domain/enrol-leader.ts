import { Command, type Decided, onRecord } from '@app/kernel';
import type { EnrolmentEvent, LeaderEnrolled } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import type { KnownCohort } from './known.js';
import { notOver, openCohort } from './open-cohort.js';
import { atBy, isAt } from './stage.js';

export class EnrolLeader extends Command<{ readonly enrolmentId: string }> {}

/** @param cohort the one that it is in */
export function enrol(command: EnrolLeader, state: Enrolment, cohort: KnownCohort): Decided<EnrolmentEvent> {
  if (isAt(state, ['enrolled', 'inProgress'])) return onRecord<LeaderEnrolled>('LeaderEnrolled');
  const { ref } = atBy(state, RECORDED_AT.LeaderEnrolled, 'NOT_ACCEPTED', command);
  notOver(openCohort(cohort), command.meta.effectiveOn);
  return [{ type: 'LeaderEnrolled', data: ref }];
}
