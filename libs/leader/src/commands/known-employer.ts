import type { Fold } from '@app/kernel';
import type { OrganisationEvent } from '@app/organisation/events';
import type { Employer } from '../domain/start-assignment.js';

/** What an assignment needs to know of an organisation. */
export const knownEmployer: Fold<Employer, OrganisationEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'OrganisationRegistered') return { status: 'open', since: event.effectiveOn };
    if (event.type === 'OrganisationClosed' && state.status === 'open') return { ...state, status: 'closed' };
    return state;
  },
};
