import { type CalendarDate, present, type Sealed } from '@app/kernel';
import type { PlacePromoted } from './cohort.events.js';
import type { Waiting } from './cohort.js';

/** Someone who waited has a place, from a day on. */
export function promoted(
  waiting: Waiting,
  from: CalendarDate,
  how: { readonly outOfOrder: boolean; readonly reason?: Sealed<string> | undefined },
): PlacePromoted {
  const { cohortId, programmeId, enrolmentId, leaderId, basis, continues } = waiting;
  return {
    type: 'PlacePromoted',
    data: { cohortId, programmeId, enrolmentId, leaderId, basis, ...present({ continues }), ...present(how) },
    effectiveOn: from,
  };
}
