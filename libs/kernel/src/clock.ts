import type { CalendarDate, Instant } from './event.js';

/** The one source of time, so that a test can stand at any moment. Decisions never see it. */
export abstract class Clock {
  abstract now(): Date;

  instant(): Instant {
    return this.now().toISOString();
  }

  /** Today in Europe/London. */
  today(): CalendarDate {
    return londonDate(this.now());
  }
}

/** The machine's own clock. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** By how many whole seconds a moment lies ahead of a clock; 0 where it does not, or is none. At most what a GraphQL `Int` holds. */
export function secondsAhead(moment: Instant | null, clock: Clock): number {
  const ahead = moment === null ? 0 : Math.floor((Date.parse(moment) - clock.now().getTime()) / 1_000);
  return Math.min(Math.max(ahead, 0), 2 ** 31 - 1);
}

// sv-SE writes dates as ISO 8601 does.
const london = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });

// Since 1970 London's midnight has been a full hour of UTC, so a date holds for the whole of one; asking Intl costs some 40 µs.
let last = { hour: -1, date: '' };

/** The calendar date that a moment falls on in Europe/London. */
export function londonDate(moment: Date): CalendarDate {
  const hour = Math.floor(moment.getTime() / 3_600_000);
  if (hour < 0) return london.format(moment);
  if (last.hour !== hour) last = { hour, date: london.format(moment) };
  return last.date;
}

/** The moment at which a calendar date begins in Europe/London: 23:00 UTC of the day before in summer, else 00:00 UTC. */
export function londonMidnight(date: CalendarDate): Instant {
  const midnight = new Date(`${date}T00:00:00.000Z`);
  const anHourBefore = new Date(midnight.getTime() - 3_600_000);
  return (londonDate(anHourBefore) === date ? anHourBefore : midnight).toISOString();
}

/** The calendar date a number of days later; negative is earlier. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The latest of some calendar dates, whose order is that of their text. */
export function latest(first: CalendarDate, ...others: readonly CalendarDate[]): CalendarDate {
  return others.reduce((late, date) => (date > late ? date : late), first);
}
