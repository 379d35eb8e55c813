import { Command, latest, notBefore, present, seal } from '@app/kernel';
import type { LeaderEvent } from './leader.events.js';
import { type Leader, mergedInto } from './leader.js';
import { inUse, refuse, refuseMerged } from './refusals.js';

/** Two records are of one person: this one goes on, the other is closed. */
export class MergeLeaders extends Command<{ readonly leaderId: string; readonly mergedId: string; readonly reason: string }> {}

/** Into which record, decided there; the other one follows, or the merge is undone. So no record is ever both closed and a survivor. */
export function merge({ input, meta }: MergeLeaders, state: Leader, other: Leader): readonly LeaderEvent[] {
  const { leaderId, mergedId, reason } = input;
  const survivor = inUse(state);
  if (leaderId === mergedId) throw refuse('MERGED_WITH_ITSELF');
  if (survivor.merged.get(mergedId)) return [];
  if (other.status === 'none') throw refuseMerged('LEADER_NOT_FOUND');
  if (other.status === 'erased') throw refuseMerged('LEADER_ERASED');
  if (other.status === 'merged') throw refuseMerged('LEADER_MERGED', { survivorId: other.survivorId });
  if (mergedInto(other).length > 0) throw refuse('SURVIVES_OTHERS');
  if ((survivor.participation.status === 'withdrawn') !== (other.participation.status === 'withdrawn')) throw refuse('PARTICIPATION_DIFFERS');
  for (const { since } of [survivor, other]) notBefore(since, meta.effectiveOn);
  return [{ type: 'LeadersMerged', data: { leaderId, mergedId, reason: seal({ subject: leaderId, purpose: 'record' }, reason) } }];
}

/** They are of two persons after all. What was recorded of either meanwhile stays with the record that it was recorded of. */
export class UndoLeaderMerge extends Command<{ readonly leaderId: string; readonly mergedId: string; readonly reason?: string | undefined }> {}

export function undoMerge({ input }: UndoLeaderMerge, state: Leader): readonly LeaderEvent[] {
  const { leaderId, mergedId, reason } = input;
  const inForce = inUse(state).merged.get(mergedId);
  if (inForce === undefined) throw refuse('NOT_MERGED');
  if (!inForce) return [];
  const why = reason ? seal({ subject: leaderId, purpose: 'record' }, reason) : undefined;
  return [{ type: 'LeaderMergeUndone', data: { leaderId, mergedId, ...present({ reason: why }) } }];
}

/** The record that was merged takes no more commands. */
export class CloseRecord extends Command<{ readonly leaderId: string; readonly survivorId: string; readonly records: readonly string[] }> {}

export function close({ input, meta }: CloseRecord, state: Leader): readonly LeaderEvent[] {
  const { leaderId, survivorId, records } = input;
  if (state.status === 'merged' && state.survivorId === survivorId) return [];
  const record = inUse(state);
  if (mergedInto(record).length > 0) throw refuse('SURVIVES_OTHERS');
  return [{ type: 'LeaderRecordClosed', data: { leaderId, survivorId, records }, effectiveOn: latest(meta.effectiveOn, record.since) }];
}

/** The merge was undone: the record is one of its own again. */
export class ReopenRecord extends Command<{ readonly leaderId: string; readonly survivorId: string }> {}

export function reopen({ input, meta }: ReopenRecord, state: Leader): readonly LeaderEvent[] {
  const { leaderId, survivorId } = input;
  if (state.status !== 'merged' || state.survivorId !== survivorId) return [];
  return [{ type: 'LeaderRecordReopened', data: { leaderId, survivorId }, effectiveOn: latest(meta.effectiveOn, state.since) }];
}
