// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { CalendarDate, Event, Sealed } from '@app/kernel';

/** Everything that an enrolment's event concerns, so that any projection finds its row from the event alone. */
export interface EnrolmentRef {
  readonly enrolmentId: string;
  readonly cohortId: string;
  readonly programmeId: string;
  readonly leaderId: string;
}

/** The post that sponsors it, and that post's employer. */
export interface Sponsor {
  readonly assignmentId: string;
  readonly organisationId: string;
}

/** What a deferral or transfer brings along. */
export interface Continued {
  readonly enrolmentId: string;
  readonly attendanceMinutes: number;
  readonly reflectionMinutes: number;
}

/** Free text is sealed under the leader's key `enrolment`. */
type Reason = { readonly reason?: Sealed<string> };

/**
 * Of what it follows, where nobody withdrew it by itself: the leader withdrew participation; left the post that sponsors it; has another
 * enrolment in the cohort, under a record that was merged with this one's.
 */
export type WithdrawalCause = 'PARTICIPATION_WITHDRAWN' | 'LEFT' | 'MERGED';

/** `application` counts them: a re-application continues the enrolment. */
export type ApplicationSubmitted = Event<'ApplicationSubmitted', EnrolmentRef & Sponsor & { application: number; statement?: Sealed<string> }>;
export type NominationMade = Event<'NominationMade', EnrolmentRef & Sponsor & { application: number; statement?: Sealed<string> }>;
export type ApplicationEndorsed = Event<'ApplicationEndorsed', EnrolmentRef & { comment?: Sealed<string> }>;
export type ApplicantFoundEligible = Event<'ApplicantFoundEligible', EnrolmentRef>;
/** `signpostedTo`: the programme that would suit instead. */
export type ApplicantFoundIneligible = Event<'ApplicantFoundIneligible', EnrolmentRef & Reason & { signpostedTo?: string }>;
export type ApplicantShortlisted = Event<'ApplicantShortlisted', EnrolmentRef>;
export type ApplicantNotSelected = Event<'ApplicantNotSelected', EnrolmentRef & Reason>;
/** `respondBy`: the last day to answer. Sponsor and `continued`, here and below, only where this is how the enrolment begins. */
export type PlaceOffered = Event<'PlaceOffered', EnrolmentRef & { respondBy: CalendarDate; sponsor?: Sponsor; continued?: Continued }>;
export type WaitlistJoined = Event<'WaitlistJoined', EnrolmentRef & { sponsor?: Sponsor; continued?: Continued }>;
export type OfferAccepted = Event<'OfferAccepted', EnrolmentRef>;
export type OfferDeclined = Event<'OfferDeclined', EnrolmentRef & Reason>;
export type OfferLapsed = Event<'OfferLapsed', EnrolmentRef>;
export type LeaderEnrolled = Event<'LeaderEnrolled', EnrolmentRef & { sponsor?: Sponsor; continued?: Continued }>;
/** Minutes present at one session of the cohort; 0 is absent. Recorded again, it corrects the earlier register. */
export type AttendanceRecorded = Event<'AttendanceRecorded', EnrolmentRef & { sessionId: string; minutes: number }>;
/** Pre-work and reflection, which happen outside sessions. */
export type StudyHoursRecorded = Event<'StudyHoursRecorded', EnrolmentRef & { minutes: number }>;
/** Maternity, illness: the whole reason is sealed, not even a code stands open. Stops every clock that runs against the person. */
export type EnrolmentInterrupted = Event<'EnrolmentInterrupted', EnrolmentRef & Reason>;
export type EnrolmentResumed = Event<'EnrolmentResumed', EnrolmentRef>;
export type EnrolmentDeferred = Event<'EnrolmentDeferred', EnrolmentRef & Reason & { targetCohortId: string; targetEnrolmentId: string }>;
/** `priority`: because its cohort was cancelled. */
export type EnrolmentTransferred = Event<
  'EnrolmentTransferred',
  EnrolmentRef & Reason & { targetCohortId: string; targetEnrolmentId: string; priority: boolean }
>;
export type EnrolmentWithdrawn = Event<'EnrolmentWithdrawn', EnrolmentRef & Reason & { cause?: WithdrawalCause }>;
/** Its cohort was cancelled: nobody's drop-out. Hours stay. */
export type EnrolmentClosedWithCohort = Event<'EnrolmentClosedWithCohort', EnrolmentRef & { sponsor?: Sponsor; continued?: Continued }>;
export type ProgrammeCompleted = Event<'ProgrammeCompleted', EnrolmentRef & { attendanceMinutes: number; reflectionMinutes: number }>;
export type ProgrammeNotCompleted = Event<'ProgrammeNotCompleted', EnrolmentRef & Reason>;
export type AwardGranted = Event<'AwardGranted', EnrolmentRef & { award: string }>;

export type EnrolmentEvent =
  | ApplicationSubmitted
  | NominationMade
  | ApplicationEndorsed
  | ApplicantFoundEligible
  | ApplicantFoundIneligible
  | ApplicantShortlisted
  | ApplicantNotSelected
  | PlaceOffered
  | WaitlistJoined
  | OfferAccepted
  | OfferDeclined
  | OfferLapsed
  | LeaderEnrolled
  | AttendanceRecorded
  | StudyHoursRecorded
  | EnrolmentInterrupted
  | EnrolmentResumed
  | EnrolmentDeferred
  | EnrolmentTransferred
  | EnrolmentWithdrawn
  | EnrolmentClosedWithCohort
  | ProgrammeCompleted
  | ProgrammeNotCompleted
  | AwardGranted;
