import type { Besides } from '@app/event-store';
import type { CalendarDate } from '@app/kernel';
import type { Assignment } from './domain/assignment.js';
import { type Change, wouldBeHeldAgain } from './domain/holding-again.js';
import { refuse } from './domain/refusals.js';
import { StartAssignment } from './domain/start-assignment.js';

/** The right that a change takes besides its own, by which a post would be held again that is over. @param field that names it, where that is another than the post's id */
export function heldAgain(state: Assignment, change: Change, today: CalendarDate, field?: string): Besides | undefined {
  if (state.status === 'none' || !wouldBeHeldAgain(state, change, today)) return undefined;
  const { leaderId, organisationId } = state;
  return { command: StartAssignment.name, fields: { leaderId, organisationId }, refused: refuse('POST_IS_OVER', {}, field) };
}
