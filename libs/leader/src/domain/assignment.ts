import { type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { AssignmentEvent } from './assignment.events.js';

interface OnRecord {
  readonly assignmentId: string;
  readonly leaderId: string;
  readonly organisationId: string;
  readonly since: CalendarDate;
}

export type ActiveAssignment = OnRecord & { readonly status: 'active' };
export type Assignment = { readonly status: 'none' } | ActiveAssignment | (OnRecord & { readonly status: 'ended' });

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
      case 'AssignmentEnded':
        return { ...state, status: 'ended' };
      default:
        return unreachable(event);
    }
  },
};
