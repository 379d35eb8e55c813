import { AcceptOfferHandler } from './accept-offer.handler.js';
import { ApplyForCohortHandler } from './apply-for-cohort.handler.js';
import { CloseWithCohortHandler } from './close-with-cohort.handler.js';
import { CompleteProgrammeHandler } from './complete-programme.handler.js';
import { ContinueEnrolmentHandler } from './continue-enrolment.handler.js';
import { DeclineOfferHandler } from './decline-offer.handler.js';
import { DeferEnrolmentHandler } from './defer-enrolment.handler.js';
import { EndApplicationHandler } from './end-application.handler.js';
import { EndDuplicateHandler } from './end-duplicate.handler.js';
import { EndorseApplicationHandler } from './endorse-application.handler.js';
import { EnrolLeaderHandler } from './enrol-leader.handler.js';
import { GrantAwardHandler } from './grant-award.handler.js';
import { InterruptEnrolmentHandler } from './interrupt-enrolment.handler.js';
import { JoinWaitlistHandler } from './join-waitlist.handler.js';
import { LapseOfferHandler } from './lapse-offer.handler.js';
import { NominateLeaderHandler } from './nominate-leader.handler.js';
import { NotSelectApplicantHandler } from './not-select-applicant.handler.js';
import { OfferPlaceHandler } from './offer-place.handler.js';
import { RecordAttendanceHandler } from './record-attendance.handler.js';
import { RecordNonCompletionHandler } from './record-non-completion.handler.js';
import { RecordOfferHandler } from './record-offer.handler.js';
import { RecordStudyHoursHandler } from './record-study-hours.handler.js';
import { ResumeEnrolmentHandler } from './resume-enrolment.handler.js';
import { ScreenApplicantHandler } from './screen-applicant.handler.js';
import { ShortlistApplicantHandler } from './shortlist-applicant.handler.js';
import { TransferEnrolmentHandler } from './transfer-enrolment.handler.js';
import { WithdrawEnrolmentHandler } from './withdraw-enrolment.handler.js';

export const enrolmentCommandHandlers = [
  ApplyForCohortHandler,
  NominateLeaderHandler,
  EndApplicationHandler,
  EndDuplicateHandler,
  EndorseApplicationHandler,
  ScreenApplicantHandler,
  ShortlistApplicantHandler,
  NotSelectApplicantHandler,
  OfferPlaceHandler,
  RecordOfferHandler,
  JoinWaitlistHandler,
  AcceptOfferHandler,
  DeclineOfferHandler,
  LapseOfferHandler,
  EnrolLeaderHandler,
  ContinueEnrolmentHandler,
  RecordAttendanceHandler,
  RecordStudyHoursHandler,
  InterruptEnrolmentHandler,
  ResumeEnrolmentHandler,
  DeferEnrolmentHandler,
  TransferEnrolmentHandler,
  WithdrawEnrolmentHandler,
  CloseWithCohortHandler,
  CompleteProgrammeHandler,
  RecordNonCompletionHandler,
  GrantAwardHandler,
];
