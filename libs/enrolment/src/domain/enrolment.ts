import { type CalendarDate, type Fold, type Instant, present, type Recorded, unreachable } from '@app/kernel';
import type {
  ApplicationSubmitted,
  Continued,
  EnrolmentDeferred,
  EnrolmentEvent,
  EnrolmentRef,
  EnrolmentTransferred,
  NominationMade,
  Sponsor,
} from './enrolment.events.js';
import { type Hours, NO_HOURS, withAttendance, withBrought } from './hours.js';
import { APPLYING, LIVE, MAY_REAPPLY, type Status, type StatusCode, STATUSES, TAKING_PART } from './statuses.js';

/** What is known at every stage. */
interface Journey {
  readonly ref: EnrolmentRef;
  readonly sponsor?: Sponsor | undefined;
  /** How often the leader has applied here; 0 where a deferral or transfer began it. */
  readonly application: number;
  readonly endorsed: boolean;
  /** The day of the fact that led to this stage, which no later fact may precede. */
  readonly since: CalendarDate;
  readonly hours: Hours;
  /** What this application has been through, so that word of it that arrives again, or late, is known for what it is. */
  readonly been: {
    /** When the application was recorded. */
    readonly begunAt?: Instant;
    readonly waitlisted?: boolean;
    /** The last day to answer its offer, and when that was recorded. */
    readonly offeredUntil?: CalendarDate;
    readonly offeredAt?: Instant;
    readonly enrolledOn?: CalendarDate;
    /** The enrolment that it carries on from. */
    readonly continues?: string;
  };
}

interface Moved {
  /** The stage that it left. */
  readonly was: Status;
  readonly targetCohortId: string;
  readonly targetEnrolmentId: string;
}

type At<S extends Status> = S extends Status ? Journey & { readonly status: S } : never;

/** One leader's way through one cohort. */
export type Enrolment =
  | { readonly status: 'none' }
  | At<Exclude<Status, 'offered' | 'deferred' | 'transferred'>>
  | (At<'offered'> & { readonly respondBy: CalendarDate })
  | (At<'deferred' | 'transferred'> & Moved);
type ByStatus = { readonly [S in Status]: Extract<Enrolment, { readonly status: S }> };
/** An enrolment at one of some stages. */
export type EnrolmentAt<S extends Status> = ByStatus[S];

/** Where each event leads; null where it leaves an enrolment where it stood. */
export const LEADS_TO = {
  ApplicationSubmitted: 'applied',
  NominationMade: 'nominated',
  ApplicationEndorsed: null,
  ApplicantFoundEligible: 'eligible',
  ApplicantFoundIneligible: 'ineligible',
  ApplicantShortlisted: 'shortlisted',
  ApplicantNotSelected: 'notSelected',
  PlaceOffered: 'offered',
  WaitlistJoined: 'waitlisted',
  OfferAccepted: 'accepted',
  OfferDeclined: 'declined',
  OfferLapsed: 'lapsed',
  LeaderEnrolled: 'enrolled',
  AttendanceRecorded: 'inProgress',
  StudyHoursRecorded: 'inProgress',
  EnrolmentInterrupted: 'interrupted',
  EnrolmentResumed: 'inProgress',
  EnrolmentDeferred: 'deferred',
  EnrolmentTransferred: 'transferred',
  EnrolmentWithdrawn: 'withdrawn',
  EnrolmentClosedWithCohort: 'closed',
  ProgrammeCompleted: 'completed',
  ProgrammeNotCompleted: 'notCompleted',
  AwardGranted: 'awarded',
} as const satisfies Readonly<Record<EnrolmentEvent['type'], Status | null>>;

/** At which stages each fact may be recorded: decisions go by it, and so does what may still stand after something before it was corrected. */
export const RECORDED_AT = {
  ApplicationSubmitted: ['nominated', ...MAY_REAPPLY],
  NominationMade: MAY_REAPPLY,
  ApplicationEndorsed: APPLYING,
  ApplicantFoundEligible: ['nominated', 'applied'],
  ApplicantFoundIneligible: ['nominated', 'applied'],
  ApplicantShortlisted: ['eligible'],
  ApplicantNotSelected: APPLYING,
  PlaceOffered: ['shortlisted', 'waitlisted'],
  WaitlistJoined: ['shortlisted'],
  OfferAccepted: ['offered'],
  OfferDeclined: ['offered'],
  OfferLapsed: ['offered'],
  LeaderEnrolled: ['accepted'],
  AttendanceRecorded: TAKING_PART,
  StudyHoursRecorded: TAKING_PART,
  EnrolmentInterrupted: ['enrolled', 'inProgress'],
  EnrolmentResumed: ['interrupted'],
  EnrolmentDeferred: TAKING_PART,
  EnrolmentTransferred: ['offered', 'waitlisted', 'accepted', ...TAKING_PART],
  EnrolmentWithdrawn: LIVE,
  EnrolmentClosedWithCohort: LIVE,
  ProgrammeCompleted: TAKING_PART,
  ProgrammeNotCompleted: TAKING_PART,
  AwardGranted: ['completed'],
} as const satisfies Readonly<Record<EnrolmentEvent['type'], readonly Status[]>>;

/** Where an enrolment stands after an event, by its codes. What is attended or studied begins what has not begun, and moves nothing else. */
export function codeAfter<Before extends StatusCode | undefined>(before: Before, type: EnrolmentEvent['type']): StatusCode | Before {
  const studied = type === 'AttendanceRecorded' || type === 'StudyHoursRecorded';
  const status = LEADS_TO[type];
  return status === null || (studied && before !== STATUSES.enrolled.code) ? before : STATUSES[status].code;
}

export const enrolment: Fold<Enrolment, EnrolmentEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    const journey = journeyOf(state, event);
    switch (event.type) {
      case 'ApplicationSubmitted':
      case 'NominationMade':
        return { ...applying(journey, event), status: LEADS_TO[event.type] };
      case 'ApplicationEndorsed':
        return state.status === 'none' ? state : { ...state, endorsed: true };
      case 'PlaceOffered': {
        const { respondBy } = event.data;
        return { ...having(begun(journey, event.data), { offeredUntil: respondBy, offeredAt: event.recordedAt }), status: LEADS_TO[event.type], respondBy };
      }
      case 'WaitlistJoined':
        return { ...having(begun(journey, event.data), { waitlisted: true }), status: LEADS_TO[event.type] };
      case 'LeaderEnrolled':
        return { ...having(begun(journey, event.data), { enrolledOn: event.effectiveOn }), status: LEADS_TO[event.type] };
      case 'AttendanceRecorded':
        return studying(state, withAttendance(journey.hours, event), LEADS_TO[event.type]);
      case 'StudyHoursRecorded':
        return studying(
          state,
          { ...journey.hours, study: [...journey.hours.study, { minutes: event.data.minutes, on: event.effectiveOn }] },
          LEADS_TO[event.type],
        );
      case 'EnrolmentDeferred':
      case 'EnrolmentTransferred':
        return state.status === 'none' ? state : { ...journey, ...movedBy(state.status, event), status: LEADS_TO[event.type] };
      case 'EnrolmentClosedWithCohort':
        return { ...begun(journey, event.data), status: LEADS_TO[event.type] };
      case 'ApplicantFoundEligible':
      case 'ApplicantFoundIneligible':
      case 'ApplicantShortlisted':
      case 'ApplicantNotSelected':
      case 'OfferAccepted':
      case 'OfferDeclined':
      case 'OfferLapsed':
      case 'EnrolmentInterrupted':
      case 'EnrolmentResumed':
      case 'EnrolmentWithdrawn':
      case 'ProgrammeCompleted':
      case 'ProgrammeNotCompleted':
      case 'AwardGranted':
        return { ...journey, status: LEADS_TO[event.type] };
      default:
        return unreachable(event);
    }
  },
};

/** What is known at every stage, from the day of this event on; what only the stage before knew is left behind. */
function journeyOf(state: Enrolment, { data, effectiveOn: since }: Recorded<EnrolmentEvent>): Journey {
  if (state.status === 'none') {
    const { enrolmentId, cohortId, programmeId, leaderId } = data;
    return { ref: { enrolmentId, cohortId, programmeId, leaderId }, application: 0, endorsed: false, since, hours: NO_HOURS, been: {} };
  }
  const { ref, sponsor, application, endorsed, hours, been } = state;
  return { ref, sponsor, application, endorsed, since, hours, been };
}

/** A nomination and the application that follows it are one; another number is a new one. */
function applying(journey: Journey, { data, recordedAt }: Recorded<ApplicationSubmitted | NominationMade>): Journey {
  const { application, assignmentId, organisationId } = data;
  const sponsored = { ...journey, sponsor: { assignmentId, organisationId }, application };
  return application === journey.application ? sponsored : { ...sponsored, endorsed: false, been: { begunAt: recordedAt } };
}

function begun(journey: Journey, { sponsor = journey.sponsor, continued }: { sponsor?: Sponsor; continued?: Continued }): Journey {
  if (!continued) return { ...journey, sponsor };
  const { enrolledOn } = journey.been;
  return { ...journey, sponsor, hours: withBrought(journey.hours, continued), been: { ...present({ enrolledOn }), continues: continued.enrolmentId } };
}

const having = (journey: Journey, been: Journey['been']): Journey => ({ ...journey, been: { ...journey.been, ...been } });

/** Attendance and study enable nothing by their day, so the stage keeps its own. */
function studying(state: Enrolment, hours: Hours, begins: 'inProgress'): Enrolment {
  if (state.status === 'none') return state;
  return state.status === 'enrolled' ? { ...state, hours, status: begins } : { ...state, hours };
}

function movedBy(was: Status, { data: { targetCohortId, targetEnrolmentId } }: Recorded<EnrolmentDeferred | EnrolmentTransferred>): Moved {
  return { was, targetCohortId, targetEnrolmentId };
}
