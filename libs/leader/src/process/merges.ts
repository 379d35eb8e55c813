import { type Logged, unreachable } from '@app/kernel';
import { processManager, type Reaction } from '@app/process-manager';
import { CloseRecord, ReopenRecord } from '../domain/close-record.js';
import type { LeaderEvent, LeadersMerged } from '../domain/leader.events.js';
import { LeaveEmployer, ReturnToEmployer } from '../domain/leave-employer.js';
import { UndoLeaderMerge } from '../domain/merge-leaders.js';
import { WithdrawParticipation } from '../domain/participation.js';

/** A record, with those that were merged into it. */
interface Survivor {
  readonly records: readonly string[];
}

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
    const { leaderId: survivorId } = event.data;
    const each = (step: string, command: Reaction['command'], input: object = {}) => ({
      reactions: records.map((leaderId) => reaction(event, `${step}/${leaderId}`, command, { ...input, leaderId, survivorId })),
    });
    switch (event.type) {
      case 'LeadersMerged':
        return { reactions: [closed(event, records)] };
      case 'LeaderMergeUndone':
        return { reactions: [reaction(event, 'reopen', ReopenRecord, { leaderId: event.data.mergedId, survivorId })] };
      case 'ParticipationWithdrawn':
        return each('withdraw', WithdrawParticipation);
      case 'LeaderLeft':
        return each('leave', LeaveEmployer, { organisationId: event.data.organisationId, lastDay: event.data.lastDay });
      case 'LeaderReturned':
        return each('return', ReturnToEmployer, { organisationId: event.data.organisationId });
      default:
        return unreachable(event);
    }
  },
});

function reaction(event: Logged<Read>, step: string, command: Reaction['command'], input: object, refused: Reaction['refused'] = {}): Reaction {
  return { step, command, input, effectiveOn: event.effectiveOn, refused };
}

/** Where two merges crossed, the record may be closed or a survivor by now: then this one is undone. */
function closed(event: Logged<LeadersMerged>, records: readonly string[]): Reaction {
  const { leaderId, mergedId } = event.data;
  const undo = reaction(event, 'undo', UndoLeaderMerge, { leaderId, mergedId }, { LEADER_MERGED: [], LEADER_ERASED: [] });
  const input = { leaderId: mergedId, survivorId: leaderId, records: [leaderId, ...records.filter((id) => id !== mergedId)] };
  return reaction(event, 'close', CloseRecord, input, { LEADER_MERGED: [undo], LEADER_ERASED: [undo], SURVIVES_OTHERS: [undo] });
}
