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

// sv-SE writes dates as ISO 8601 does.
const london = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The calendar date that a moment falls on in Europe/London. */
export function londonDate(moment: Date): CalendarDate {
  return london.format(moment);
}
