import { deciding, metaFor } from '@app/kernel/testing';
import { closed, EMPLOYER, LEADER, left, OTHER, recordAfter, registered, returned, why } from '../testing/people.js';
import type { AssignmentEvent } from './assignment.events.js';
import { assignment } from './assignment.js';
import { end, EndAssignment } from './end-assignment.js';
import { endLine, EndReportingLine } from './end-reporting-line.js';
import type { LeaderEvent } from './leader.events.js';
import { leader } from './leader.js';
import { comeBack, leave, LeaveEmployer, ReturnToEmployer } from './leave-employer.js';
import { setLine, SetReportingLine } from './set-reporting-line.js';
import { type Employer, start, StartAssignment } from './start-assignment.js';

const employer: Employer = { status: 'open', since: '2020-01-01' };
const person = { leaderId: LEADER, organisationId: EMPLOYER };
/** Of an employer that they left as well, later. */
const elsewhere = { leaderId: LEADER, organisationId: OTHER };
const stated = metaFor({ stated: { effectiveOn: '2026-03-02' } });

describe('leaving an employer', () => {
  const given = deciding(leader, leave, employer);
  const leaving = (lastDay: string, more: object = {}) => new LeaveEmployer(metaFor(), { ...person, lastDay, ...more });

  it('takes effect on the first day without', () =>
    given(registered())
      .when(leaving('2026-03-01', { reason: 'A post in Cardiff.' }))
      .thenRecorded({
        type: 'LeaderLeft',
        data: { ...person, lastDay: '2026-03-01', reason: why('A post in Cardiff.') },
        effectiveOn: '2026-03-02',
      }));
  it('is recorded once, with one last day', () => {
    given(registered(), left()).when(leaving('2026-03-01')).thenNothing();
    given(registered(), left()).when(leaving('2026-03-02')).thenRefused('LEFT_ALREADY', { lastDay: '2026-03-01' });
  });
  it('is refused from another day on than it was recorded of that very employer', () =>
    given(registered(), left(), { type: 'LeaderLeft', data: { ...elsewhere, lastDay: '2026-03-01' }, effectiveOn: '2026-03-09' })
      .when(new LeaveEmployer(stated, { ...person, lastDay: '2026-03-01' }))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' }));
  it('may happen again after a return, and not before it', () => {
    given(registered(), left(), returned())
      .when(leaving('2026-03-02'))
      .thenRecorded({ type: 'LeaderLeft', data: { ...person, lastDay: '2026-03-02' }, effectiveOn: '2026-03-03' });
    given(registered(), left(), returned()).when(leaving('2026-03-01')).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
  it('is refused ahead, for nobody, from nowhere, and on a record that was merged', () => {
    given(registered()).when(leaving('2026-03-03')).thenRefused('LAST_DAY_AHEAD', { lastDay: '2026-03-03' });
    given().when(leaving('2026-03-01')).thenRefused('LEADER_NOT_FOUND');
    deciding(leader, leave, { status: 'none' } as const)(registered())
      .when(leaving('2026-03-01'))
      .thenRefused('ORGANISATION_NOT_FOUND');
    given(registered(), closed()).when(leaving('2026-03-01')).thenRefused('LEADER_MERGED', { survivorId: OTHER });
  });
  it('holds for a record that was merged when it is said on the one that goes on', () => {
    const event: LeaderEvent = { type: 'LeaderLeft', data: { ...person, lastDay: '2026-02-01' }, effectiveOn: '2026-02-02' };
    given(registered(), closed())
      .when(leaving('2026-02-01', { survivorId: OTHER }))
      .thenRecorded(event);
    for (const history of [[closed(), event], [], [closed(LEADER)]])
      given(registered(), ...history)
        .when(leaving('2026-02-01', { survivorId: OTHER }))
        .thenNothing();
  });
});

describe('returning to an employer', () => {
  const given = deciding(leader, comeBack);
  const command = new ReturnToEmployer(metaFor(), person);
  const event: LeaderEvent = { type: 'LeaderReturned', data: person };

  it('is recorded once', () => {
    given(registered(), left()).when(command).thenRecorded(event);
    given(registered(), left(), returned()).when(command).thenNothing();
  });
  it('is refused from another day on than it was recorded of that very employer', () => {
    const [there, back] = [{ ...elsewhere, lastDay: '2026-03-01' }, elsewhere];
    given(registered(), left(), { type: 'LeaderLeft', data: there }, returned('2026-03-01'), { type: 'LeaderReturned', data: back, effectiveOn: '2026-03-09' })
      .when(new ReturnToEmployer(stated, person))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' });
  });
  it('holds for a record that was merged when it is said on the one that goes on, from the first day after the last', () => {
    const following = new ReturnToEmployer(metaFor(), { ...person, survivorId: OTHER });
    const on = (effectiveOn: string): LeaderEvent => ({ ...event, effectiveOn }) as LeaderEvent;
    given(registered(), left('2026-02-01'), closed()).when(following).thenRecorded(on('2026-03-02'));
    given(registered(), left('2026-03-05'), closed()).when(following).thenRecorded(on('2026-03-06'));
    for (const history of [[left()], [left(), closed(LEADER)], [closed()], [left(), returned(), closed()]])
      given(registered(), ...history)
        .when(following)
        .thenNothing();
  });
  it('is refused to who has not left, and before the last day', () => {
    given(registered()).when(command).thenRefused('HAS_NOT_LEFT');
    given(registered(), left('2026-03-02')).when(command).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
});

describe('what leaving ends', () => {
  const ref = { assignmentId: '55555555-5555-4555-8555-555555555555', ...person };
  const terms = { post: why('Ward manager'), wtePercent: 100, basis: 'SUBSTANTIVE' } as const;
  const started: AssignmentEvent = { type: 'AssignmentStarted', data: { ...ref, ...terms }, effectiveOn: '2026-01-01' };
  const line = (effectiveOn: string, managerId = OTHER): AssignmentEvent => ({ type: 'ReportingLineSet', data: { ...ref, managerId }, effectiveOn });
  const ending = new EndAssignment(metaFor(), { assignmentId: ref.assignmentId, cause: 'LEFT' });
  const ended: AssignmentEvent = { type: 'AssignmentEnded', data: { ...ref, cause: 'LEFT' } };

  it('is a post, also one that was to end later, and not one that had ended', () => {
    const before = (effectiveOn: string): AssignmentEvent => ({ type: 'AssignmentEnded', data: ref, effectiveOn });
    const given = deciding(assignment, end);
    given(started).when(ending).thenRecorded(ended);
    given(started, before('2026-04-01')).when(ending).thenRecorded(ended);
    for (const day of ['2026-02-01', '2026-03-02']) given(started, before(day)).when(ending).thenNothing();
    given(started, before('2026-04-01'))
      .when(new EndAssignment(metaFor(), { assignmentId: ref.assignmentId }))
      .thenNothing();
  });
  it('is a reporting line that was to begin later', () =>
    deciding(assignment, end)(started, line('2026-06-01'))
      .when(ending)
      .thenRecorded(ended, { type: 'ReportingLineEnded', data: { ...ref, managerId: OTHER }, effectiveOn: '2026-06-01' }));
  it('is no line that has begun, or has ended', () => {
    const over: AssignmentEvent = { type: 'ReportingLineEnded', data: { ...ref, managerId: OTHER }, effectiveOn: '2026-06-01' };
    for (const lines of [[line('2026-02-01')], [line('2026-03-02')], [line('2026-06-01'), over]])
      deciding(assignment, end)(started, ...lines)
        .when(ending)
        .thenRecorded(ended);
  });
  it('is a line to the manager who left, and not to whoever came after', () => {
    const command = new EndReportingLine(metaFor(), { assignmentId: ref.assignmentId, leftBy: OTHER });
    const given = deciding(assignment, endLine);
    given(started, line('2026-06-01'))
      .when(command)
      .thenRecorded({ type: 'ReportingLineEnded', data: { ...ref, managerId: OTHER }, effectiveOn: '2026-06-01' });
    given(started, line('2026-02-01', LEADER)).when(command).thenNothing();
  });
  it('is the way to a new post or line there, until they return', () => {
    const begin = new StartAssignment(metaFor(), { ...ref, post: 'Ward manager', wtePercent: 100, basis: 'SUBSTANTIVE' });
    const starting = (...events: LeaderEvent[]) => deciding(assignment, start, { leader: recordAfter(registered(), ...events), employer })().when(begin);
    starting(left()).thenRefused('LEADER_LEFT', { lastDay: '2026-03-01' });
    starting(left(), returned()).thenRecorded({
      type: 'AssignmentStarted',
      data: { ...ref, wtePercent: 100, basis: 'SUBSTANTIVE', post: { toSeal: { subject: LEADER, purpose: 'assignment' }, value: 'Ward manager' } },
    });
    starting(left('2026-03-02')).thenRecorded({
      type: 'AssignmentStarted',
      data: { ...ref, wtePercent: 100, basis: 'SUBSTANTIVE', post: { toSeal: { subject: LEADER, purpose: 'assignment' }, value: 'Ward manager' } },
    });
    const theirs = { ...ref, leaderId: OTHER };
    deciding(
      assignment,
      setLine,
      recordAfter(registered(), left('2026-03-02')),
    )({ ...started, data: { ...theirs, ...terms } } as AssignmentEvent)
      .when(new SetReportingLine(metaFor(), { assignmentId: ref.assignmentId, managerId: LEADER }))
      .thenRecorded({ type: 'ReportingLineSet', data: { ...theirs, managerId: LEADER } });
    deciding(
      assignment,
      setLine,
      recordAfter(registered(), left()),
    )({ ...started, data: { ...theirs, ...terms } } as AssignmentEvent)
      .when(new SetReportingLine(metaFor(), { assignmentId: ref.assignmentId, managerId: LEADER }))
      .thenRefused('MANAGER_LEFT', { lastDay: '2026-03-01' });
  });
});
