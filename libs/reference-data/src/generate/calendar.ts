import { addDays, type CalendarDate } from '@app/kernel';

const DAY = 86_400_000;

export const daysBetween = (from: CalendarDate, to: CalendarDate): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** The first day of a date's quarter. */
export function quarterOf(date: CalendarDate): CalendarDate {
  const month = Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${date.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

/** 0 is Monday. */
const weekday = (date: CalendarDate): number => (new Date(date).getUTCDay() + 6) % 7;

/** The date itself, or the Monday after where it falls on a weekend. */
export const workingDay = (date: CalendarDate): CalendarDate => (weekday(date) > 4 ? addDays(date, 7 - weekday(date)) : date);

export const mondayOf = (date: CalendarDate): CalendarDate => addDays(date, -weekday(date));
