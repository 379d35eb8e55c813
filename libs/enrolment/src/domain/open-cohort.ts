import type { CalendarDate } from '@app/kernel';
import type { KnownCohort } from './known.js';
import { refuse } from './refusals.js';

type Known = Exclude<KnownCohort, { readonly status: 'none' }>;

/** The cohort, where it is there and not cancelled. */
export function openCohort(cohort: KnownCohort): Known {
  if (cohort.status === 'none') throw refuse('COHORT_NOT_FOUND');
  if (cohort.status === 'cancelled') throw refuse('COHORT_CANCELLED');
  return cohort;
}

/** Refuses whoever is to come to a cohort that is over by that day. What was by its last day may be recorded after. */
export function notOver({ endsOn }: Known, day: CalendarDate): void {
  if (day > endsOn) throw refuse('COHORT_ENDED', { endsOn });
}
