import { type CalendarDate, notBefore } from '@app/kernel';
import type { Described } from './described.js';
import { refuse } from './refusals.js';

type Fields<P> = (keyof P & string)[];

/**
 * What of all that is said is not so already: nothing, where it is all on record. Of one particular nothing is said from an earlier day than
 * was said last, or the two would hold in another order than they were decided in.
 */
export function saidAnew<P extends object>(described: Described<P>, said: Partial<P>, on: CalendarDate): Partial<P> {
  const fields = Object.keys(said) as Fields<P>;
  if (fields.length === 0) throw refuse('NOTHING_SAID');
  const anew = fields.filter((field) => said[field] !== described.current[field]);
  if (anew.length > 0) notBeforeTheSame(described, said, on);
  return Object.fromEntries(anew.map((field) => [field, said[field]])) as Partial<P>;
}

/** Refuses to say anything from an earlier day than the same was said last. */
export function notBeforeTheSame<P extends object>({ from, since }: Described<P>, said: Partial<P>, on: CalendarDate): void {
  for (const field of Object.keys(said) as Fields<P>) notBefore(from[field] ?? since, on);
}

/** What of it was said last: where all of it is on record, it is so from that day on. */
export function saidLast<P extends object>({ from, since }: Described<P>, said: Partial<P>): Partial<P> {
  const day = (field: keyof P) => from[field] ?? since;
  const [last] = (Object.keys(said) as Fields<P>).sort((one, other) => day(other).localeCompare(day(one)));
  return (last === undefined ? {} : { [last]: said[last] }) as Partial<P>;
}
