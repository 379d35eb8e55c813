import { Command, type Decided, latest, notBefore, onRecord, present } from '@app/kernel';
import type { CohortEvent, PlaceBasis, PlaceHeld, PlacePromoted, PlaceQueued } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { freeFrom } from './free-places.js';
import { knownCohort, notOver, type Refusal, refuse } from './refusals.js';

export class HoldPlace extends Command<
  {
    readonly cohortId: string;
    readonly enrolmentId: string;
    readonly leaderId: string;
    readonly basis: PlaceBasis;
    /** The enrolment that this one carries on from. */
    readonly continues?: string | undefined;
    /** Ahead of all who wait without it: people of a cancelled cohort. */
    readonly priority?: boolean | undefined;
  },
  Refusal<'COHORT_CANCELLED'>
> {}

/**
 * A place where one is free and nobody waits who would be served before; else a place in the queue. Where places go to
 * the queue by themselves, nobody waits while one is free, so the second condition bites only where they do not: a
 * newcomer then stands behind those who wait, and is promoted like them.
 */
export function hold({ input, meta }: HoldPlace, state: Cohort): Decided<CohortEvent> {
  const cohort = knownCohort(state);
  const { enrolmentId, leaderId, basis, continues, priority = false } = present(input);
  if (cohort.held.has(enrolmentId) || cohort.queue.some((waiting) => waiting.enrolmentId === enrolmentId)) {
    return onRecord<PlaceHeld | PlaceQueued | PlacePromoted>(['PlaceHeld', 'PlaceQueued', 'PlacePromoted'], {}, { enrolmentId });
  }
  if (cohort.status === 'cancelled') throw refuse('COHORT_CANCELLED');
  // Who carries on has left the other cohort already: refusing the day would lose that person, so the place is had from the first day there is one.
  if (continues === undefined) {
    notBefore(cohort.since, meta.effectiveOn);
    notOver(cohort, meta.effectiveOn);
  }
  const asked = latest(meta.effectiveOn, cohort.since);

  const { cohortId, programmeId } = cohort.opened;
  const place = { cohortId, programmeId, enrolmentId, leaderId, basis, ...present({ continues }) };
  const from = freeFrom(cohort.free, asked);
  const isBehind = cohort.queue.some((waiting) => waiting.priority || !priority);
  const isFree = from !== undefined && from <= latest(asked, cohort.current.endsOn);
  if (!isFree || isBehind) return [{ type: 'PlaceQueued', data: { ...place, priority }, effectiveOn: asked }];
  return [{ type: 'PlaceHeld', data: place, effectiveOn: from }];
}
