import type { CalendarDate, Recorded } from '@app/kernel';
import type { AttendanceRecorded, Continued } from './enrolment.events.js';

export interface Totals {
  readonly attendanceMinutes: number;
  readonly reflectionMinutes: number;
}

interface Dated {
  readonly minutes: number;
  readonly on: CalendarDate;
}

/** Minutes as they were recorded, each with its day. */
export interface Hours {
  /** From the enrolment that this one carries on from. */
  readonly brought: Totals;
  /** By session: the register as it stands, and the event that says so. */
  readonly attendance: ReadonlyMap<string, Dated & { readonly eventId: string }>;
  readonly study: readonly Dated[];
}

export const NO_HOURS: Hours = { brought: { attendanceMinutes: 0, reflectionMinutes: 0 }, attendance: new Map(), study: [] };

/** @param on the day up to which minutes count; all of them where absent */
export function totals({ brought, attendance, study }: Hours, on?: CalendarDate): Totals {
  const sum = (minutes: Iterable<Dated>) => [...minutes].filter((each) => on === undefined || each.on <= on).reduce((total, each) => total + each.minutes, 0);
  return { attendanceMinutes: brought.attendanceMinutes + sum(attendance.values()), reflectionMinutes: brought.reflectionMinutes + sum(study) };
}

export function withAttendance(hours: Hours, { id, data, effectiveOn }: Recorded<AttendanceRecorded>): Hours {
  return { ...hours, attendance: new Map(hours.attendance).set(data.sessionId, { minutes: data.minutes, on: effectiveOn, eventId: id }) };
}

/**
 * With the hours that a deferral or transfer brings. Who comes back to a cohort brings along what was recorded there
 * already, so the total is what is brought, never both.
 */
export function withBrought(hours: Hours, brought: Continued): Hours {
  const own = totals({ ...hours, brought: NO_HOURS.brought });
  return {
    ...hours,
    brought: {
      attendanceMinutes: brought.attendanceMinutes - own.attendanceMinutes,
      reflectionMinutes: brought.reflectionMinutes - own.reflectionMinutes,
    },
  };
}
