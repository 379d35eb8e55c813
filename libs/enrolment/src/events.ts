import { eventTypes } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { EnrolmentEvent } from './domain/enrolment.events.js';

export * from './domain/enrolment.events.js';
export { enrolmentIdOf } from './domain/enrolment-id.js';
export { codeAfter, type StatusCode } from './domain/statuses.js';

/** @param enrolmentId a UUID, as `enrolmentIdOf` gives it */
export const enrolmentStream = (enrolmentId: string) => streamOf<EnrolmentEvent>('enrolment', enrolmentId);

export const enrolmentEventTypes = eventTypes<EnrolmentEvent>({
  ApplicationSubmitted: 1,
  NominationMade: 1,
  ApplicationEndorsed: 1,
  ApplicantFoundEligible: 1,
  ApplicantFoundIneligible: 1,
  ApplicantShortlisted: 1,
  ApplicantNotSelected: 1,
  PlaceOffered: 1,
  WaitlistJoined: 1,
  OfferAccepted: 1,
  OfferDeclined: 1,
  OfferLapsed: 1,
  LeaderEnrolled: 1,
  AttendanceRecorded: 1,
  StudyHoursRecorded: 1,
  EnrolmentInterrupted: 1,
  EnrolmentResumed: 1,
  EnrolmentDeferred: 1,
  EnrolmentTransferred: 1,
  EnrolmentWithdrawn: 1,
  EnrolmentClosedWithCohort: 1,
  ProgrammeCompleted: 1,
  ProgrammeNotCompleted: 1,
  AwardGranted: 1,
});
