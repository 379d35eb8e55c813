import { Command, type Decided, onRecord, present } from '@app/kernel';
import type { CohortEvent, CohortOpened, CohortParticulars, CohortRevised } from './cohort.events.js';
import { asRevised, type Cohort, type OpenCohort } from './cohort.js';
import { type Deliverer, delivering, possibleCohort } from './cohort-particulars.js';
import { freeBy } from './free-places.js';
import { served } from './promoted.js';
import { openCohort, refuse } from './refusals.js';
import { saidAnew, saidLast } from './said-anew.js';

/** What is left out stays as it is. */
export class ReviseCohort extends Command<
  { readonly cohortId: string } & { readonly [Particular in keyof CohortParticulars]?: CohortParticulars[Particular] | undefined }
> {}

/**
 * Also of a cohort that is over: its last day may be what is wrong. Whoever waits has the places at once that it has more, where places are given by themselves.
 * @param deliverer where one is named
 */
export function reviseCohort({ input, meta }: ReviseCohort, state: Cohort, deliverer: Deliverer | undefined): Decided<CohortEvent> {
  const cohort = openCohort(state, meta);
  const { cohortId, ...said } = present(input);
  const anew = saidAnew<CohortParticulars>(cohort, said, meta.effectiveOn);
  if (Object.keys(anew).length === 0) return onRecord<CohortRevised | CohortOpened>(['CohortRevised', 'CohortOpened'], {}, saidLast(cohort, said));
  const becomes = { ...cohort.current, ...anew };
  possibleCohort(becomes);
  if (anew.organisationId !== undefined) delivering(deliverer, meta);
  sparesPlaces(cohort, becomes, meta.effectiveOn);
  holdsAll(cohort, becomes);
  const data = { cohortId, programmeId: cohort.opened.programmeId, ...anew };
  return [{ type: 'CohortRevised', data }, ...served({ ...cohort, ...asRevised(cohort, data, meta.effectiveOn) }, meta.effectiveOn)];
}

/** Refuses to take away what somebody has, on that day or a later one. */
function sparesPlaces({ current, free }: OpenCohort, { capacity }: CohortParticulars, effectiveOn: string): void {
  const held = current.capacity - freeBy(free, effectiveOn);
  if (capacity < current.capacity && capacity < held) throw refuse('CAPACITY_BELOW_PLACES_HELD', { capacity, held, effectiveOn });
}

/** Refuses days that would leave out a session, or somebody's first day. */
function holdsAll({ current, held, sessions }: OpenCohort, { startsOn, endsOn }: CohortParticulars): void {
  for (const { cancelled, current: session } of sessions.values()) {
    const { title, heldOn } = session;
    if (!cancelled && heldOn < startsOn) throw refuse('SESSION_BEFORE_COHORT', { title, heldOn, startsOn });
    if (!cancelled && heldOn > endsOn) throw refuse('SESSION_AFTER_COHORT', { title, heldOn, endsOn });
  }
  if (endsOn >= current.endsOn) return; // who carried on from another cohort may have come after its last day
  for (const { since } of held.values()) if (since > endsOn) throw refuse('PLACE_HELD_AFTER_COHORT', { since, endsOn });
}
