import { deciding, metaFor } from '@app/kernel/testing';
import { closed, erased, LEADER, merged, OTHER, recordAfter, registered, reopened, THIRD, unmerged, why, withdrawn } from '../testing/people.js';
import type { LeaderEvent } from './leader.events.js';
import { leader } from './leader.js';
import { close, CloseRecord, merge, MergeLeaders, reopen, ReopenRecord, undoMerge, UndoLeaderMerge } from './merge-leaders.js';

describe('merging two records of one person', () => {
  const other = (...events: LeaderEvent[]) => recordAfter(registered(OTHER), ...events);
  const merging = (known = other()) => deciding(leader, merge, known);
  const command = new MergeLeaders(metaFor(), { leaderId: LEADER, mergedId: OTHER, reason: 'One person.' });

  it('is recorded once, with its reason sealed, in the record that goes on', () => {
    merging()(registered()).when(command).thenRecorded(merged());
    merging()(registered(), merged()).when(command).thenNothing();
    merging()(registered(), merged(), unmerged).when(command).thenRecorded(merged());
  });
  it('is refused with itself', () =>
    merging()(registered())
      .when(new MergeLeaders(metaFor(), { leaderId: LEADER, mergedId: LEADER, reason: 'One person.' }))
      .thenRefused('MERGED_WITH_ITSELF'));
  it('is refused where either is not there, erased, or merged already', () => {
    merging()().when(command).thenRefused('LEADER_NOT_FOUND');
    merging()(registered(), erased()).when(command).thenRefused('LEADER_ERASED');
    merging()(registered(), closed(THIRD)).when(command).thenRefused('LEADER_MERGED', { survivorId: THIRD });
    merging({ status: 'none' })(registered()).when(command).thenRefused('LEADER_NOT_FOUND');
    merging(other(erased(OTHER)))(registered())
      .when(command)
      .thenRefused('LEADER_ERASED');
    merging(other(closed(THIRD)))(registered())
      .when(command)
      .thenRefused('LEADER_MERGED', { survivorId: THIRD });
  });
  it('is refused in a circle, and for a record that others were merged into', () =>
    merging(other(merged(LEADER, OTHER)))(registered())
      .when(command)
      .thenRefused('SURVIVES_OTHERS'));
  it('is refused where the person has withdrawn participation on one of the two alone', () => {
    merging(other(withdrawn))(registered()).when(command).thenRefused('PARTICIPATION_DIFFERS');
    merging()(registered(), withdrawn).when(command).thenRefused('PARTICIPATION_DIFFERS');
    merging(other(withdrawn))(registered(), withdrawn).when(command).thenRecorded(merged());
  });
});

describe('undoing a merge', () => {
  const given = deciding(leader, undoMerge);
  const command = new UndoLeaderMerge(metaFor(), { leaderId: LEADER, mergedId: OTHER, reason: 'Two persons.' });

  it('is recorded once, with its reason', () => {
    given(registered(), merged())
      .when(command)
      .thenRecorded({ type: 'LeaderMergeUndone', data: { leaderId: LEADER, mergedId: OTHER, reason: why('Two persons.') } });
    given(registered(), merged(), unmerged).when(command).thenNothing();
  });
  it('is refused where nothing was merged, and once they were erased', () => {
    given(registered()).when(command).thenRefused('NOT_MERGED');
    given(registered(), merged(), erased()).when(command).thenRefused('LEADER_ERASED');
  });
});

describe('the record that was merged', () => {
  const closing = new CloseRecord(metaFor(), { leaderId: LEADER, survivorId: OTHER, records: [OTHER] });
  const closedNow: LeaderEvent = { ...closed(), effectiveOn: '2026-03-02' } as LeaderEvent;
  const opening = new ReopenRecord(metaFor(), { leaderId: LEADER, survivorId: OTHER });

  it('is closed once', () => {
    const given = deciding(leader, close);
    given(registered()).when(closing).thenRecorded(closedNow);
    given(registered(), closed()).when(closing).thenNothing();
  });
  it('is not closed where a merge that crossed with this one has closed it, or goes on in it', () => {
    const given = deciding(leader, close);
    given(registered(), closed(THIRD)).when(closing).thenRefused('LEADER_MERGED', { survivorId: THIRD });
    given(registered(), merged(OTHER)).when(closing).thenRefused('SURVIVES_OTHERS');
    given(registered(), erased()).when(closing).thenRefused('LEADER_ERASED');
  });
  it('is open again once that is undone, as it was', () => {
    const given = deciding(leader, reopen);
    given(registered(), closed())
      .when(opening)
      .thenRecorded({ ...reopened(), effectiveOn: '2026-03-02' } as LeaderEvent);
    given(registered(), closed(), reopened()).when(opening).thenNothing();
    given(registered(), closed(THIRD)).when(opening).thenNothing();
    expect(recordAfter(registered(), withdrawn, closed(), reopened())).toEqual(recordAfter(registered(), withdrawn));
  });
});
