import { Command, type Instant } from '@app/kernel';
import type { CohortEvent } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { freeFrom } from './free-places.js';
import { knownCohort, type Refusal, refuse } from './refusals.js';

/** What ended a place, or a wait for one, never held: its enrolment has one again where one is free, and else is the first to be given one; who only waited has their turn again. */
export class ReinstatePlace extends Command<
  {
    readonly cohortId: string;
    readonly enrolmentId: string;
    readonly leaderId: string;
    /** When what never held was recorded. */
    readonly endedAt: Instant;
  },
  Refusal<'COHORT_NOT_FOUND' | 'COHORT_CANCELLED'>
> {}

/** Nothing is taken from anybody: who was given the place meanwhile keeps it. Who had nothing here, or has left for something else since, is given nothing. */
export function reinstate({ input }: ReinstatePlace, state: Cohort): readonly CohortEvent[] {
  const cohort = knownCohort(state);
  const { enrolmentId, endedAt } = input;
  const gone = cohort.gone.get(enrolmentId);
  const isBack = cohort.held.has(enrolmentId) || cohort.queue.some((waiting) => waiting.enrolmentId === enrolmentId);
  if (!gone || gone.endedAt < endedAt || isBack) return [];
  if (cohort.status === 'cancelled') throw refuse('COHORT_CANCELLED');
  const { cohortId, programmeId, leaderId, basis, continues } = gone.had;
  const place = { cohortId, programmeId, enrolmentId, leaderId, basis, ...(continues !== undefined && { continues }) };
  const from = freeFrom(cohort.free, gone.until);
  const isFree = from !== undefined && from <= cohort.current.endsOn;
  if (isFree && gone.was === 'holder') return [{ type: 'PlaceHeld', data: { ...place, reinstates: true }, effectiveOn: from }];
  // Who waited is now the first to be given one, as anybody else who waited would have been.
  if (isFree && cohort.queue.length === 0) return [{ type: 'PlaceHeld', data: place, effectiveOn: from }];
  const turn = gone.was === 'waiting' ? ({ priority: gone.had.priority, keepsTurn: true } as const) : { priority: false };
  return [{ type: 'PlaceQueued', data: { ...place, ...turn, reinstates: true }, effectiveOn: gone.until }];
}
