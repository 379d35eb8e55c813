import { type CalendarDate, type Fold, type Recorded, unreachable } from '@app/kernel';
import type { AdjustmentEvent, AdjustmentRequested } from './adjustment.events.js';

/** One adjustment that somebody asked for. */
export type Adjustment =
  | { readonly status: 'none' }
  | { readonly status: 'requested' | 'answered'; readonly ref: Omit<AdjustmentRequested['data'], 'request'>; readonly since: CalendarDate };

export const adjustment: Fold<Adjustment, AdjustmentEvent> = {
  initialState: { status: 'none' },
  evolve(_state, { type, data, effectiveOn: since }) {
    const { adjustmentId, enrolmentId, cohortId, programmeId, leaderId } = data;
    const known = { ref: { adjustmentId, enrolmentId, cohortId, programmeId, leaderId }, since };
    switch (type) {
      case 'AdjustmentRequested':
        return { status: 'requested', ...known };
      case 'AdjustmentAnswered':
        return { status: 'answered', ...known };
      default:
        return unreachable(type);
    }
  },
};

/** Whether a fact may stand where a request has come to. */
export function standsOnAdjustment(state: Adjustment, { type, effectiveOn }: Recorded<AdjustmentEvent>): boolean {
  return type === 'AdjustmentRequested' ? state.status === 'none' : state.status === 'requested' && effectiveOn >= state.since;
}
