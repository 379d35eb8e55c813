import { aboutOthers, aPerson, Command, type Decided, type Fold, onRecord, type Self, unreachable } from '@app/kernel';
import type { Erasure } from './erasure.js';
import { refuse } from './refusals.js';
import type { KnownLeader } from './request-erasure.js';
import type { HoldEvent, HoldLifted, HoldPlaced, HoldReason } from './retention.events.js';

export type Hold = { readonly status: 'none' } | { readonly status: 'held'; readonly reason: HoldReason };

export const hold: Fold<Hold, HoldEvent> = {
  initialState: { status: 'none' },
  evolve(_state, event) {
    switch (event.type) {
      case 'HoldPlaced':
        return { status: 'held', reason: event.data.reason };
      case 'HoldLifted':
        return { status: 'none' };
      default:
        return unreachable(event);
    }
  },
};

/** Has nothing of a person destroyed until it is lifted: neither by erasure nor by a retention rule. */
export class PlaceHold extends Command<{ readonly leaderId: string; readonly reason: HoldReason }> {}
export class LiftHold extends Command<{ readonly leaderId: string }> {}

interface Known {
  readonly leader: KnownLeader;
  /** How far an erasure of theirs has come. */
  readonly erasing: Erasure['status'];
  /** Whoever places it. */
  readonly self: Self;
}

export function placeHold({ input: { leaderId, reason }, meta }: PlaceHold, state: Hold, { leader, erasing, self }: Known): Decided<HoldEvent> {
  aPerson(meta.actor);
  aboutOthers(self, leaderId);
  if (leader.status === 'none') throw refuse('LEADER_NOT_FOUND');
  if (leader.status === 'erased') throw refuse('LEADER_ERASED');
  if (leader.status === 'merged') throw refuse('LEADER_MERGED', { survivorId: leader.survivorId ?? '' });
  if (state.status === 'held' && state.reason === reason) return onRecord<HoldPlaced>('HoldPlaced');
  // It would keep nothing: what was approved is being carried out.
  if (erasing !== 'none' && erasing !== 'requested' && erasing !== 'refused') throw refuse('ERASURE_UNDER_WAY');
  return [{ type: 'HoldPlaced', data: { leaderId, reason } }];
}

export function liftHold({ input: { leaderId }, meta }: LiftHold, state: Hold, self: Self): Decided<HoldEvent> {
  aPerson(meta.actor);
  aboutOthers(self, leaderId);
  return state.status === 'none' ? onRecord<HoldLifted>('HoldLifted') : [{ type: 'HoldLifted', data: { leaderId } }];
}
