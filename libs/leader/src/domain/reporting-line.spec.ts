import { seal } from '@app/kernel';
import { deciding, metaFor } from '@app/kernel/testing';
import type { AssignmentEvent } from './assignment.events.js';
import { assignment } from './assignment.js';
import { endLine, EndReportingLine } from './end-reporting-line.js';
import { closed, merged, recordAfter, registered } from '../testing/people.js';
import type { Leader } from './leader.js';
import { setLine, SetReportingLine } from './set-reporting-line.js';

const ids = {
  assignmentId: '11111111-1111-4111-8111-111111111111',
  leaderId: '22222222-2222-4222-8222-222222222222',
  organisationId: '33333333-3333-4333-8333-333333333333',
};
const MANAGER = '55555555-5555-4555-8555-555555555555';
const OTHER = '66666666-6666-4666-8666-666666666666';
const started: AssignmentEvent = {
  type: 'AssignmentStarted',
  data: { ...ids, post: seal({ subject: ids.leaderId, purpose: 'assignment' }, 'Ward manager'), wtePercent: 80, basis: 'SUBSTANTIVE' },
};
const ended: AssignmentEvent = { type: 'AssignmentEnded', data: ids };
const set: AssignmentEvent = { type: 'ReportingLineSet', data: { ...ids, managerId: MANAGER } };
const lineEnded: AssignmentEvent = { type: 'ReportingLineEnded', data: { ...ids, managerId: MANAGER } };
const early = metaFor({ effectiveOn: '2026-02-28' });

describe('setting a reporting line', () => {
  const manager = recordAfter(registered(MANAGER));
  const given = deciding(assignment, setLine, manager);
  const reporting = (managerId = MANAGER, meta = metaFor()) => new SetReportingLine(meta, { assignmentId: ids.assignmentId, managerId });

  it('records to whom the holder of the post reports', () => given(started).when(reporting()).thenRecorded(set));
  it('records nothing where they do already', () => given(started, set).when(reporting()).thenNothing());
  it('names another in place of the one before', () =>
    given(started, set)
      .when(reporting(OTHER))
      .thenRecorded({ type: 'ReportingLineSet', data: { ...ids, managerId: OTHER } }));
  it('may be dated back for the same manager, not for another', () => {
    const later: AssignmentEvent = { ...set, effectiveOn: '2026-03-10' };
    given(started, later).when(reporting()).thenRecorded(set);
    given(started, later).when(reporting(OTHER)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
  it('begins again after it ended', () => given(started, set, lineEnded).when(reporting()).thenRecorded(set));
  it('is refused for a post that is not held', () => {
    given().when(reporting()).thenRefused('ASSIGNMENT_NOT_FOUND');
    given(started, ended).when(reporting()).thenRefused('ASSIGNMENT_ENDED');
    given(started).when(reporting(MANAGER, early)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
  it('is refused for who manages themselves, and for who is unknown', () => {
    given(started).when(reporting(ids.leaderId)).thenRefused('OWN_MANAGER');
    deciding(assignment, setLine, { status: 'none' } as Leader)(started)
      .when(reporting())
      .thenRefused('MANAGER_NOT_FOUND');
  });
});

describe('setting a reporting line to somebody with several records', () => {
  const reporting = new SetReportingLine(metaFor(), { assignmentId: ids.assignmentId, managerId: MANAGER });

  it('is refused to the one that was merged, naming the one that goes on', () =>
    deciding(
      assignment,
      setLine,
      recordAfter(registered(MANAGER), closed(OTHER)),
    )(started)
      .when(reporting)
      .thenRefused('MANAGER_MERGED', { survivorId: OTHER }));
  it('is refused where the post is another of theirs', () =>
    deciding(
      assignment,
      setLine,
      recordAfter(registered(MANAGER), merged(ids.leaderId, MANAGER)),
    )(started)
      .when(reporting)
      .thenRefused('OWN_MANAGER'));
});

describe('ending a reporting line', () => {
  const given = deciding(assignment, endLine);
  const command = new EndReportingLine(metaFor(), { assignmentId: ids.assignmentId });

  it('records it, also after the post itself has ended', () => {
    given(started, set).when(command).thenRecorded(lineEnded);
    given(started, set, ended).when(command).thenRecorded(lineEnded);
  });
  it('records nothing the second time', () => given(started, set, lineEnded).when(command).thenNothing());
  it('is refused where there is none', () => {
    given().when(command).thenRefused('ASSIGNMENT_NOT_FOUND');
    given(started).when(command).thenRefused('NO_REPORTING_LINE');
    given(started, { ...started, type: 'AssignmentChanged' } as AssignmentEvent)
      .when(command)
      .thenRefused('NO_REPORTING_LINE');
    given(started, set)
      .when(new EndReportingLine(early, { assignmentId: ids.assignmentId }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
});
