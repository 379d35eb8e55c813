import type { Continued, EnrolmentRef, Sponsor } from './enrolment.events.js';
import type { Enrolment, EnrolmentAt } from './enrolment.js';
import { totals } from './hours.js';
import { refuse, refuseSource } from './refusals.js';
import { isAt } from './stage.js';

/** Stages at which a deferral or transfer finds an enrolment that it can carry on in: none yet, waiting, or ended without completion. */
const OPEN_TO = ['waitlisted', 'ineligible', 'notSelected', 'declined', 'lapsed', 'withdrawn', 'deferred', 'transferred', 'notCompleted', 'closed'] as const;

/** The enrolment that another carries on from. */
export type Source = EnrolmentAt<'deferred' | 'transferred'>;

/** The source, where it was deferred or transferred to that enrolment. */
export function movedHere(source: Enrolment, enrolmentId: string): Source {
  if (!isAt(source, ['deferred', 'transferred']) || source.targetEnrolmentId !== enrolmentId) throw refuseSource('ENROLMENT_NOT_FOUND');
  return source;
}

/** Whether what the source brings is on record here. */
export function hasContinued(state: Enrolment, source: Source): boolean {
  return state.status !== 'none' && state.been.continues === source.ref.enrolmentId;
}

/** Refuses where another enrolment of the leader's is under way here, or completed. */
export function mayContinueIn(state: Enrolment, source: Source): void {
  if (state.status === 'none' || hasContinued(state, source) || isAt(state, OPEN_TO)) return;
  throw refuse('NOT_AWAITING_OFFER', { status: state.status });
}

/** The enrolment that the source leads to. */
export function targetOf({ ref, targetCohortId, targetEnrolmentId }: Source): EnrolmentRef {
  return { enrolmentId: targetEnrolmentId, cohortId: targetCohortId, programmeId: ref.programmeId, leaderId: ref.leaderId };
}

/** What the source brings along. */
export function broughtBy({ ref, sponsor, hours }: Source): { readonly sponsor?: Sponsor; readonly continued: Continued } {
  return { ...(sponsor && { sponsor }), continued: { enrolmentId: ref.enrolmentId, ...totals(hours) } };
}
