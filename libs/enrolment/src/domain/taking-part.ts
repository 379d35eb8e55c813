import { type CalendarDate, notBefore } from '@app/kernel';
import type { Enrolment, EnrolmentAt } from './enrolment.js';
import { refuse } from './refusals.js';
import { at } from './stage.js';
import { TAKING_PART } from './statuses.js';

type Begun = Exclude<Enrolment, { readonly status: 'none' }>;

/** The first day of taking part. What was attended before something else may be recorded after. */
const begunOn = ({ been, since }: Begun): CalendarDate => been.enrolledOn ?? since;
const wasInterrupted = ({ status, since }: Begun, day: CalendarDate): boolean => status === 'interrupted' && day >= since;

/** Whether the leader took part on a day: from being enrolled on, and not once interrupted. */
export function tookPartOn(state: Begun, day: CalendarDate): boolean {
  return day >= begunOn(state) && !wasInterrupted(state, day);
}

/** The enrolment, where the leader took part on that day. */
export function takingPartOn(state: Enrolment, day: CalendarDate): EnrolmentAt<(typeof TAKING_PART)[number]> {
  const current = at(state, TAKING_PART, 'NOT_TAKING_PART');
  notBefore(begunOn(current), day);
  if (wasInterrupted(current, day)) throw refuse('ENROLMENT_INTERRUPTED', { since: current.since });
  return current;
}
