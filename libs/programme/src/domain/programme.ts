import { type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { ProgrammeEvent, ProgrammePublished } from './programme.events.js';

/** Everything that is said of a programme. */
export type Particulars = ProgrammePublished['data'];

export interface PublishedProgramme {
  readonly status: 'published';
  /** As it was first published: what a repeated publication is compared with. */
  readonly first: Particulars;
  readonly current: Particulars;
  readonly since: CalendarDate;
}
export type Programme = { readonly status: 'none' } | PublishedProgramme;

export const programme: Fold<Programme, ProgrammeEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'ProgrammePublished':
        return { status: 'published', first: event.data, current: event.data, since: event.effectiveOn };
      case 'ProgrammeRevised':
        return state.status === 'none' ? state : { ...state, current: event.data };
      default:
        return unreachable(event);
    }
  },
};
