import { byId, seenAs } from '@app/graphql-kit';
import { EnrolmentRow } from './read-model/enrolment.row.js';

export { AttendanceRow, EnrolmentRow } from './read-model/enrolment.row.js';

/** Enrolments by their UUIDs. */
export const enrolments = byId('Enrolment', EnrolmentRow);
export const seenEnrolment = seenAs('Enrolment');
