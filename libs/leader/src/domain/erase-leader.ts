import { Command } from '@app/kernel';
import type { LeaderEvent } from './leader.events.js';
import type { Leader } from './leader.js';
import { refuse } from './refusals.js';

/** Records that somebody was erased, once nothing personal of theirs can be read any more. */
export class EraseLeader extends Command<{ readonly leaderId: string; readonly erasureId: string; readonly certificateHash: string }> {}

export function erase({ input }: EraseLeader, state: Leader): readonly LeaderEvent[] {
  if (state.status === 'none') throw refuse('LEADER_NOT_FOUND');
  if (state.status === 'erased') return [];
  const { leaderId, erasureId, certificateHash } = input;
  return [{ type: 'LeaderErased', data: { leaderId, erasureId, certificateHash } }];
}
