import type { Recorded, Sealed } from '@app/kernel';
import { projection } from '@app/read-model';
import type { LeaderMergeProposed, LeadersMerged, LeaderMergeUndone, LeaderMergeWithdrawn } from '../domain/leader.events.js';
import { LeaderMergeRow, mergeIdOf, type MergeState } from './leader-merge.row.js';

type Merge = LeaderMergeProposed | LeaderMergeWithdrawn | LeadersMerged | LeaderMergeUndone;

const begun = ({ data, meta, recordedAt }: Recorded<LeaderMergeProposed | LeadersMerged>, reason: Sealed<string>, state: MergeState): LeaderMergeRow => ({
  id: mergeIdOf(data),
  leaderId: data.leaderId,
  mergedId: data.mergedId,
  state,
  proposedById: meta.actor.id,
  proposedAt: recordedAt,
  proposalReason: reason,
  ...{ confirmedById: null, confirmedAt: null, confirmationReason: null },
  ...{ endedById: null, endedAt: null, endReason: null },
});

const ended = (row: LeaderMergeRow | undefined, { data, meta, recordedAt }: Recorded<LeaderMergeWithdrawn | LeaderMergeUndone>, state: MergeState) =>
  row && { ...row, state, endedById: meta.actor.id, endedAt: recordedAt, endReason: data.reason ?? null };

export const leaderMergeProjection = projection<Merge, LeaderMergeRow>(LeaderMergeRow, {
  version: 2,
  key: ({ data }) => mergeIdOf(data),
  on: {
    LeaderMergeProposed: (_row, event) => begun(event, event.data.reason, 'PROPOSED'),
    // What nobody had proposed, an older release recorded by one person alone: until a second one records it, too.
    LeadersMerged: (row, event) =>
      row?.state === 'PROPOSED' || row?.state === 'UNCONFIRMED'
        ? { ...row, state: 'CONFIRMED', confirmedById: event.meta.actor.id, confirmedAt: event.recordedAt, confirmationReason: event.data.reason }
        : begun(event, event.data.reason, 'UNCONFIRMED'),
    LeaderMergeWithdrawn: (row, event) => ended(row, event, 'WITHDRAWN'),
    LeaderMergeUndone: (row, event) => ended(row, event, 'UNDONE'),
  },
});
