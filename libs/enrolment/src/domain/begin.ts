import { type Command, notBefore, present } from '@app/kernel';
import type { ApplicationSubmitted } from './enrolment.events.js';
import type { Enrolment } from './enrolment.js';
import { enrolmentIdOf } from './enrolment-id.js';
import { sealed } from './free-text.js';
import type { KnownAssignment, KnownCohort, KnownLeader } from './known.js';
import { notOver, openCohort } from './open-cohort.js';
import { refuse } from './refusals.js';
import { isAt } from './stage.js';
import { LIVE, MAY_REAPPLY } from './statuses.js';

/** Who wants to take part where, and which post sponsors it. */
export interface BeginInput {
  readonly cohortId: string;
  readonly leaderId: string;
  readonly assignmentId: string;
  readonly statement?: string | undefined;
}

export interface BeginFacts {
  readonly cohort: KnownCohort;
  readonly leader: KnownLeader;
  readonly assignment: KnownAssignment;
  /** Enrolments in the same cohort that other records of the same person have, which were merged with the leader's. */
  readonly elsewhere?: readonly Enrolment[];
}

/** What an application and a nomination record alike. */
export type Begun = ApplicationSubmitted['data'];

/** @param application its number */
export function begin({ input, meta }: Command<BeginInput>, { leader, assignment, elsewhere = [], ...known }: BeginFacts, application: number): Begun {
  const cohort = openCohort(known.cohort);
  const { cohortId, leaderId, assignmentId, statement } = input;
  if (leader.status === 'none') throw refuse('LEADER_NOT_FOUND');
  if (leader.status === 'erased') throw refuse('LEADER_ERASED');
  if (leader.status === 'merged') throw refuse('LEADER_MERGED', { survivorId: leader.survivorId });
  if (leader.withdrawnOn !== undefined) throw refuse('PARTICIPATION_WITHDRAWN', { since: leader.withdrawnOn });
  if (assignment.status === 'none') throw refuse('ASSIGNMENT_NOT_FOUND');
  if (assignment.leaderId !== leaderId) throw refuse('ASSIGNMENT_OF_ANOTHER_LEADER');
  const { organisationId, lastDay } = assignment;
  if (lastDay && lastDay < meta.effectiveOn) throw refuse('ASSIGNMENT_ENDED', { effectiveOn: meta.effectiveOn, lastDay });
  for (const { since } of [cohort, leader, assignment]) notBefore(since, meta.effectiveOn);
  notOver(cohort, meta.effectiveOn);
  for (const other of elsewhere) {
    if (isAt(other, ['completed', 'awarded'])) throw refuse('ALREADY_COMPLETED');
    if (isAt(other, LIVE)) throw refuse('ALREADY_APPLIED', { status: other.status });
  }
  return {
    enrolmentId: enrolmentIdOf(cohortId, leaderId),
    cohortId,
    programmeId: cohort.programmeId,
    leaderId,
    assignmentId,
    organisationId,
    application,
    ...present({ statement: sealed(input, statement) }),
  };
}

/** The number of a new application: the first, or one more after an earlier one ended without a place taken up. */
export function nextApplication(state: Enrolment, { meta }: Command): number {
  if (state.status === 'none') return 1;
  if (isAt(state, ['completed', 'awarded'])) throw refuse('ALREADY_COMPLETED');
  if (isAt(state, ['deferred', 'transferred', 'notCompleted', 'closed'])) throw refuse('ENROLMENT_ENDED', { status: state.status });
  if (!isAt(state, MAY_REAPPLY)) throw refuse('ALREADY_APPLIED', { status: state.status });
  notBefore(state.since, meta.effectiveOn);
  return state.application + 1;
}
