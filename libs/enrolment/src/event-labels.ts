import type { Bilingual } from '@app/localisation';
import type { EnrolmentEvent } from './domain/enrolment.events.js';

/** What each event is called, in timelines and for whoever asks what is held about them. */
export const enrolmentEventLabels: Readonly<Record<EnrolmentEvent['type'], Bilingual>> = {
  ApplicationSubmitted: { en: 'Application submitted', cy: 'Cyflwynwyd cais' },
  NominationMade: { en: 'Nomination made', cy: 'Gwnaed enwebiad' },
  ApplicationEndorsed: { en: 'Application endorsed', cy: 'Cefnogwyd cais' },
  ApplicantFoundEligible: { en: 'Found eligible', cy: 'Barnwyd yn gymwys' },
  ApplicantFoundIneligible: { en: 'Found not eligible', cy: 'Barnwyd yn anghymwys' },
  ApplicantShortlisted: { en: 'Put on the shortlist', cy: 'Rhoddwyd ar y rhestr fer' },
  ApplicantNotSelected: { en: 'Not selected', cy: 'Heb ei ddethol' },
  PlaceOffered: { en: 'Place offered', cy: 'Cynigiwyd lle' },
  WaitlistJoined: { en: 'Joined the waiting list', cy: 'Ymunwyd â’r rhestr aros' },
  OfferAccepted: { en: 'Offer accepted', cy: 'Derbyniwyd y cynnig' },
  OfferDeclined: { en: 'Offer declined', cy: 'Gwrthodwyd y cynnig' },
  OfferLapsed: { en: 'Offer lapsed', cy: 'Daeth y cynnig i ben' },
  LeaderEnrolled: { en: 'Enrolled', cy: 'Ymrestrwyd' },
  AttendanceRecorded: { en: 'Attendance recorded', cy: 'Cofnodwyd presenoldeb' },
  StudyHoursRecorded: { en: 'Study time recorded', cy: 'Cofnodwyd amser astudio' },
  EnrolmentInterrupted: { en: 'Enrolment interrupted', cy: 'Torrwyd ar draws yr ymrestriad' },
  EnrolmentResumed: { en: 'Enrolment resumed', cy: 'Ailddechreuwyd yr ymrestriad' },
  EnrolmentDeferred: { en: 'Enrolment deferred', cy: 'Gohiriwyd yr ymrestriad' },
  EnrolmentTransferred: { en: 'Enrolment transferred', cy: 'Trosglwyddwyd yr ymrestriad' },
  EnrolmentWithdrawn: { en: 'Enrolment withdrawn', cy: 'Tynnwyd yr ymrestriad yn ôl' },
  EnrolmentClosedWithCohort: { en: 'Enrolment closed with its cohort', cy: 'Caewyd yr ymrestriad gyda’i garfan' },
  ProgrammeCompleted: { en: 'Programme completed', cy: 'Cwblhawyd y rhaglen' },
  ProgrammeNotCompleted: { en: 'Programme not completed', cy: 'Ni chwblhawyd y rhaglen' },
  AwardGranted: { en: 'Award granted', cy: 'Dyfarnwyd y dyfarniad' },
};
