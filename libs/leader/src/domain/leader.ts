import { type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { LeaderEvent } from './leader.events.js';

export type Leader = { readonly status: 'none' } | { readonly status: 'registered' | 'erased'; readonly since: CalendarDate };

export const leader: Fold<Leader, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(_state, event) {
    switch (event.type) {
      case 'LeaderRegistered':
        return { status: 'registered', since: event.effectiveOn };
      case 'LeaderErased':
        return { status: 'erased', since: event.effectiveOn };
      default:
        return unreachable(event);
    }
  },
};
