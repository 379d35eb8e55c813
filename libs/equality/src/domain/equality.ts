import { type Fold, unreachable } from '@app/kernel';
import type { EqualityEvent } from './equality.events.js';

/** Whether somebody has answered. What they said is sealed: no decision knows it. */
export type Equality = { readonly status: 'none' } | { readonly status: 'answered' };

export const equality: Fold<Equality, EqualityEvent> = {
  initialState: { status: 'none' },
  evolve(_state, event) {
    switch (event.type) {
      case 'EqualityAnswersRecorded':
        return { status: 'answered' };
      case 'EqualityAnswersWithdrawn':
        return { status: 'none' };
      default:
        return unreachable(event);
    }
  },
};
