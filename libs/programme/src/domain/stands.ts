import { type Recorded, Refused, unreachable } from '@app/kernel';
import type {
  CohortEvent,
  CohortParticulars,
  CohortRevised,
  PlaceHeld,
  PlacePromoted,
  PlaceQueued,
  SessionMoved,
  SessionParticulars,
} from './cohort.events.js';
import type { Cohort, OpenCohort } from './cohort.js';
import { freeFrom } from './free-places.js';
import { mayBecome } from './may-become.js';
import { notBeforeSaid, possibleSession, sessionOf } from './possible-session.js';
import type { ProgrammeEvent } from './programme.events.js';
import type { Programme } from './programme.js';
import { notBeforeTheSame } from './said-anew.js';
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
      return passes(() => revised(cohort, fact));
    case 'SessionScheduled':
      return !sessions.has(fact.data.sessionId) && passes(() => possibleSession(fact.data, cohort.current));
    case 'SessionMoved':
      return isOn(cohort, fact.data.sessionId) && passes(() => moved(cohort, fact));
    case 'SessionCancelled':
      return isOn(cohort, fact.data.sessionId) && passes(() => notBeforeSaid(sessionOf(cohort, fact.data.sessionId), fact));
    case 'PlaceHeld':
      return !held.has(fact.data.enrolmentId) && isFree(cohort, effectiveOn) && isInTime(cohort, fact);
    case 'PlacePromoted':
      return waits(cohort, fact.data.enrolmentId) && isFree(cohort, effectiveOn) && isInTime(cohort, fact);
    case 'PlaceQueued':
      return !held.has(fact.data.enrolmentId) && !waits(cohort, fact.data.enrolmentId) && isInTime(cohort, fact);
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

/** Nobody comes after the last day but who carries on from another cohort, or waits again for what they had. */
function isInTime({ current }: Known, { type, data, effectiveOn }: Recorded<PlaceHeld | PlacePromoted | PlaceQueued>): boolean {
  const mayComeLater = (type === 'PlaceHeld' && data.continues !== undefined) || (type === 'PlaceQueued' && (data.continues ?? data.reinstates) !== undefined);
  return mayComeLater || effectiveOn <= current.endsOn;
}

const isOn = ({ sessions }: Known, sessionId: string): boolean => sessions.get(sessionId)?.cancelled === false;

/** @throws Refused what the decision refuses */
function revised(cohort: Known, { data, effectiveOn }: Recorded<CohortRevised>): void {
  const { cohortId: _id, programmeId: _of, ...anew } = data;
  notBeforeTheSame<CohortParticulars>(cohort, anew, effectiveOn);
  mayBecome(cohort, { ...cohort.current, ...anew }, effectiveOn);
}

/** @throws Refused what the decision refuses */
function moved(cohort: Known, { data, effectiveOn }: Recorded<SessionMoved>): void {
  const { cohortId: _id, programmeId: _of, sessionId, ...anew } = data;
  const session = sessionOf(cohort, sessionId);
  notBeforeTheSame<SessionParticulars>(session, anew, effectiveOn);
  possibleSession({ ...session.current, ...anew }, cohort.current);
}

/** Whether a rule of the decisions lets something be. */
function passes(rule: () => void): boolean {
  try {
    rule();
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
