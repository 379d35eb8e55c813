import type { CalendarDate } from '@app/kernel';
import type { AssignmentEvent } from './assignment.events.js';
import { type Assignment, isOver } from './assignment.js';

// A post that is over shows its holder to nobody. What would have it held again takes the right to begin one: nobody is taken back from another employer.

/** What is to be done with a post: its terms said anew, its end corrected; or a fact voided. */
export type Change = { readonly endsOn: CalendarDate | undefined } | { readonly end: CalendarDate } | { readonly voids: AssignmentEvent['type'] };

/** Whether a post that is over by a day would be held again. Rather too often than too seldom. */
export function wouldBeHeldAgain(state: Assignment, change: Change, today: CalendarDate): boolean {
  const over = state.status === 'none' ? undefined : isOver(state, today);
  if (over === undefined) return false;
  if ('voids' in change) return change.voids === (over === 'ended' ? 'AssignmentEnded' : 'AssignmentChanged');
  if ('end' in change) return over === 'ended' && change.end > today;
  return over === 'ranOut' && (change.endsOn === undefined || change.endsOn >= today);
}
