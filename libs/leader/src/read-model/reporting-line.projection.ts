import { periods } from '@app/read-model';
import type { AssignmentEvent } from '../domain/assignment.events.js';
import { ReportingLineRow } from './reporting-line.row.js';

export const reportingLineProjection = periods<AssignmentEvent, ReportingLineRow>(ReportingLineRow, {
  version: 1,
  key: ({ data }) => data.assignmentId,
  on: {
    ReportingLineSet: (_row, { data: { assignmentId, leaderId, organisationId, managerId } }) => ({ id: assignmentId, leaderId, organisationId, managerId }),
    ReportingLineEnded: () => undefined,
    AssignmentEnded: () => undefined,
    AssignmentStarted: null,
    AssignmentChanged: null,
  },
});
