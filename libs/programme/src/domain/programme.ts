import { type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { ProgrammeEvent, ProgrammePublished } from './programme.events.js';
import { begun, ended, nobody, type Tenures } from './tenures.js';

/** Everything that is said of a programme. */
export type Particulars = ProgrammePublished['data'];

export interface PublishedProgramme {
  readonly status: 'published';
  /** As it was first published: what a repeated publication is compared with. */
  readonly first: Particulars;
  readonly current: Particulars;
  readonly since: CalendarDate;
  readonly leads: Tenures;
}
export type Programme = { readonly status: 'none' } | PublishedProgramme;

export const programme: Fold<Programme, ProgrammeEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'ProgrammePublished':
        return { status: 'published', first: event.data, current: event.data, since: event.effectiveOn, leads: nobody };
      case 'ProgrammeRevised':
        return state.status === 'none' ? state : { ...state, current: event.data };
      case 'ProgrammeLeadAppointed':
        return state.status === 'none' ? state : { ...state, leads: begun(state.leads, event.data.personId, event.effectiveOn) };
      case 'ProgrammeLeadStoodDown':
        return state.status === 'none' ? state : { ...state, leads: ended(state.leads, event.data.personId, event.effectiveOn) };
      default:
        return unreachable(event);
    }
  },
};
