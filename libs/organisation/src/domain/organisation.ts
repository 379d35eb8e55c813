import { type BilingualName, type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { OrganisationEvent, OrganisationRegistered, OrganisationsLinked } from './organisation.events.js';

interface OnRecord {
  readonly organisationId: string;
  /** As it was registered: what a repeated registration is compared with. */
  readonly registered: OrganisationRegistered['data'];
  readonly name: BilingualName;
  readonly parentId?: string | undefined;
  readonly links: readonly OrganisationsLinked['data'][];
  /** The day it was registered from: nothing about it holds before. */
  readonly since: CalendarDate;
}

export type OpenOrganisation = OnRecord & { readonly status: 'open' };
export type Organisation = { readonly status: 'none' } | OpenOrganisation | (OnRecord & { readonly status: 'closed' });

export const organisation: Fold<Organisation, OrganisationEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'OrganisationRegistered') {
      const { organisationId, name, parentId } = event.data;
      return { status: 'open', organisationId, registered: event.data, name, parentId, links: [], since: event.effectiveOn };
    }
    if (state.status === 'none') return state; // a stream begins with its registration
    switch (event.type) {
      case 'OrganisationRenamed':
        return { ...state, name: event.data.name };
      case 'OrganisationReparented':
        return { ...state, parentId: event.data.parentId };
      case 'OrganisationClosed':
        return { ...state, status: 'closed' };
      case 'OrganisationsLinked':
        return { ...state, links: [...state.links, event.data] };
      default:
        return unreachable(event);
    }
  },
};
