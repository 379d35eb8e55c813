import { type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { SubjectAccessEvent } from './subject-access.events.js';

interface Asked {
  readonly requestId: string;
  readonly leaderId: string;
  readonly receivedOn: CalendarDate;
  /** Without an extension. */
  readonly firstDueOn: CalendarDate;
  readonly dueOn: CalendarDate;
}

export type SubjectAccess = { readonly status: 'none' } | ({ readonly status: 'open' | 'answered' } & Asked);

export const subjectAccess: Fold<SubjectAccess, SubjectAccessEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'SubjectAccessRequested') {
      const { requestId, leaderId, receivedOn, dueOn } = event.data;
      return { status: 'open', requestId, leaderId, receivedOn, firstDueOn: dueOn, dueOn };
    }
    if (state.status === 'none') return state; // a stream begins with a request
    switch (event.type) {
      case 'SubjectAccessExtended':
        return { ...state, dueOn: event.data.dueOn };
      case 'SubjectAccessAnswered':
        return { ...state, status: 'answered' };
      default:
        return unreachable(event);
    }
  },
};
