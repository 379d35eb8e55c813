import type { Fold } from '@app/kernel';
import type { OrganisationEvent } from '@app/organisation/events';
import type { Deliverer } from '../domain/open-cohort.js';

/** What a cohort needs to know of the organisation that delivers it. */
export const knownDeliverer: Fold<Deliverer, OrganisationEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'OrganisationRegistered') return { status: 'registered', since: event.effectiveOn };
    if (event.type === 'OrganisationClosed' && state.status === 'registered') return { ...state, status: 'closed' };
    return state;
  },
};
