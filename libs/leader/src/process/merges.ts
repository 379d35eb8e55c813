import { type Logged, unreachable } from '@app/kernel';
import { processManager, reaction, type Reaction } from '@app/process-manager';
import { CloseRecord, ReopenRecord } from '../domain/close-record.js';
import type { LeaderEvent, LeaderMergeUndone, LeadersMerged } from '../domain/leader.events.js';
import { LeaveEmployer, ReturnToEmployer } from '../domain/leave-employer.js';
import { UndoLeaderMerge } from '../domain/merge-leaders.js';
import { WithdrawParticipation } from '../domain/participation.js';

/** A record, with those that were merged into it. */
interface Survivor {
  readonly records: readonly string[];
}

const MERGED = { nothing: 'a merge is undone by its own command' };

const READS = ['LeadersMerged', 'LeaderMergeUndone', 'ParticipationWithdrawn', 'LeaderLeft', 'LeaderReturned'] as const;
type Read = Extract<LeaderEvent, { type: (typeof READS)[number] }>;

/**
 * The surviving record decides a merge: this carries it to the other one, which then is closed; or open again, once it is undone. What the
 * person then says or does on the surviving record, the others follow, since their posts and applications are the same person's.
 */
export const merges = processManager<Read, Survivor>({
  name: 'merges',
  startsAt: 'beginning',
  reads: READS,
  timed: [],
  initialState: { records: [] },
  key: ({ data }) => data.leaderId,

  evolve({ records }, event) {
    switch (event.type) {
      case 'LeadersMerged':
        return { records: [...records.filter((id) => id !== event.data.mergedId), event.data.mergedId] };
      case 'LeaderMergeUndone':
        return { records: records.filter((id) => id !== event.data.mergedId) };
      case 'ParticipationWithdrawn':
      case 'LeaderLeft':
      case 'LeaderReturned':
        return { records };
      default:
        return unreachable(event);
    }
  },

  react({ records }, event) {
    const { effectiveOn } = event;
    const { leaderId: survivorId } = event.data;
    const sent = (step: string, leaderId: string) => ({ step: `${step}/${leaderId}`, effectiveOn, refused: {}, undo: 'void' }) as const;
    switch (event.type) {
      case 'LeadersMerged':
        return { reactions: [closed(event, records)] };
      case 'LeaderMergeUndone':
        return { reactions: [reopened(event)] };
      case 'ParticipationWithdrawn':
        return { reactions: records.map((leaderId) => reaction(WithdrawParticipation, { ...sent('withdraw', leaderId), input: { leaderId, survivorId } })) };
      case 'LeaderLeft': {
        const { organisationId, lastDay } = event.data;
        const input = { organisationId, lastDay, survivorId };
        return { reactions: records.map((leaderId) => reaction(LeaveEmployer, { ...sent('leave', leaderId), input: { ...input, leaderId } })) };
      }
      case 'LeaderReturned': {
        const input = { organisationId: event.data.organisationId, survivorId };
        return { reactions: records.map((leaderId) => reaction(ReturnToEmployer, { ...sent('return', leaderId), input: { ...input, leaderId } })) };
      }
      default:
        return unreachable(event);
    }
  },
});

function reopened({ data, effectiveOn }: Logged<LeaderMergeUndone>): Reaction {
  return reaction(ReopenRecord, { step: 'reopen', input: { leaderId: data.mergedId, survivorId: data.leaderId }, effectiveOn, refused: {}, undo: MERGED });
}

/** Where two merges crossed, the record may be closed or a survivor by now: then this one is undone. */
function closed({ data, effectiveOn }: Logged<LeadersMerged>, records: readonly string[]): Reaction {
  const { leaderId, mergedId } = data;
  const refused = { LEADER_MERGED: [], LEADER_ERASED: [] };
  const undone = [reaction(UndoLeaderMerge, { step: 'undo', input: { leaderId, mergedId }, effectiveOn, refused, undo: MERGED })];
  const input = { leaderId: mergedId, survivorId: leaderId, records: [leaderId, ...records.filter((id) => id !== mergedId)] };
  return reaction(CloseRecord, {
    step: 'close',
    input,
    effectiveOn,
    refused: { LEADER_MERGED: undone, LEADER_ERASED: undone, SURVIVES_OTHERS: undone },
    undo: MERGED,
  });
}
