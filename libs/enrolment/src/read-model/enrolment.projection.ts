import type { CalendarDate, Logged, Sealed } from '@app/kernel';
import { periods } from '@app/read-model';
import type { Continued, EnrolmentEvent, EnrolmentRef, Sponsor } from '../domain/enrolment.events.js';
import { AttendanceRow, EnrolmentRow, type EnrolmentStatus } from './enrolment.row.js';

type Row = EnrolmentRow | undefined;
type Begins = EnrolmentRef & { sponsor?: Sponsor; continued?: Continued };

const blank = (data: EnrolmentRef): EnrolmentRow => ({
  id: data.enrolmentId,
  cohortId: data.cohortId,
  programmeId: data.programmeId,
  leaderId: data.leaderId,
  organisationId: null,
  assignmentId: null,
  status: 'APPLIED',
  statusSince: '',
  applications: 0,
  endorsed: false,
  everOffered: false,
  everEnrolled: false,
  respondBy: null,
  attendanceMinutes: 0,
  reflectionMinutes: 0,
  completedOn: null,
  award: null,
  continuesId: null,
  continuedById: null,
  reason: null,
});

const at = (row: Row, status: EnrolmentStatus, since: CalendarDate, reason?: Sealed<string>): Row =>
  row && { ...row, status, statusSince: since, respondBy: null, reason: reason ?? null };

const sponsored = (row: EnrolmentRow, { organisationId, assignmentId }: Sponsor): EnrolmentRow => ({ ...row, organisationId, assignmentId });

const applied =
  (status: EnrolmentStatus) =>
  (row: Row, { data, effectiveOn }: Logged<Extract<EnrolmentEvent, { type: 'ApplicationSubmitted' | 'NominationMade' }>>) => {
    const before = row ?? blank(data);
    const endorsed = before.endorsed && before.applications === data.application;
    return at({ ...sponsored(before, data), applications: data.application, endorsed }, status, effectiveOn);
  };

/** The row that a place or a wait stands on: there already, or begun by it with what a deferral or transfer brings along. */
function begun(row: Row, data: Begins): EnrolmentRow {
  const before = row ?? blank(data);
  const known = data.sponsor ? sponsored(before, data.sponsor) : before;
  if (!data.continued) return known;
  // What is brought along includes what was recorded here before, where the leader comes back.
  const { enrolmentId, attendanceMinutes, reflectionMinutes } = data.continued;
  return { ...known, continuesId: enrolmentId, attendanceMinutes, reflectionMinutes };
}

const placed =
  (status: EnrolmentStatus) =>
  (row: Row, { data, effectiveOn }: Logged<Extract<EnrolmentEvent, { type: 'WaitlistJoined' | 'LeaderEnrolled' | 'EnrolmentClosedWithCohort' }>>) =>
    at(begun(row, data), status, effectiveOn);

const moved = (status: EnrolmentStatus) => (row: Row, event: Logged<EnrolmentEvent> & { data: { reason?: Sealed<string> } }) =>
  at(row, status, event.effectiveOn, event.data.reason);

/** By the day each fact holds, so every handler takes the row as that day's earlier facts left it. */
export const enrolmentProjection = periods<EnrolmentEvent, EnrolmentRow>(EnrolmentRow, {
  version: 1,
  key: ({ data }) => data.enrolmentId,
  on: {
    ApplicationSubmitted: applied('APPLIED'),
    NominationMade: applied('NOMINATED'),
    ApplicationEndorsed: (row) => row && { ...row, endorsed: true },
    ApplicantFoundEligible: moved('ELIGIBLE'),
    ApplicantFoundIneligible: moved('INELIGIBLE'),
    ApplicantShortlisted: moved('SHORTLISTED'),
    ApplicantNotSelected: moved('NOT_SELECTED'),
    PlaceOffered: (row, { data, effectiveOn }) => {
      const offered = at(begun(row, data), 'OFFERED', effectiveOn);
      return offered && { ...offered, everOffered: true, respondBy: data.respondBy };
    },
    WaitlistJoined: placed('WAITLISTED'),
    OfferAccepted: moved('ACCEPTED'),
    OfferDeclined: moved('DECLINED'),
    OfferLapsed: moved('LAPSED'),
    LeaderEnrolled: (row, event) => {
      const enrolled = placed('ENROLLED')(row, event);
      return enrolled && { ...enrolled, everEnrolled: true };
    },
    AttendanceRecorded: (row, { data, effectiveOn }) => studied(row, effectiveOn, { attendanceMinutes: data.minutes, reflectionMinutes: 0 }),
    StudyHoursRecorded: (row, { data, effectiveOn }) => studied(row, effectiveOn, { attendanceMinutes: 0, reflectionMinutes: data.minutes }),
    EnrolmentInterrupted: moved('INTERRUPTED'),
    EnrolmentResumed: moved('IN_PROGRESS'),
    EnrolmentDeferred: (row, event) => {
      const deferred = moved('DEFERRED')(row, event);
      return deferred && { ...deferred, continuedById: event.data.targetEnrolmentId };
    },
    EnrolmentTransferred: (row, event) => {
      const transferred = moved('TRANSFERRED')(row, event);
      return transferred && { ...transferred, continuedById: event.data.targetEnrolmentId };
    },
    EnrolmentWithdrawn: moved('WITHDRAWN'),
    EnrolmentClosedWithCohort: placed('COHORT_CANCELLED'),
    ProgrammeCompleted: (row, event) => {
      const completed = moved('COMPLETED')(row, event);
      return completed && { ...completed, completedOn: event.effectiveOn };
    },
    ProgrammeNotCompleted: moved('NOT_COMPLETED'),
    AwardGranted: (row, event) => {
      const awarded = moved('AWARDED')(row, event);
      return awarded && { ...awarded, award: event.data.award };
    },
  },
});

function studied(row: Row, on: CalendarDate, added: Pick<EnrolmentRow, 'attendanceMinutes' | 'reflectionMinutes'>): Row {
  if (!row) return row;
  const begins = row.status === 'ENROLLED';
  return {
    ...row,
    status: begins ? 'IN_PROGRESS' : row.status,
    statusSince: begins ? on : row.statusSince,
    attendanceMinutes: row.attendanceMinutes + added.attendanceMinutes,
    reflectionMinutes: row.reflectionMinutes + added.reflectionMinutes,
  };
}

export const attendanceProjection = periods<EnrolmentEvent, AttendanceRow>(AttendanceRow, {
  version: 2,
  key: (event) => (event.type === 'AttendanceRecorded' ? `${event.data.enrolmentId}:${event.data.sessionId}` : []),
  on: {
    AttendanceRecorded: (_row, { data }, key) => ({
      id: key,
      sessionId: data.sessionId,
      enrolmentId: data.enrolmentId,
      leaderId: data.leaderId,
      programmeId: data.programmeId,
      minutes: data.minutes,
    }),
    ApplicationSubmitted: null,
    NominationMade: null,
    ApplicationEndorsed: null,
    ApplicantFoundEligible: null,
    ApplicantFoundIneligible: null,
    ApplicantShortlisted: null,
    ApplicantNotSelected: null,
    PlaceOffered: null,
    WaitlistJoined: null,
    OfferAccepted: null,
    OfferDeclined: null,
    OfferLapsed: null,
    LeaderEnrolled: null,
    StudyHoursRecorded: null,
    EnrolmentInterrupted: null,
    EnrolmentResumed: null,
    EnrolmentDeferred: null,
    EnrolmentTransferred: null,
    EnrolmentWithdrawn: null,
    EnrolmentClosedWithCohort: null,
    ProgrammeCompleted: null,
    ProgrammeNotCompleted: null,
    AwardGranted: null,
  },
});
