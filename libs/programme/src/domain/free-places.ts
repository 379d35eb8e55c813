import { type CalendarDate, latest } from '@app/kernel';

// Facts may be dated back and ahead, so a place that is free by the order of recording may be taken on the day asked for:
// a withdrawal dated June frees nothing in May. Each free place therefore knows its day, and whoever takes it has it from
// that day at the earliest. No day then counts more people than places.

/** The day from which someone who asks for that day can have a place; undefined where none is free. */
export function freeFrom(free: readonly CalendarDate[], asked: CalendarDate): CalendarDate | undefined {
  const place = chosen(free, asked);
  return place && latest(place, asked);
}

/** Without the place that someone takes on that day. */
export function taken(free: readonly CalendarDate[], on: CalendarDate): readonly CalendarDate[] {
  const place = chosen(free, on);
  return place === undefined ? free : free.toSpliced(free.indexOf(place), 1);
}

/** With a place for each day on which one falls free. */
export function freedOn(free: readonly CalendarDate[], ...on: readonly CalendarDate[]): readonly CalendarDate[] {
  return [...free, ...on].sort();
}

/** With so many places more from a day on, or fewer: the fewer are of those that are free on that day and every later one. */
export function resized(free: readonly CalendarDate[], more: number, on: CalendarDate): readonly CalendarDate[] {
  if (more >= 0) return freedOn(free, ...new Array<CalendarDate>(more).fill(on));
  const spare = freeBy(free, on);
  return [...free.slice(0, Math.max(0, spare + more)), ...free.slice(Math.max(spare, -more))];
}

/** How many are free on a day and every later one. */
export function freeBy(free: readonly CalendarDate[], on: CalendarDate): number {
  return free.filter((since) => since <= on).length;
}

/** The place that has been free for the shortest time; where none is free yet, the first to be. */
function chosen(free: readonly CalendarDate[], on: CalendarDate): CalendarDate | undefined {
  return free.findLast((since) => since <= on) ?? free[0];
}
