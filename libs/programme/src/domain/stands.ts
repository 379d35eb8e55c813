import { type Recorded, unreachable } from '@app/kernel';
import type { CohortEvent } from './cohort.events.js';
import type { Cohort, OpenCohort } from './cohort.js';
import { freeBy, freeFrom } from './free-places.js';
import type { ProgrammeEvent } from './programme.events.js';
import type { Programme } from './programme.js';
import type { Tenures } from './tenures.js';

/** Whether a fact may stand where a cohort has come to: none gives more than it has. */
export function standsInCohort(state: Cohort, fact: Recorded<CohortEvent>): boolean {
  if (state.status === 'none') return fact.type === 'CohortOpened';
  const leaves = fact.type === 'PlaceReleased' || fact.type === 'QueueLeft';
  // Who has a place in a cohort that is cancelled leaves it.
  return (leaves || state.status === 'open') && inCohort(state, fact);
}

type Known = Omit<OpenCohort, 'status'>;

function inCohort(cohort: Known, fact: Recorded<CohortEvent>): boolean {
  const { sessions, held, panel } = cohort;
  const { effectiveOn } = fact;
  switch (fact.type) {
    case 'CohortOpened':
      return false;
    case 'CohortRevised':
      return effectiveOn >= cohort.since && spares(cohort, fact.data.capacity, effectiveOn);
    case 'SessionScheduled':
      return !sessions.has(fact.data.sessionId) && isWithin(cohort, fact.data.heldOn);
    case 'SessionMoved':
      return sessions.get(fact.data.sessionId)?.cancelled === false && isWithin(cohort, fact.data.heldOn);
    case 'SessionCancelled':
      return sessions.get(fact.data.sessionId)?.cancelled === false;
    case 'PlaceHeld':
      return !held.has(fact.data.enrolmentId) && isFree(cohort, effectiveOn);
    case 'PlacePromoted':
      return waits(cohort, fact.data.enrolmentId) && isFree(cohort, effectiveOn);
    case 'PlaceQueued':
      return !held.has(fact.data.enrolmentId) && !waits(cohort, fact.data.enrolmentId);
    case 'PlaceReleased':
      return held.has(fact.data.enrolmentId);
    case 'QueueLeft':
      return waits(cohort, fact.data.enrolmentId);
    case 'CohortCancelled':
      return true;
    case 'SelectionPanelMemberAppointed':
      return begins(panel, fact.data.personId, effectiveOn);
    case 'SelectionPanelMemberReleased':
      return ends(panel, fact.data.personId, effectiveOn);
    default:
      return unreachable(fact);
  }
}

/** Whether a fact may stand where a programme has come to. */
export function standsInProgramme(state: Programme, fact: Recorded<ProgrammeEvent>): boolean {
  if (state.status === 'none') return fact.type === 'ProgrammePublished';
  switch (fact.type) {
    case 'ProgrammePublished':
      return false;
    case 'ProgrammeRevised':
      return fact.effectiveOn >= state.since;
    case 'ProgrammeLeadAppointed':
      return fact.effectiveOn >= state.since && begins(state.leads, fact.data.personId, fact.effectiveOn);
    case 'ProgrammeLeadStoodDown':
      return ends(state.leads, fact.data.personId, fact.effectiveOn);
    default:
      return unreachable(fact);
  }
}

function begins(tenures: Tenures, personId: string, on: string): boolean {
  const tenure = tenures.get(personId);
  return !tenure || (tenure.until === undefined ? on < tenure.since : on >= tenure.until);
}

function ends(tenures: Tenures, personId: string, on: string): boolean {
  const tenure = tenures.get(personId);
  return tenure !== undefined && tenure.until === undefined && on >= tenure.since;
}

const waits = ({ queue }: Known, enrolmentId: string): boolean => queue.some((waiting) => waiting.enrolmentId === enrolmentId);

function isFree({ free }: Known, on: string): boolean {
  const from = freeFrom(free, on);
  return from !== undefined && from <= on;
}

function isWithin({ current: { startsOn, endsOn } }: Known, heldOn: string | undefined): boolean {
  return heldOn === undefined || (heldOn >= startsOn && heldOn <= endsOn);
}

function spares({ current, free }: Known, capacity = current.capacity, on: string): boolean {
  return current.capacity - capacity <= freeBy(free, on) || capacity >= current.capacity;
}
