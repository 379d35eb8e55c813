import { type CalendarDate, notBefore } from '@app/kernel';
import type { EnrolmentRef } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { enrolmentIdOf } from './enrolment-id.js';
import type { KnownCohort } from './known.js';
import { refuseTarget } from './refusals.js';
import { isAt } from './stage.js';
import { LIVE } from './statuses.js';

/** Where a deferral or transfer is to lead. */
export interface Target {
  readonly cohort: KnownCohort;
  /** The leader's enrolment there, if any. */
  readonly enrolment: Enrolment;
  /** Those there that other records of the same person have, which were merged with the leader's. */
  readonly elsewhere?: readonly Enrolment[];
}

/** The target, where the enrolment can carry on in it. */
export function reachable({ cohortId, programmeId, leaderId }: EnrolmentRef, { cohort, enrolment, elsewhere = [] }: Target, effectiveOn: CalendarDate) {
  if (cohort.status === 'none') throw refuseTarget('COHORT_NOT_FOUND');
  if (cohort.cohortId === cohortId) throw refuseTarget('SAME_COHORT');
  if (cohort.status === 'cancelled') throw refuseTarget('COHORT_CANCELLED');
  if (cohort.programmeId !== programmeId) throw refuseTarget('COHORT_OF_ANOTHER_PROGRAMME');
  for (const there of [enrolment, ...elsewhere]) {
    if (isAt(there, [...LIVE, 'completed', 'awarded'])) throw refuseTarget('ALREADY_IN_TARGET_COHORT', { status: there.status });
  }
  notBefore(cohort.since, effectiveOn);
  if (effectiveOn > cohort.endsOn) throw refuseTarget('COHORT_ENDED', { endsOn: cohort.endsOn });
  return { targetCohortId: cohort.cohortId, targetEnrolmentId: enrolmentIdOf(cohort.cohortId, leaderId) };
}
