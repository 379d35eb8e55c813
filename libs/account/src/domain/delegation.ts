import { type CalendarDate, type Fold, idsOf, unreachable } from '@app/kernel';
import type { Authority, DelegatedRole, DelegationEvent } from './delegation.events.js';

export interface Granted {
  readonly delegationId: string;
  readonly principalId: string;
  readonly deputyId: string;
  readonly roles: readonly DelegatedRole[];
  readonly authority: Authority;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  /** Every id by which whoever granted it is told. */
  readonly granterIds: readonly string[];
}

export type Delegation = { readonly status: 'none' } | ({ readonly status: 'granted' | 'ended' } & Granted);

export const delegation: Fold<Delegation, DelegationEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'DelegationGranted': {
        const { delegationId, principalId, deputyId, roles, authority, startsOn, endsOn } = event.data;
        const granterIds = idsOf(event.meta.actor);
        return { status: 'granted', delegationId, principalId, deputyId, roles, authority, startsOn, endsOn, granterIds };
      }
      case 'DelegationEnded':
        return state.status === 'none' ? state : { ...state, status: 'ended' };
      default:
        return unreachable(event);
    }
  },
};
