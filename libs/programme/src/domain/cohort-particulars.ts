import { type CalendarDate, type CommandMeta, notBefore } from '@app/kernel';
import type { CohortParticulars } from './cohort.events.js';
import { CAPACITY, isWithin } from './particulars.js';
import { refuse } from './refusals.js';

/** The organisation that delivers, as decisions need to know it. */
export type Deliverer = { readonly status: 'none' } | { readonly status: 'open' | 'closed'; readonly since: CalendarDate };

export const OFFER_DAYS = { least: 1, most: 90 } as const;

/** Refuses what no cohort can be. */
export function possibleCohort({ capacity, offerDays, startsOn, endsOn }: Pick<CohortParticulars, 'capacity' | 'offerDays' | 'startsOn' | 'endsOn'>): void {
  if (!isWithin(capacity, CAPACITY.least, CAPACITY.most)) throw refuse('CAPACITY_OUT_OF_RANGE', { capacity, ...CAPACITY });
  if (!isWithin(offerDays, OFFER_DAYS.least, OFFER_DAYS.most)) throw refuse('OFFER_DAYS_OUT_OF_RANGE', { offerDays, ...OFFER_DAYS });
  if (endsOn < startsOn) throw refuse('COHORT_ENDS_BEFORE_IT_STARTS', { startsOn, endsOn });
}

/** Refuses an organisation that cannot deliver from that day on. @param deliverer where one is named */
export function delivering(deliverer: Deliverer | undefined, { effectiveOn }: CommandMeta): void {
  if (!deliverer) return;
  if (deliverer.status === 'none') throw refuse('ORGANISATION_NOT_FOUND');
  if (deliverer.status === 'closed') throw refuse('ORGANISATION_CLOSED');
  notBefore(deliverer.since, effectiveOn);
}
