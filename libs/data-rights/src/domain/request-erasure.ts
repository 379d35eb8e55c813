import { aPerson, Command } from '@app/kernel';
import type { ErasureEvent, ErasureGround, ErasureRequester } from './erasure.events.js';
import { type Erasure, erasureIdOf } from './erasure.js';
import { refuse } from './refusals.js';

/** Asks for somebody to be erased: they themselves, or somebody on their behalf. */
export class RequestErasure extends Command<{
  readonly leaderId: string;
  readonly ground: ErasureGround;
  /** Who applied the retention rule that asks for it. */
  readonly retentionAppliedBy?: string | undefined;
}> {}

/** A leader, as this feature needs to know them. */
export interface KnownLeader {
  readonly status: 'none' | 'registered' | 'erased' | 'merged';
  /** The record of the same person that goes on, where this one was merged into it. */
  readonly survivorId?: string;
  /** Those that were merged into this one. */
  readonly merged?: readonly string[];
}

export function request({ input, meta }: RequestErasure, state: Erasure, leader: KnownLeader): readonly ErasureEvent[] {
  const { leaderId, ground, retentionAppliedBy } = input;
  // Whoever stands behind a service account might decide it, too.
  aPerson(meta.actor);
  if (leader.status === 'none') throw refuse('LEADER_NOT_FOUND');
  if (leader.status === 'erased') throw refuse('LEADER_ERASED');
  // To erase the person is to erase all their records: it is asked for once, of the one that goes on.
  if (leader.status === 'merged') throw refuse('LEADER_MERGED', { survivorId: leader.survivorId ?? '' });
  if (state.status === 'requested') throw refuse('ERASURE_ALREADY_REQUESTED', { since: state.since });
  if (state.status !== 'none' && state.status !== 'refused') throw refuse('ERASURE_UNDER_WAY');
  if ((ground === 'RETENTION_ENDED') !== (retentionAppliedBy !== undefined)) throw refuse('RETENTION_GROUND');
  const requesterId = retentionAppliedBy ?? meta.actor.id;
  const requestedBy = requesterOf(leaderId, requesterId, retentionAppliedBy !== undefined);
  return [{ type: 'ErasureRequested', data: { erasureId: erasureIdOf(leaderId), leaderId, requesterId, requestedBy, ground } }];
}

function requesterOf(leaderId: string, requesterId: string, byRetention: boolean): ErasureRequester {
  if (byRetention) return 'RETENTION';
  return requesterId === leaderId ? 'LEADER' : 'ADMINISTRATOR';
}
