import { Command, latest } from '@app/kernel';
import type { LeaderEvent } from './leader.events.js';
import { type Leader, mergedInto } from './leader.js';
import { inUse, type Refusal, refuse } from './refusals.js';

/** The record that was merged takes no more commands. */
export class CloseRecord extends Command<
  { readonly leaderId: string; readonly survivorId: string; readonly records: readonly string[] },
  Refusal<'LEADER_MERGED' | 'LEADER_ERASED' | 'SURVIVES_OTHERS'>
> {}

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
