import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import { ProgrammeRow } from '@app/programme/read';
import type { Moment } from '@app/read-model';
import sql, { join, type Sql } from 'sql-template-tag';
import { refuse } from './domain/refusals.js';
import { ENDED, type StatusCode } from './domain/statuses.js';
import { AdjustmentRow } from './read-model/adjustment.row.js';
import { AttendanceRow, EnrolmentRow } from './read-model/enrolment.row.js';

export { AttendanceRow, EnrolmentRow } from './read-model/enrolment.row.js';

/** Enrolments by their UUIDs. */
export const enrolments = byId('Enrolment', EnrolmentRow);
export const seenEnrolment = seenAs('Enrolment');

/** Adjustments by their UUIDs. */
export const adjustments = byId('Adjustment', AdjustmentRow);
export const seenAdjustment = seenAs('Adjustment');

/**
 * The enrolments that an adjustment is of, by their UUIDs: the one that it was asked for, and each that this was deferred or transferred to.
 * @param enrolments as `moment.from` gives them
 */
export const adjusted = (enrolments: Sql): Sql => sql`(
  with recursive adjusted (id) as (
    select adjustment.enrolment_id
    union select enrolment.continued_by_id from adjusted join ${enrolments} on enrolment.id = adjusted.id where enrolment.continued_by_id is not null
  ) select id from adjusted)`;

/** A selection panel is done with an applicant once a place is accepted, or the application has ended otherwise than by its decision. */
const UNDER_SELECTION: readonly StatusCode[] = ['NOMINATED', 'APPLIED', 'ELIGIBLE', 'SHORTLISTED', 'OFFERED', 'WAITLISTED', 'INELIGIBLE', 'NOT_SELECTED'];
const underSelection = (row: Sql): Sql => sql`${row}.status in (${join(UNDER_SELECTION)})`;

/** That an enrolment of a certain kind is there, at present. */
const enrolled = (present: Moment, where: Sql): Sql => sql`exists (select from ${present.everyone(EnrolmentRow)} where ${where})`;
const enrolmentRow = sql`enrolment`;

/** How enrolments hang on to who asks, and people and posts by their enrolments. */
export const enrolmentAccess: readonly Anchored[] = [
  {
    resource: 'Enrolment',
    rows: EnrolmentRow,
    anchors: {
      self: 'leader_id',
      // Who manages a post sees what it sponsors, and nothing that another employer does.
      reports: ({ row, among }) => sql`${row}.leader_id ${among('leaders')} and ${row}.assignment_id ${among('assignments')}`,
      programme: 'programme_id',
      panel: ({ row, among }) => sql`${row}.cohort_id ${among('cohorts')} and ${underSelection(row)}`,
      organisation: 'organisation_id',
    },
    groups: {
      progress: { columns: ['attendanceMinutes', 'reflectionMinutes', 'completedOn', 'award'] },
      reason: { sealed: ['reason'], where: (row) => sql`${row}.status <> 'INTERRUPTED'` },
      interruption: { sealed: ['reason'], where: (row) => sql`${row}.status = 'INTERRUPTED'`, flag: 'sees_interruption' },
      selection: { flag: 'sees_selection' },
      history: { flag: 'sees_history' },
    },
    missing: () => refuse('ENROLMENT_NOT_FOUND'),
  },
  {
    resource: 'Attendance',
    rows: AttendanceRow,
    anchors: {
      self: 'leader_id',
      reports: ({ row, among, present }) =>
        sql`${row}.leader_id ${among('leaders')} and ${enrolled(present, sql`enrolment.id = ${row}.enrolment_id and enrolment.assignment_id ${among('assignments')}`)}`,
      programme: 'programme_id',
      organisation: ({ row, among, present }) =>
        enrolled(present, sql`enrolment.id = ${row}.enrolment_id and enrolment.organisation_id ${among('organisations')}`),
    },
  },
  {
    resource: 'Adjustment',
    rows: AdjustmentRow,
    anchors: { self: 'leader_id', programme: 'programme_id' },
    missing: () => refuse('ADJUSTMENT_NOT_FOUND'),
  },
  {
    resource: 'Leader',
    anchors: {
      programme: ({ row, among, present }) => enrolled(present, sql`enrolment.leader_id = ${row}.id and enrolment.programme_id ${among('programmes')}`),
      panel: ({ row, among, present }) =>
        enrolled(present, sql`enrolment.leader_id = ${row}.id and enrolment.cohort_id ${among('cohorts')} and ${underSelection(enrolmentRow)}`),
    },
  },
  {
    resource: 'Assignment',
    anchors: {
      programme: ({ row, among, present }) =>
        enrolled(
          present,
          sql`enrolment.leader_id = ${row}.leader_id and enrolment.assignment_id = ${row}.id and enrolment.programme_id ${among('programmes')}`,
        ),
    },
  },
];

/** Enrolments with whose they are, of which nation, and when they ended. */
export const endedEnrolments = (present: Moment): Sql => sql`
  select enrolment.leader_id, programme.nation, case when enrolment.status = any(${ENDED}::text[]) then enrolment.status_since end
  from ${present.everyone(EnrolmentRow)} join ${present.everyone(ProgrammeRow)} on programme.id = enrolment.programme_id`;
