import {
  aboutOthers,
  aPerson,
  Command,
  type CommandMeta,
  type Decided,
  derivedId,
  isSelf,
  notBefore,
  onRecord,
  present,
  seal,
  secondPerson,
  type Self,
} from '@app/kernel';
import type { LeaderEvent, LeaderMergeProposed, LeaderMergeUndone, LeaderMergeWithdrawn, LeadersMerged } from './leader.events.js';
import { type Leader, mergedInto, type Registered } from './leader.js';
import { inUse, type Refusal, refuse, refuseMerged } from './refusals.js';

interface Two {
  readonly leaderId: string;
  readonly mergedId: string;
}

/** Says that two records are of one person: this one is to go on, the other to be closed, once somebody else has confirmed it. */
export class MergeLeaders extends Command<Two & { readonly reason: string }> {}

/** Nothing follows from it but what could be one person's is nobody else's: rules about oneself and two people go by it from now on. */
export function propose({ input, meta }: MergeLeaders, state: Leader, other: Leader, self: Self): Decided<LeaderEvent> {
  const { leaderId, mergedId, reason } = input;
  aPerson(meta.actor);
  aboutOthers(self, leaderId, mergedId);
  const survivor = inUse(state);
  if (leaderId === mergedId) throw refuse('MERGED_WITH_ITSELF');
  const standing = survivor.merged.get(mergedId)?.status;
  if (standing === 'merged') return onRecord<LeaderMergeProposed>('LeaderMergeProposed', { reason: why(leaderId, reason) }, { mergedId });
  if (standing === 'proposed') throw refuse('MERGE_PROPOSED_ALREADY');
  if ('merged' in other && other.merged.get(leaderId)?.status === 'proposed') throw refuse('MERGE_PROPOSED_CROSSWISE');
  checkMergeable(meta, survivor, other);
  return [{ type: 'LeaderMergeProposed', data: { leaderId, mergedId, mergeId: derivedId(meta.commandId, 'merge'), reason: why(leaderId, reason) } }];
}

/** Confirms it: by another person than who proposed it, and neither of them has any of the two records. */
export class ConfirmLeaderMerge extends Command<Two & { readonly reason: string }> {}

export interface Concerned {
  /** Whoever confirms it. */
  readonly self: Self;
  /** Every id that could be of the person of either record: who proposed it may have been linked to one since. */
  readonly records: Self;
  /** Every id of those by whose word other records are taken for the same person's as one of these. */
  readonly mergers: readonly string[];
}

export function confirm({ input, meta }: ConfirmLeaderMerge, state: Leader, other: Leader, { self, records, mergers }: Concerned): Decided<LeaderEvent> {
  const { leaderId, mergedId, reason } = input;
  const survivor = inUse(state);
  const standing = survivor.merged.get(mergedId);
  if (standing === undefined || standing.status === 'parted') throw refuse('MERGE_NOT_PROPOSED');
  const by = standing.status === 'proposed' ? standing.by : standing.alone;
  if (by === undefined) return onRecord<LeadersMerged>('LeadersMerged', { reason: why(leaderId, reason) }, { mergedId });
  aboutOthers(self, leaderId, mergedId);
  secondPerson(meta.actor, self, by);
  if (isSelf(records, [...by, ...mergers])) throw refuse('MERGE_PROPOSED_BY_ONESELF');
  // What one person had merged alone is merged already.
  if (standing.status === 'proposed') {
    if (standing.outdated) throw refuse('MERGE_OUTDATED');
    checkMergeable(meta, survivor, other);
  }
  return [{ type: 'LeadersMerged', data: { leaderId, mergedId, ...present({ mergeId: standing.mergeId }), reason: why(leaderId, reason) } }];
}

/** They are of two persons after all, or nobody can tell. What was recorded of either meanwhile stays with the record that it was recorded of. */
export class UndoLeaderMerge extends Command<Two & { readonly reason?: string | undefined }, Refusal<'LEADER_MERGED' | 'LEADER_ERASED'>> {}

export function undoMerge({ input, meta }: UndoLeaderMerge, state: Leader, self: Self): Decided<LeaderEvent> {
  const { leaderId, mergedId, reason } = input;
  aPerson(meta.actor);
  aboutOthers(self, leaderId, mergedId);
  // What was proposed can be withdrawn, although the record was merged into another meanwhile.
  const proposed = state.status === 'merged' && state.merged.get(mergedId)?.status === 'proposed';
  const standing = (proposed ? state : inUse(state)).merged.get(mergedId);
  if (standing === undefined) throw refuse('NOT_MERGED');
  const said = present({ reason: reason ? why(leaderId, reason) : undefined });
  if (standing.status === 'parted')
    return onRecord<LeaderMergeWithdrawn | LeaderMergeUndone>(['LeaderMergeWithdrawn', 'LeaderMergeUndone'], said, { mergedId });
  const type = standing.status === 'proposed' ? 'LeaderMergeWithdrawn' : 'LeaderMergeUndone';
  return [{ type, data: { leaderId, mergedId, ...present({ mergeId: standing.mergeId }), ...said } }];
}

const why = (leaderId: string, reason: string) => seal({ subject: leaderId, purpose: 'record' }, reason);

/** Into which record, decided there; the other one follows, or the merge is undone. So no record is ever both closed and a survivor. */
function checkMergeable(meta: CommandMeta, survivor: Registered, other: Leader): void {
  if (other.status === 'none') throw refuseMerged('LEADER_NOT_FOUND');
  if (other.status === 'erased') throw refuseMerged('LEADER_ERASED');
  if (other.status === 'merged') throw refuseMerged('LEADER_MERGED', { survivorId: other.survivorId });
  if (mergedInto(other).length > 0) throw refuse('SURVIVES_OTHERS');
  if ((survivor.participation.status === 'withdrawn') !== (other.participation.status === 'withdrawn')) throw refuse('PARTICIPATION_DIFFERS');
  for (const { since } of [survivor, other]) notBefore(since, meta.effectiveOn);
}
