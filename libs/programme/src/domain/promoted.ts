import { type CalendarDate, latest, present, type Sealed } from '@app/kernel';
import type { PlacePromoted } from './cohort.events.js';
import type { OpenCohort, Waiting } from './cohort.js';
import { freeFrom, taken } from './free-places.js';

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

/**
 * Who of those that wait gets a free place by itself, in order: from the first day on which there is one and that is how places are given, but
 * not before the day of joining the queue, and nobody after the last day.
 */
export function served({ queue, current, promotions, ...cohort }: OpenCohort, on: CalendarDate): readonly PlacePromoted[] {
  const given: PlacePromoted[] = [];
  let { free } = cohort;
  for (const waiting of queue) {
    const place = freeFrom(free, latest(on, waiting.since));
    const from = place && automaticFrom(promotions, place);
    if (from === undefined || from > current.endsOn) break;
    given.push(promoted(waiting, from, { outOfOrder: false }));
    free = taken(free, from);
  }
  return given;
}

/** That day, where places are given by themselves then, else the first such day after it. */
function automaticFrom(promotions: OpenCohort['promotions'], day: CalendarDate): CalendarDate | undefined {
  if (promotions.findLast(({ from }) => from <= day)?.automatic) return day;
  return promotions.find(({ from, automatic }) => automatic && from > day)?.from;
}
