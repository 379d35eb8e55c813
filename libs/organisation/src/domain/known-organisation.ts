import { type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { OrganisationEvent } from './organisation.events.js';

/** An organisation, as other features need to know it. */
export type KnownOrganisation = { readonly status: 'none' } | { readonly status: 'open' | 'closed'; readonly since: CalendarDate };

/** One fold for all others, so that what happens to an organisation is remembered in one place. */
export const knownOrganisation: Fold<KnownOrganisation, OrganisationEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'OrganisationRegistered':
        return { status: 'open', since: event.effectiveOn };
      case 'OrganisationClosed':
        return state.status === 'none' ? state : { ...state, status: 'closed' };
      case 'OrganisationRenamed':
      case 'OrganisationReparented':
      case 'OrganisationsLinked':
        return state;
      default:
        return unreachable(event);
    }
  },
};
