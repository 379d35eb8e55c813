import { responsibility } from '@app/feature';
import type { ReportingLineEnded, ReportingLineSet } from './domain/assignment.events.js';

/** A post whose holder reports to somebody; its title is the holder's, and is told to nobody who takes the line over. */
export const managing = responsibility<ReportingLineSet | ReportingLineEnded>({
  kind: 'REPORTING_LINE',
  resource: 'Assignment',
  begins: 'ReportingLineSet',
  ends: 'ReportingLineEnded',
  of: ({ managerId, assignmentId }) => ({ personId: managerId, id: assignmentId }),
});
