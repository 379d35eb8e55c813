import { type Fold, idsOf, type Instant, unreachable } from '@app/kernel';
import type { PublicationEvent, UnmaskedEvent } from './figures.events.js';

export interface Publication {
  readonly status: 'none' | 'published';
}

export const publication: Fold<Publication, PublicationEvent> = {
  initialState: { status: 'none' },
  evolve: () => ({ status: 'published' }),
};

/** Leave to see figures unmasked. */
export type Leave =
  | { readonly status: 'none' }
  | {
      readonly status: 'granted';
      readonly granteeId: string;
      /** Every id by which whoever granted it is told. */
      readonly granterIds: readonly string[];
      readonly until: Instant;
    };

export const leave: Fold<Leave, UnmaskedEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'UnmaskedFiguresGranted':
        return { status: 'granted', granteeId: event.data.granteeId, granterIds: [event.data.granterId, ...idsOf(event.meta.actor)], until: event.data.until };
      case 'UnmaskedFiguresRead':
        return state;
      default:
        return unreachable(event);
    }
  },
};
