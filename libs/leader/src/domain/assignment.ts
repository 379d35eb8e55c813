import { type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { AssignmentEvent } from './assignment.events.js';

/** To whom its holder reports, or last did: the day after the last is `until`. */
interface ReportingLine {
  readonly managerId: string;
  readonly since: CalendarDate;
  readonly until?: CalendarDate;
}

interface OnRecord {
  readonly assignmentId: string;
  readonly leaderId: string;
  readonly organisationId: string;
  readonly since: CalendarDate;
  readonly line?: ReportingLine;
}

export type ActiveAssignment = OnRecord & { readonly status: 'active' };
export type Assignment = { readonly status: 'none' } | ActiveAssignment | (OnRecord & { readonly status: 'ended'; readonly until: CalendarDate });

export const assignment: Fold<Assignment, AssignmentEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'AssignmentStarted') {
      const { assignmentId, leaderId, organisationId } = event.data;
      return { status: 'active', assignmentId, leaderId, organisationId, since: event.effectiveOn };
    }
    if (state.status === 'none') return state; // a stream begins with its start
    switch (event.type) {
      case 'AssignmentChanged':
        return state;
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
