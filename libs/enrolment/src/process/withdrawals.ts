import { type Logged, unreachable } from '@app/kernel';
import type { AssignmentEvent, LeaderEvent } from '@app/leader/events';
import { processManager, reaction, type Reaction } from '@app/process-manager';
import { EndApplication } from '../domain/end-application.js';
import { EndDuplicate } from '../domain/end-duplicate.js';
import type { EnrolmentEvent, WithdrawalCause } from '../domain/enrolment.events.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';

interface Live {
  readonly cohortId: string;
  /** The post that sponsors it. */
  readonly assignmentId?: string | undefined;
  /** Whether the programme has begun for them: then it goes on, whatever else ends. */
  readonly begun: boolean;
}

/** One record of a person, as this manager needs to know it. */
interface Person {
  readonly live: Readonly<Record<string, Live>>;
  /** Enrolments that a deferral or transfer leads to, and whether the programme has begun for them. */
  readonly moved: Readonly<Record<string, boolean>>;
  readonly withdrawn: boolean;
  /** Posts that ended because they left. */
  readonly left: readonly string[];
  /** The other records of the same person: those that go on before this one where both have come as far in a cohort, and those that do not. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const READS = [
  'ParticipationWithdrawn',
  'ParticipationAgreed',
  'AssignmentEnded',
  'LeadersMerged',
  'LeaderMergeUndone',
  'LeaderRecordClosed',
  'LeaderRecordReopened',
  'ApplicationSubmitted',
  'NominationMade',
  'PlaceOffered',
  'WaitlistJoined',
  'LeaderEnrolled',
  'ApplicantFoundIneligible',
  'ApplicantNotSelected',
  'OfferDeclined',
  'OfferLapsed',
  'EnrolmentDeferred',
  'EnrolmentTransferred',
  'EnrolmentWithdrawn',
  'EnrolmentClosedWithCohort',
  'ProgrammeCompleted',
  'ProgrammeNotCompleted',
] as const;
type Read = Extract<LeaderEvent | AssignmentEvent | EnrolmentEvent, { type: (typeof READS)[number] }>;
type Step = Extract<Read, { type: 'ApplicationSubmitted' | 'NominationMade' | 'PlaceOffered' | 'WaitlistJoined' | 'LeaderEnrolled' }>;

/**
 * What somebody has applied for ends when they withdraw participation, or leave the post that sponsors it; and where two records turn out
 * to be one person's, that person is in each cohort once. What crossed with it ends too. A programme that they have begun goes on.
 */
export const withdrawals = processManager<Read, Person>({
  name: 'withdrawals',
  startsAt: 'beginning',
  reads: READS,
  timed: [],
  initialState: { live: {}, moved: {}, withdrawn: false, left: [], before: [], after: [] },
  key: ({ data }) => data.leaderId,

  evolve(state, event) {
    switch (event.type) {
      case 'ParticipationWithdrawn':
        return { ...state, withdrawn: true };
      case 'ParticipationAgreed':
        return { ...state, withdrawn: false };
      case 'AssignmentEnded':
        return event.data.cause === 'LEFT' ? { ...state, left: [...state.left, event.data.assignmentId] } : state;
      case 'LeadersMerged':
        return { ...state, after: [...state.after.filter((id) => id !== event.data.mergedId), event.data.mergedId] };
      case 'LeaderMergeUndone':
        return { ...state, after: state.after.filter((id) => id !== event.data.mergedId) };
      case 'LeaderRecordClosed':
        return { ...state, before: event.data.records };
      case 'LeaderRecordReopened':
        return { ...state, before: [] };
      case 'ApplicationSubmitted':
      case 'NominationMade':
      case 'PlaceOffered':
      case 'WaitlistJoined':
      case 'LeaderEnrolled':
        return withStep(state, event);
      case 'EnrolmentDeferred':
      case 'EnrolmentTransferred': {
        const { enrolmentId, targetEnrolmentId } = event.data;
        return { ...state, live: without(state.live, enrolmentId), moved: { ...state.moved, [targetEnrolmentId]: state.live[enrolmentId]?.begun ?? false } };
      }
      case 'ApplicantFoundIneligible':
      case 'ApplicantNotSelected':
      case 'OfferDeclined':
      case 'OfferLapsed':
      case 'EnrolmentWithdrawn':
      case 'EnrolmentClosedWithCohort':
      case 'ProgrammeCompleted':
      case 'ProgrammeNotCompleted':
        return { ...state, live: without(state.live, event.data.enrolmentId) };
      default:
        return unreachable(event);
    }
  },

  react(state, event) {
    switch (event.type) {
      case 'ParticipationWithdrawn':
        return { reactions: open(state).map(([id]) => ended(event, id, 'PARTICIPATION_WITHDRAWN')) };
      case 'AssignmentEnded': {
        const { assignmentId, cause } = event.data;
        return cause === 'LEFT' ? { reactions: open(state).flatMap(([id, of]) => (of.assignmentId === assignmentId ? [ended(event, id, 'LEFT')] : [])) } : {};
      }
      case 'LeaderRecordClosed':
        return { reactions: [...new Set(Object.values(state.live).map(({ cohortId }) => cohortId))].flatMap((cohortId) => once(state, event, cohortId)) };
      case 'ApplicationSubmitted':
      case 'NominationMade':
        return { reactions: crossed(state, event) };
      case 'PlaceOffered':
      case 'WaitlistJoined':
      case 'LeaderEnrolled':
        return event.data.continued ? { reactions: crossed(state, event) } : {};
      case 'ParticipationAgreed':
      case 'LeadersMerged':
      case 'LeaderMergeUndone':
      case 'LeaderRecordReopened':
      case 'ApplicantFoundIneligible':
      case 'ApplicantNotSelected':
      case 'OfferDeclined':
      case 'OfferLapsed':
      case 'EnrolmentDeferred':
      case 'EnrolmentTransferred':
      case 'EnrolmentWithdrawn':
      case 'EnrolmentClosedWithCohort':
      case 'ProgrammeCompleted':
      case 'ProgrammeNotCompleted':
        return {};
      default:
        return unreachable(event);
    }
  },
});

function withStep(state: Person, { type, data }: Logged<Step>): Person {
  const { enrolmentId, cohortId } = data;
  const before = state.live[enrolmentId];
  const assignmentId = 'assignmentId' in data ? data.assignmentId : (data.sponsor?.assignmentId ?? before?.assignmentId);
  const begun = type === 'LeaderEnrolled' || (before?.begun ?? state.moved[enrolmentId] ?? false);
  return { ...state, live: { ...state.live, [enrolmentId]: { cohortId, assignmentId, begun } }, moved: without(state.moved, enrolmentId) };
}

function without<Value>(values: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  const { [key]: _gone, ...others } = values;
  return others;
}

/** What has not begun. */
const open = ({ live }: Person) => Object.entries(live).filter(([, { begun }]) => !begun);

/** An enrolment that began while what ends it was being recorded. */
function crossed(state: Person, event: Logged<Step>): readonly Reaction[] {
  const { enrolmentId, cohortId } = event.data;
  const { assignmentId, begun = false } = state.live[enrolmentId] ?? {};
  if (!begun && state.withdrawn) return [ended(event, enrolmentId, 'PARTICIPATION_WITHDRAWN')];
  if (!begun && assignmentId !== undefined && state.left.includes(assignmentId)) return [ended(event, enrolmentId, 'LEFT')];
  return once(state, event, cohortId);
}

function ended(event: Logged<Read>, enrolmentId: string, cause: Exclude<WithdrawalCause, 'MERGED'>): Reaction {
  const input = { enrolmentId, cause, endedAt: event.recordedAt };
  return reaction(EndApplication, { step: `end/${enrolmentId}`, input, effectiveOn: event.effectiveOn, refused: {}, undo: 'void' });
}

const MERGED = { nothing: 'undoing a merge revives nothing' };

/** Of a person's records each gives way in a cohort to one that has come further, and to one that goes before it; the last one first. */
function once({ before, after }: Person, event: Logged<Read>, cohortId: string): readonly Reaction[] {
  if (before.length + after.length === 0) return [];
  const people = [...before, event.data.leaderId, ...after];
  const records = people.map((id) => enrolmentIdOf(cohortId, id));
  return people
    .map((leaderId, index) => {
      const enrolmentId = enrolmentIdOf(cohortId, leaderId);
      const input = { enrolmentId, leaderId, cohortId, before: records.slice(0, index), after: records.slice(index + 1) };
      return reaction(EndDuplicate, { step: `once/${enrolmentId}`, input, effectiveOn: event.effectiveOn, refused: {}, undo: MERGED });
    })
    .reverse();
}
