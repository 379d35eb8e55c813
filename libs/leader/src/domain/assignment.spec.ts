import { seal } from '@app/kernel';
import { deciding, metaFor, recorded } from '@app/kernel/testing';
import type { AssignmentEvent } from './assignment.events.js';
import { type Assignment, assignment } from './assignment.js';
import { change, ChangeAssignment } from './change-assignment.js';
import { end, EndAssignment } from './end-assignment.js';
import { closed, recordAfter, registered } from '../testing/people.js';
import { type Change, wouldBeHeldAgain } from './holding-again.js';
import type { Leader } from './leader.js';
import { type Employer, start, StartAssignment } from './start-assignment.js';

const ids = {
  assignmentId: '11111111-1111-4111-8111-111111111111',
  leaderId: '22222222-2222-4222-8222-222222222222',
  organisationId: '33333333-3333-4333-8333-333333333333',
};
const terms = { post: 'Ward manager', wtePercent: 80, basis: 'SUBSTANTIVE' } as const;
const post = seal({ subject: ids.leaderId, purpose: 'assignment' }, 'Ward manager');
const started: AssignmentEvent = { type: 'AssignmentStarted', data: { ...ids, ...terms, post } };
const ended: AssignmentEvent = { type: 'AssignmentEnded', data: ids };
const early = metaFor({ effectiveOn: '2026-02-28' });

describe('starting an assignment', () => {
  const leader = recordAfter(registered(ids.leaderId));
  const employer: Employer = { status: 'open', since: '2026-03-01' };
  const knowing = (known: { leader?: Leader; employer?: Employer }) => deciding(assignment, start, { leader, employer, ...known });
  const given = knowing({});
  const command = new StartAssignment(metaFor(), { ...ids, ...terms });

  it('records it, the post sealed', () => given().when(command).thenRecorded(started));
  it('is refused under an id that is taken', () => given(started).when(command).thenRefused('ASSIGNMENT_ALREADY_STARTED'));
  it('is refused for an unknown leader', () =>
    knowing({ leader: { status: 'none' } })()
      .when(command)
      .thenRefused('LEADER_NOT_FOUND'));
  it('is refused for a leader who was erased', () =>
    knowing({ leader: { status: 'erased', since: '2026-03-01' } })()
      .when(command)
      .thenRefused('LEADER_ERASED'));
  it('is refused on a record that was merged, naming the one that goes on', () =>
    knowing({ leader: recordAfter(registered(ids.leaderId), closed(ids.organisationId)) })()
      .when(command)
      .thenRefused('LEADER_MERGED', { survivorId: ids.organisationId }));
  it('is refused with an employer that is not there', () => {
    knowing({ employer: { status: 'none' } })()
      .when(command)
      .thenRefused('ORGANISATION_NOT_FOUND');
    knowing({ employer: { status: 'closed', since: '2026-03-01' } })()
      .when(command)
      .thenRefused('ORGANISATION_CLOSED');
  });
  it('is refused before leader and employer are there', () =>
    given()
      .when(new StartAssignment(early, { ...ids, ...terms }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
  it.each([0, 101, 50.5])('is refused at %d hundredths of whole time', (wtePercent) =>
    given()
      .when(new StartAssignment(metaFor(), { ...ids, ...terms, wtePercent }))
      .thenRefused('WTE_OUT_OF_RANGE', { wtePercent }),
  );
  it.each([{ wtePercent: 1 }, { wtePercent: 100, endsOn: '2026-03-02' }])('is possible with %j', (more) =>
    given()
      .when(new StartAssignment(metaFor(), { ...ids, ...terms, ...more }))
      .thenRecorded({ type: 'AssignmentStarted', data: { ...ids, ...terms, post, ...more } }),
  );
  it('is refused where it ends before it starts', () =>
    given()
      .when(new StartAssignment(metaFor(), { ...ids, ...terms, endsOn: '2026-03-01' }))
      .thenRefused('ENDS_BEFORE_IT_HOLDS', { endsOn: '2026-03-01', effectiveOn: '2026-03-02' }));
});

describe('changing an assignment', () => {
  const given = deciding(assignment, change);
  const input = { assignmentId: ids.assignmentId, ...terms, wtePercent: 100, endsOn: '2026-12-31' };
  const command = new ChangeAssignment(metaFor(), input);

  it('records all its terms anew', () =>
    given(started)
      .when(command)
      .thenRecorded({ type: 'AssignmentChanged', data: { ...ids, ...terms, wtePercent: 100, endsOn: '2026-12-31', post } }));
  it('is refused where none is recorded, though an end is', () => {
    given().when(command).thenRefused('ASSIGNMENT_NOT_FOUND');
    given(ended).when(command).thenRefused('ASSIGNMENT_NOT_FOUND');
  });
  it('is refused once ended', () => given(started, ended).when(command).thenRefused('ASSIGNMENT_ENDED'));
  it('is refused before it started', () => given(started).when(new ChangeAssignment(early, input)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});

describe('ending an assignment', () => {
  const given = deciding(assignment, end);
  const command = new EndAssignment(metaFor(), { assignmentId: ids.assignmentId });

  it('records it once', () => {
    given(started).when(command).thenRecorded(ended);
    given(started, ended).when(command).thenNothing();
  });
  it('is refused where none is recorded', () => given().when(command).thenRefused('ASSIGNMENT_NOT_FOUND'));
});

describe('a post that is over', () => {
  const TODAY = '2026-03-02';
  const began: AssignmentEvent = { ...started, effectiveOn: '2025-01-01' };
  const changedTo = (endsOn: string | undefined, effectiveOn: string): AssignmentEvent => ({
    type: 'AssignmentChanged',
    data: { ...ids, ...terms, post, ...(endsOn && { endsOn }) },
    effectiveOn,
  });
  const endedOn = (effectiveOn: string): AssignmentEvent => ({ ...ended, effectiveOn });
  const after = (...events: readonly AssignmentEvent[]): Assignment =>
    recorded(events).reduce((state, event) => assignment.evolve(state, event), assignment.initialState);
  const heldAgain = (change: Change, ...events: readonly AssignmentEvent[]) => wouldBeHeldAgain(after(...events), change, TODAY);

  const [over, ranOut] = [endedOn(TODAY), changedTo('2026-03-01', '2025-06-01')];

  it('would be held again without its end, or with a later one', () => {
    expect(heldAgain({ voids: 'AssignmentEnded' }, began, over)).toBe(true);
    expect(heldAgain({ end: '2026-03-03' }, began, over)).toBe(true);
    expect(heldAgain({ end: TODAY }, began, over)).toBe(false);
    for (const change of [{ voids: 'AssignmentChanged' }, { endsOn: undefined }] as const) expect(heldAgain(change, began, ranOut, over)).toBe(false);
  });
  it('would be held again without the terms by which it ran out, or with others', () => {
    expect(heldAgain({ voids: 'AssignmentChanged' }, began, ranOut)).toBe(true);
    for (const endsOn of [undefined, TODAY]) expect(heldAgain({ endsOn }, began, ranOut)).toBe(true);
    expect(heldAgain({ endsOn: '2026-03-01' }, began, ranOut)).toBe(false);
    // An end that is yet to come is none yet.
    expect(heldAgain({ endsOn: undefined }, began, ranOut, endedOn('2026-04-01'))).toBe(true);
  });
  it('is over by the terms of the day, in whichever order they were recorded', () => {
    expect(heldAgain({ endsOn: undefined }, began, changedTo(undefined, '2025-09-01'), ranOut)).toBe(false);
    expect(heldAgain({ endsOn: undefined }, began, changedTo(undefined, '2026-04-01'), ranOut)).toBe(true);
  });
  it('is none that is held, has yet to begin, or never was', () => {
    const changes = [{ voids: 'AssignmentEnded' }, { voids: 'AssignmentChanged' }, { end: '2026-05-01' }, { endsOn: undefined }] as const;
    for (const change of changes) {
      expect(heldAgain(change, began, endedOn('2026-03-03'))).toBe(false);
      expect(heldAgain(change, { ...started, effectiveOn: '2026-03-04' })).toBe(false);
      expect(heldAgain(change)).toBe(false);
    }
  });
});
