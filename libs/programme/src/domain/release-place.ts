import { Command, type Instant, latest } from '@app/kernel';
import type { CohortEvent, ReleaseCause } from './cohort.events.js';
import type { Cohort, Holder, Waiting } from './cohort.js';
import { freedOn } from './free-places.js';
import { served } from './promoted.js';
import { knownCohort, type Refusal } from './refusals.js';

export class ReleasePlace extends Command<
  {
    readonly cohortId: string;
    readonly enrolmentId: string;
    readonly cause: ReleaseCause;
    /** When what ends it was recorded: word of it may arrive late, when a later application has been given a place, which stays. */
    readonly endedAt?: Instant | undefined;
  },
  Refusal<'COHORT_NOT_FOUND'>
> {}

/**
 * Follows what the enrolment decided, so it is never refused for its day: nobody leaves a place or the queue before the day
 * of having it, and who is promoted has the place from then, but not before the day of joining the queue.
 */
export function release({ input, meta }: ReleasePlace, state: Cohort): readonly CohortEvent[] {
  const cohort = knownCohort(state);
  const { held, queue } = cohort;
  const { cohortId, programmeId } = cohort.opened;
  const { enrolmentId, cause, endedAt } = input;
  const isLater = ({ recordedAt }: Holder | Waiting) => endedAt !== undefined && recordedAt > endedAt;

  const waiting = queue.find((other) => other.enrolmentId === enrolmentId);
  if (waiting) {
    if (isLater(waiting)) return [];
    const { leaderId, since } = waiting;
    return [{ type: 'QueueLeft', data: { cohortId, programmeId, enrolmentId, leaderId, cause }, effectiveOn: latest(meta.effectiveOn, since) }];
  }
  const holder = held.get(enrolmentId);
  if (!holder || isLater(holder)) return [];
  const effectiveOn = latest(meta.effectiveOn, holder.since);
  const released: CohortEvent = { type: 'PlaceReleased', data: { cohortId, programmeId, enrolmentId, leaderId: holder.leaderId, cause }, effectiveOn };
  if (cohort.status === 'cancelled') return [released];
  return [released, ...served({ ...cohort, free: freedOn(cohort.free, effectiveOn) }, effectiveOn)];
}
