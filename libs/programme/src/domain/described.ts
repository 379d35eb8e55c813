import type { CalendarDate } from '@app/kernel';

/** Something of which particulars are said, and may be said anew: each holds from a day of its own. */
export interface Described<P extends object> {
  /** By all that was said. */
  readonly current: P;
  /** From which day on what was said anew is so; the rest has been so from the first. */
  readonly from: { readonly [Field in keyof P]?: CalendarDate };
  readonly since: CalendarDate;
}

/** With what is said anew, from a day on. */
export function withAnew<P extends object>({ current, from }: Described<P>, anew: Partial<P>, on: CalendarDate): Pick<Described<P>, 'current' | 'from'> {
  const days = Object.fromEntries(Object.keys(anew).map((field) => [field, on]));
  return { current: { ...current, ...anew }, from: { ...from, ...days } };
}
