import type { CalendarDate } from '@app/kernel';
import type { CohortParticulars } from './cohort.events.js';
import type { OpenCohort } from './cohort.js';
import { possibleCohort } from './cohort-particulars.js';
import { freeBy } from './free-places.js';
import { refuse } from './refusals.js';

type Known = Pick<OpenCohort, 'current' | 'free' | 'held' | 'sessions'>;

/** Refuses what a cohort cannot become from a day on. */
export function mayBecome(cohort: Known, becomes: CohortParticulars, on: CalendarDate): void {
  possibleCohort(becomes);
  sparesPlaces(cohort, becomes, on);
  holdsAll(cohort, becomes);
}

/** Refuses to take away what somebody has, on that day or a later one. */
function sparesPlaces({ current, free }: Known, { capacity }: CohortParticulars, effectiveOn: CalendarDate): void {
  const held = current.capacity - freeBy(free, effectiveOn);
  if (capacity < current.capacity && capacity < held) throw refuse('CAPACITY_BELOW_PLACES_HELD', { capacity, held, effectiveOn });
}

/** Refuses days that would leave out a session, or somebody's first day. */
function holdsAll({ current, held, sessions }: Known, { startsOn, endsOn }: CohortParticulars): void {
  for (const { cancelled, current: session } of sessions.values()) {
    const { title, heldOn } = session;
    if (!cancelled && heldOn < startsOn) throw refuse('SESSION_BEFORE_COHORT', { title, heldOn, startsOn });
    if (!cancelled && heldOn > endsOn) throw refuse('SESSION_AFTER_COHORT', { title, heldOn, endsOn });
  }
  if (endsOn >= current.endsOn) return; // who carried on from another cohort may have come after its last day
  for (const { since } of held.values()) if (since > endsOn) throw refuse('PLACE_HELD_AFTER_COHORT', { since, endsOn });
}
