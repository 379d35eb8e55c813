import type { Bilingual } from '@app/localisation';
import type { EnrolmentEvent } from './domain/enrolment.events.js';
import { STATUSES } from './domain/statuses.js';

/** What each event is called, in timelines and for whoever asks what is held about them. */
export const enrolmentEventLabels: Readonly<Record<EnrolmentEvent['type'], Bilingual>> = {
  ApplicationSubmitted: { en: 'Application submitted', cy: 'Cyflwynwyd cais' },
  NominationMade: { en: 'Nomination made', cy: 'Gwnaed enwebiad' },
  ApplicationEndorsed: { en: 'Application endorsed', cy: 'Cefnogwyd cais' },
  ApplicantFoundEligible: { en: 'Found eligible', cy: 'Barnwyd yn gymwys' },
  ApplicantFoundIneligible: { en: 'Found not eligible', cy: 'Barnwyd yn anghymwys' },
  ApplicantShortlisted: { en: 'Put on the shortlist', cy: 'Rhoddwyd ar y rhestr fer' },
  ApplicantNotSelected: STATUSES.notSelected,
  PlaceOffered: STATUSES.offered,
  WaitlistJoined: { en: 'Joined the waiting list', cy: 'Ymunwyd â’r rhestr aros' },
  OfferAccepted: STATUSES.accepted,
  OfferDeclined: STATUSES.declined,
  OfferLapsed: STATUSES.lapsed,
  LeaderEnrolled: STATUSES.enrolled,
  AttendanceRecorded: { en: 'Attendance recorded', cy: 'Cofnodwyd presenoldeb' },
  StudyHoursRecorded: { en: 'Study time recorded', cy: 'Cofnodwyd amser astudio' },
  EnrolmentInterrupted: { en: 'Enrolment interrupted', cy: 'Rhoddwyd yr ymrestriad ar saib' },
  EnrolmentResumed: { en: 'Enrolment resumed', cy: 'Ailddechreuwyd yr ymrestriad' },
  EnrolmentDeferred: { en: 'Enrolment deferred', cy: 'Gohiriwyd yr ymrestriad' },
  EnrolmentTransferred: { en: 'Enrolment transferred', cy: 'Trosglwyddwyd yr ymrestriad' },
  EnrolmentWithdrawn: { en: 'Enrolment withdrawn', cy: 'Tynnwyd yr ymrestriad yn ôl' },
  EnrolmentClosedWithCohort: { en: 'Enrolment closed with its cohort', cy: 'Caewyd yr ymrestriad gyda’i garfan' },
  ProgrammeCompleted: { en: 'Programme completed', cy: 'Cwblhawyd y rhaglen' },
  ProgrammeNotCompleted: { en: 'Programme not completed', cy: 'Ni chwblhawyd y rhaglen' },
  AwardGranted: STATUSES.awarded,
};
