import { derivedId } from '@app/kernel';
import { deciding, metaFor } from '@app/kernel/testing';
import {
  closed,
  erased,
  LEADER,
  merged,
  OTHER,
  proposed,
  PROPOSER,
  recordAfter,
  registered,
  reopened,
  taken,
  THIRD,
  unmerged,
  why,
  withdrawn,
} from '../testing/people.js';
import { close, CloseRecord, reopen, ReopenRecord } from './close-record.js';
import type { LeaderEvent } from './leader.events.js';
import { leader } from './leader.js';
import { confirm, ConfirmLeaderMerge, MergeLeaders, propose, undoMerge, UndoLeaderMerge } from './merge-leaders.js';

const SOMEBODY = '66666666-6666-4666-8666-666666666666';
const NOBODY = new Set<string>();
const input = { leaderId: LEADER, mergedId: OTHER, reason: 'One person.' };
/** Of a third record, later: what is asked of the other is not about it. */
const third = (event: LeaderEvent) => ({ ...event, effectiveOn: '2026-03-09' }) as LeaderEvent;
const stated = metaFor({ stated: { effectiveOn: '2026-03-02' } });
const otherwise = { field: 'effectiveOn', recordedOn: '2026-03-01' };
const byService = metaFor({ actor: { kind: 'service', id: SOMEBODY, role: 'administrator' } });
/** The same, of a proposal that is known by the command that made it. */
const known = (event: LeaderEvent) => ({ ...event, data: { ...event.data, mergeId: derivedId(metaFor().commandId, 'merge') } }) as LeaderEvent;
const other = (...events: LeaderEvent[]) => recordAfter(registered(OTHER), ...events);

describe('proposing that two records are of one person', () => {
  const proposing = (known = other(), ...self: string[]) => deciding(leader, propose, known, new Set(self));
  const command = new MergeLeaders(metaFor(), input);

  it('is recorded once, with its reason sealed, in the record that is to go on', () => {
    proposing()(registered()).when(command).thenRecorded(known(proposed()));
    proposing()(registered(), proposed()).when(command).thenRefused('MERGE_PROPOSED_ALREADY');
    proposing()(registered(), proposed(), taken).when(command).thenRecorded(known(proposed()));
    proposing()(registered(), proposed(), merged()).when(command).thenNothing();
    proposing()(registered(), merged(), unmerged).when(command).thenRecorded(known(proposed()));
  });
  it('is refused for another reason or from another day on than that very merge was proposed', () => {
    const given = proposing()(registered(), proposed(), merged(), third(proposed(THIRD)));
    given.when(new MergeLeaders(metaFor(), { ...input, reason: 'Another.' })).thenRefused('ALREADY_RECORDED_OTHERWISE', { ...otherwise, field: 'reason' });
    given.when(new MergeLeaders(stated, input)).thenRefused('ALREADY_RECORDED_OTHERWISE', otherwise);
  });
  it('is refused while it is proposed the other way round, and not once that is withdrawn', () => {
    proposing(other(proposed(LEADER, OTHER)))(registered())
      .when(command)
      .thenRefused('MERGE_PROPOSED_CROSSWISE');
    const withdrawn = { ...taken, data: { leaderId: OTHER, mergedId: LEADER } } as LeaderEvent;
    proposing(other(proposed(LEADER, OTHER), withdrawn))(registered())
      .when(command)
      .thenRecorded(known(proposed()));
  });
  it('is refused to whoever has either record, or could, and to a service account', () => {
    proposing(other(), SOMEBODY, LEADER)(registered()).when(command).thenRefused('OWN_RECORD');
    proposing(other(), SOMEBODY, OTHER)(registered()).when(command).thenRefused('OWN_RECORD');
    proposing()(registered()).when(new MergeLeaders(byService, input)).thenRefused('NEEDS_A_PERSON');
  });
  it('is refused with itself', () =>
    proposing()(registered())
      .when(new MergeLeaders(metaFor(), { ...input, mergedId: LEADER }))
      .thenRefused('MERGED_WITH_ITSELF'));
});

describe.each([
  ['proposing a merge', [], (known = other()) => deciding(leader, propose, known, NOBODY), MergeLeaders],
  [
    'confirming a merge',
    [proposed()],
    (known = other()) => deciding(leader, confirm, known, { self: NOBODY, records: NOBODY, mergers: [] }),
    ConfirmLeaderMerge,
  ],
] as const)('%s', (_what, before, deciding, Merge) => {
  const command = new Merge(metaFor(), input);
  const merging = deciding as (known?: ReturnType<typeof other>) => ReturnType<typeof deciding>;

  it('is refused where either is not there, erased, or merged already', () => {
    merging()().when(command).thenRefused('LEADER_NOT_FOUND');
    merging()(registered(), ...before, erased())
      .when(command)
      .thenRefused('LEADER_ERASED');
    merging()(registered(), ...before, closed(THIRD))
      .when(command)
      .thenRefused('LEADER_MERGED', { survivorId: THIRD });
    merging({ status: 'none' })(registered(), ...before)
      .when(command)
      .thenRefused('LEADER_NOT_FOUND');
    merging(other(erased(OTHER)))(registered(), ...before)
      .when(command)
      .thenRefused('LEADER_ERASED');
    merging(other(closed(THIRD)))(registered(), ...before)
      .when(command)
      .thenRefused('LEADER_MERGED', { survivorId: THIRD });
  });
  it('is refused before either record is there', () => {
    const early = new Merge(metaFor({ effectiveOn: '2026-02-28' }), input);
    merging()(registered(), ...before)
      .when(early)
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
  it('is refused in a circle, and for a record that others were merged into', () =>
    merging(other(merged(LEADER, OTHER)))(registered(), ...before)
      .when(command)
      .thenRefused('SURVIVES_OTHERS'));
  it('is refused where the person has withdrawn participation on one of the two alone', () => {
    merging(other(withdrawn))(registered(), ...before)
      .when(command)
      .thenRefused('PARTICIPATION_DIFFERS');
    merging()(registered(), withdrawn, ...before)
      .when(command)
      .thenRefused('PARTICIPATION_DIFFERS');
  });
});

describe('confirming that two records are of one person', () => {
  const confirming = (self: readonly string[] = [], records: readonly string[] = [], mergers: readonly string[] = []) =>
    deciding(leader, confirm, other(), { self: new Set(self), records: new Set(records), mergers });
  const command = new ConfirmLeaderMerge(metaFor(), input);

  it('merges them, once, and where that was proposed', () => {
    confirming()(registered(), proposed()).when(command).thenRecorded(merged());
    confirming()(registered(), proposed(), merged()).when(command).thenNothing();
    confirming()(registered()).when(command).thenRefused('MERGE_NOT_PROPOSED');
    confirming()(registered(), proposed(), taken).when(command).thenRefused('MERGE_NOT_PROPOSED');
  });
  it('names the proposal that it began with', () => confirming()(registered(), known(proposed())).when(command).thenRecorded(known(merged())));
  it('confirms what one person alone merged in an older release, once, by another person', () => {
    confirming()(registered(), merged()).when(command).thenRecorded(merged());
    confirming([SOMEBODY, PROPOSER])(registered(), merged()).when(command).thenRefused('NEEDS_SECOND_PERSON');
    confirming([], [LEADER, OTHER, PROPOSER])(registered(), merged()).when(command).thenRefused('MERGE_PROPOSED_BY_ONESELF');
    confirming()(registered(), merged(), merged()).when(command).thenNothing();
    confirming()(registered(), merged(), unmerged).when(command).thenRefused('MERGE_NOT_PROPOSED');
  });
  it('confirms it although the other record is closed: it was merged already', () =>
    deciding(leader, confirm, other(closed(LEADER)), { self: NOBODY, records: NOBODY, mergers: [] })(registered(), merged())
      .when(command)
      .thenRecorded(merged()));
  it('is refused from another day on than that very merge was confirmed', () =>
    confirming()(registered(), proposed(), merged(), proposed(THIRD), third(merged(THIRD)))
      .when(new ConfirmLeaderMerge(stated, input))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', otherwise));
  it('is refused of what was proposed before the record was merged into the other, and parted again', () =>
    confirming()(registered(), proposed(), closed(OTHER), reopened(OTHER)).when(command).thenRefused('MERGE_OUTDATED'));
  it('is for somebody else than who proposed it, by whatever account', () =>
    confirming([SOMEBODY, PROPOSER])(registered(), proposed()).when(command).thenRefused('NEEDS_SECOND_PERSON'));
  it('is refused to whoever has either record, or could, and to a service account', () => {
    confirming([SOMEBODY, LEADER])(registered(), proposed()).when(command).thenRefused('OWN_RECORD');
    confirming([SOMEBODY, OTHER])(registered(), proposed()).when(command).thenRefused('OWN_RECORD');
    confirming()(registered(), proposed()).when(new ConfirmLeaderMerge(byService, input)).thenRefused('NEEDS_A_PERSON');
  });
  it('is refused where whoever proposed it turns out since to have one of the records', () =>
    confirming([], [LEADER, OTHER, PROPOSER])(registered(), proposed()).when(command).thenRefused('MERGE_PROPOSED_BY_ONESELF'));
  it('is refused where one of the records is of whoever had a part in an earlier merge of either', () =>
    confirming([], [LEADER, OTHER, SOMEBODY], [SOMEBODY])(registered(), proposed()).when(command).thenRefused('MERGE_PROPOSED_BY_ONESELF'));
});

describe('undoing a merge', () => {
  const given = deciding(leader, undoMerge, NOBODY);
  const command = new UndoLeaderMerge(metaFor(), { ...input, reason: 'Two persons.' });

  it('is recorded once, with its reason', () => {
    given(registered(), merged())
      .when(command)
      .thenRecorded({ type: 'LeaderMergeUndone', data: { leaderId: LEADER, mergedId: OTHER, reason: why('Two persons.') } });
    given(registered(), merged(), { ...unmerged, data: { leaderId: LEADER, mergedId: OTHER, reason: why('Two persons.') } } as LeaderEvent)
      .when(command)
      .thenNothing();
    given(registered(), merged(), unmerged).when(command).thenRefused('ALREADY_RECORDED_OTHERWISE');
  });
  it('withdraws what was proposed', () => {
    given(registered(), proposed())
      .when(command)
      .thenRecorded({ type: 'LeaderMergeWithdrawn', data: { leaderId: LEADER, mergedId: OTHER, reason: why('Two persons.') } });
    given(registered(), proposed(), taken).when(command).thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'reason', recordedOn: '2026-03-01' });
    given(registered(), proposed(), taken)
      .when(new UndoLeaderMerge(metaFor(), { leaderId: LEADER, mergedId: OTHER }))
      .thenNothing();
  });
  it('names the proposal that it began with', () =>
    given(registered(), known(proposed()))
      .when(command)
      .thenRecorded(known({ type: 'LeaderMergeWithdrawn', data: { leaderId: LEADER, mergedId: OTHER, reason: why('Two persons.') } })));
  it('is refused from another day on than that very merge was undone', () =>
    given(registered(), proposed(), taken, proposed(THIRD), third({ type: 'LeaderMergeWithdrawn', data: { leaderId: LEADER, mergedId: THIRD } }))
      .when(new UndoLeaderMerge(stated, { leaderId: LEADER, mergedId: OTHER }))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', otherwise));
  it('withdraws what was proposed although the record was merged into another meanwhile, and nothing else of it', () => {
    given(registered(), proposed(), closed(OTHER))
      .when(command)
      .thenRecorded({ type: 'LeaderMergeWithdrawn', data: { leaderId: LEADER, mergedId: OTHER, reason: why('Two persons.') } });
    given(registered(), closed(OTHER)).when(command).thenRefused('LEADER_MERGED');
  });
  it('is refused where nothing was merged, and once they were erased', () => {
    given(registered()).when(command).thenRefused('NOT_MERGED');
    given(registered(), merged(), erased()).when(command).thenRefused('LEADER_ERASED');
  });
  it('is refused to whoever has either record, or could, and to a service account', () => {
    for (const own of [LEADER, OTHER])
      deciding(
        leader,
        undoMerge,
        new Set([own]),
      )(registered(), merged())
        .when(command)
        .thenRefused('OWN_RECORD');
    given(registered(), merged()).when(new UndoLeaderMerge(byService, input)).thenRefused('NEEDS_A_PERSON');
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
