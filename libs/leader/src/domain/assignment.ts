import { type CalendarDate, type Fold, latest, type Recorded, unreachable } from '@app/kernel';
import type { AssignmentChanged, AssignmentEvent, AssignmentStarted } from './assignment.events.js';

/** To whom its holder reports, or last did: the day after the last is `until`. */
interface ReportingLine {
  readonly managerId: string;
  readonly since: CalendarDate;
  readonly until?: CalendarDate;
}

/** From a day on, and the last day of a fixed term. */
interface Term {
  readonly from: CalendarDate;
  readonly endsOn?: CalendarDate | undefined;
}

interface OnRecord {
  readonly assignmentId: string;
  readonly leaderId: string;
  readonly organisationId: string;
  readonly since: CalendarDate;
  /** As they were recorded. */
  readonly terms: readonly Term[];
  readonly line?: ReportingLine;
}

export type ActiveAssignment = OnRecord & { readonly status: 'active' };
export type Assignment = { readonly status: 'none' } | ActiveAssignment | (OnRecord & { readonly status: 'ended'; readonly until: CalendarDate });

export const assignment: Fold<Assignment, AssignmentEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'AssignmentStarted') {
      const { assignmentId, leaderId, organisationId } = event.data;
      return { status: 'active', assignmentId, leaderId, organisationId, since: event.effectiveOn, terms: [termOf(event)] };
    }
    if (state.status === 'none') return state; // a stream begins with its start
    switch (event.type) {
      case 'AssignmentChanged':
        return { ...state, terms: [...state.terms, termOf(event)] };
      case 'ReportingLineSet':
        return { ...state, line: { managerId: event.data.managerId, since: event.effectiveOn } };
      case 'ReportingLineEnded':
        return state.line ? { ...state, line: { ...state.line, until: event.effectiveOn } } : state;
      case 'AssignmentEnded':
        return { ...state, status: 'ended', until: event.effectiveOn };
      default:
        return unreachable(event);
    }
  },
};

const termOf = ({ effectiveOn: from, data: { endsOn } }: Recorded<AssignmentStarted | AssignmentChanged>): Term => ({ from, endsOn });

/** How a post is over by a day, where it is: it was ended, or its fixed term ran out. One that is yet to begin is not. */
export function isOver(state: Exclude<Assignment, { readonly status: 'none' }>, today: CalendarDate): 'ended' | 'ranOut' | undefined {
  const day = latest(today, state.since);
  if (state.status === 'ended' && state.until <= day) return 'ended';
  const holding = state.terms.filter(({ from }) => from <= day).reduce<Term | undefined>((last, one) => (last && last.from > one.from ? last : one), undefined);
  return holding?.endsOn !== undefined && holding.endsOn < day ? 'ranOut' : undefined;
}
