import { type EnrolmentEvent, enrolmentStream } from '@app/enrolment/events';
import type { EventStore } from '@app/event-store';

/** Where an event leaves its enrolment; nowhere else than before where undefined. */
const LEADS_TO: Readonly<Record<EnrolmentEvent['type'], string | undefined>> = {
  ApplicationSubmitted: 'APPLIED',
  NominationMade: 'NOMINATED',
  ApplicationEndorsed: undefined,
  ApplicantFoundEligible: 'ELIGIBLE',
  ApplicantFoundIneligible: 'INELIGIBLE',
  ApplicantShortlisted: 'SHORTLISTED',
  ApplicantNotSelected: 'NOT_SELECTED',
  PlaceOffered: 'OFFERED',
  WaitlistJoined: 'WAITLISTED',
  OfferAccepted: 'ACCEPTED',
  OfferDeclined: 'DECLINED',
  OfferLapsed: 'LAPSED',
  LeaderEnrolled: 'ENROLLED',
  AttendanceRecorded: 'IN_PROGRESS',
  StudyHoursRecorded: 'IN_PROGRESS',
  EnrolmentInterrupted: 'INTERRUPTED',
  EnrolmentResumed: 'IN_PROGRESS',
  EnrolmentDeferred: 'DEFERRED',
  EnrolmentTransferred: 'TRANSFERRED',
  EnrolmentWithdrawn: 'WITHDRAWN',
  EnrolmentClosedWithCohort: 'COHORT_CANCELLED',
  ProgrammeCompleted: 'COMPLETED',
  ProgrammeNotCompleted: 'NOT_COMPLETED',
  AwardGranted: 'AWARDED',
};

/** Tells where an enrolment stands from its own stream, which is never behind as a table may be. */
export function statusFrom(store: EventStore): (enrolmentId: string) => Promise<string | undefined> {
  return async (enrolmentId) => {
    let status: string | undefined;
    for await (const { type } of store.readStream(enrolmentStream(enrolmentId))) status = LEADS_TO[type as EnrolmentEvent['type']] ?? status;
    return status;
  };
}
