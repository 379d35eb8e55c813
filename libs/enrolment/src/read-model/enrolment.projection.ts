import type { Logged, Sealed } from '@app/kernel';
import { periods } from '@app/read-model';
import type { Continued, EnrolmentEvent, EnrolmentRef, Sponsor } from '../domain/enrolment.events.js';
import { codeAfter } from '../domain/enrolment.js';
import { AttendanceRow, EnrolmentRow } from './enrolment.row.js';

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

const at = (row: Row, { type, effectiveOn }: Logged<EnrolmentEvent>, reason?: Sealed<string>): Row =>
  row && { ...row, status: codeAfter(row.status, type), statusSince: effectiveOn, respondBy: null, reason: reason ?? null };

const sponsored = (row: EnrolmentRow, { organisationId, assignmentId }: Sponsor): EnrolmentRow => ({ ...row, organisationId, assignmentId });

const applied = (row: Row, event: Logged<Extract<EnrolmentEvent, { type: 'ApplicationSubmitted' | 'NominationMade' }>>): Row => {
  const { data } = event;
  const before = row ?? blank(data);
  const endorsed = before.endorsed && before.applications === data.application;
  return at({ ...sponsored(before, data), applications: data.application, endorsed }, event);
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

const placed = (row: Row, event: Logged<Extract<EnrolmentEvent, { type: 'WaitlistJoined' | 'LeaderEnrolled' | 'EnrolmentClosedWithCohort' }>>): Row =>
  at(begun(row, event.data), event);

const moved = (row: Row, event: Logged<EnrolmentEvent> & { data: { reason?: Sealed<string> } }): Row => at(row, event, event.data.reason);

/** By the day each fact holds, so every handler takes the row as that day's earlier facts left it. */
export const enrolmentProjection = periods<EnrolmentEvent, EnrolmentRow>(EnrolmentRow, {
  version: 1,
  key: ({ data }) => data.enrolmentId,
  on: {
    ApplicationSubmitted: applied,
    NominationMade: applied,
    ApplicationEndorsed: (row) => row && { ...row, endorsed: true },
    ApplicantFoundEligible: moved,
    ApplicantFoundIneligible: moved,
    ApplicantShortlisted: moved,
    ApplicantNotSelected: moved,
    PlaceOffered: (row, event) => {
      const offered = at(begun(row, event.data), event);
      return offered && { ...offered, everOffered: true, respondBy: event.data.respondBy };
    },
    WaitlistJoined: placed,
    OfferAccepted: moved,
    OfferDeclined: moved,
    OfferLapsed: moved,
    LeaderEnrolled: (row, event) => {
      const enrolled = placed(row, event);
      return enrolled && { ...enrolled, everEnrolled: true };
    },
    AttendanceRecorded: (row, event) => studied(row, event, { attendanceMinutes: event.data.minutes, reflectionMinutes: 0 }),
    StudyHoursRecorded: (row, event) => studied(row, event, { attendanceMinutes: 0, reflectionMinutes: event.data.minutes }),
    EnrolmentInterrupted: moved,
    EnrolmentResumed: moved,
    EnrolmentDeferred: (row, event) => {
      const deferred = moved(row, event);
      return deferred && { ...deferred, continuedById: event.data.targetEnrolmentId };
    },
    EnrolmentTransferred: (row, event) => {
      const transferred = moved(row, event);
      return transferred && { ...transferred, continuedById: event.data.targetEnrolmentId };
    },
    EnrolmentWithdrawn: moved,
    EnrolmentClosedWithCohort: placed,
    ProgrammeCompleted: (row, event) => {
      const completed = moved(row, event);
      return completed && { ...completed, completedOn: event.effectiveOn };
    },
    ProgrammeNotCompleted: moved,
    AwardGranted: (row, event) => {
      const awarded = moved(row, event);
      return awarded && { ...awarded, award: event.data.award };
    },
  },
});

function studied(row: Row, { type, effectiveOn }: Logged<EnrolmentEvent>, added: Pick<EnrolmentRow, 'attendanceMinutes' | 'reflectionMinutes'>): Row {
  if (!row) return row;
  const status = codeAfter(row.status, type);
  return {
    ...row,
    status,
    statusSince: status === row.status ? row.statusSince : effectiveOn,
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
