import { projecting } from '@app/read-model/testing';
import type { AssignmentEvent } from '../domain/assignment.events.js';
import { reportingLineProjection } from './reporting-line.projection.js';
import type { ReportingLineRow } from './reporting-line.row.js';

const ids = {
  assignmentId: '11111111-1111-4111-8111-111111111111',
  leaderId: '22222222-2222-4222-8222-222222222222',
  organisationId: '33333333-3333-4333-8333-333333333333',
};
const line = (managerId: string, effectiveOn: string): AssignmentEvent => ({ type: 'ReportingLineSet', data: { ...ids, managerId }, effectiveOn });
const [first, second] = ['55555555-5555-4555-8555-555555555555', '66666666-6666-4666-8666-666666666666'] as const;

describe('the table of reporting lines', () => {
  const table = projecting<AssignmentEvent, ReportingLineRow>(reportingLineProjection);
  const managerOn = (asOf: string, ...events: AssignmentEvent[]) => table.given(...events).row(ids.assignmentId, { asOf })?.managerId;

  it('has the manager of the day asked about', () => {
    const events = [line(first, '2026-03-01'), line(second, '2026-06-01')];
    expect(['2026-02-28', '2026-05-31', '2026-06-01'].map((day) => managerOn(day, ...events))).toEqual([undefined, first, second]);
  });

  it('has none once the line or the post has ended', () => {
    const lineEnded: AssignmentEvent = { type: 'ReportingLineEnded', data: { ...ids, managerId: first }, effectiveOn: '2026-06-01' };
    const postEnded: AssignmentEvent = { type: 'AssignmentEnded', data: ids, effectiveOn: '2026-06-01' };
    for (const ended of [lineEnded, postEnded]) {
      expect(managerOn('2026-05-31', line(first, '2026-03-01'), ended)).toBe(first);
      expect(managerOn('2026-06-01', line(first, '2026-03-01'), ended)).toBeUndefined();
    }
  });
});
