import { type CalendarDate, notBefore } from '@app/kernel';
import type { Enrolment, EnrolmentAt } from './enrolment.js';
import { refuse } from './refusals.js';
import { at } from './stage.js';
import { TAKING_PART } from './statuses.js';

/** The enrolment, where the leader took part on that day: from being enrolled on, and not once interrupted. What was attended before may be recorded after. */
export function takingPartOn(state: Enrolment, day: CalendarDate): EnrolmentAt<(typeof TAKING_PART)[number]> {
  const current = at(state, TAKING_PART, 'NOT_TAKING_PART');
  notBefore(current.been.enrolledOn ?? current.since, day);
  if (current.status === 'interrupted' && day >= current.since) throw refuse('ENROLMENT_INTERRUPTED', { since: current.since });
  return current;
}
