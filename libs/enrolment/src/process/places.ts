import { addDays, type CalendarDate, latest, type Logged, londonDate, londonMidnight, present, unreachable } from '@app/kernel';
import { processManager, reaction, type Reaction, timer, type Timer, type Undo, undoing } from '@app/process-manager';
import { HoldPlace, ReinstatePlace, ReleasePlace } from '@app/programme/commands';
import type { CohortEvent, PlaceBasis, ReleaseCause } from '@app/programme/events';
import { CloseWithCohort } from '../domain/close-with-cohort.js';
import { ContinueEnrolment } from '../domain/continue-enrolment.js';
import type { EnrolmentEvent, EnrolmentRef } from '../domain/enrolment.events.js';
import { JoinWaitlist } from '../domain/join-waitlist.js';
import { LapseOffer } from '../domain/lapse-offer.js';
import { RecordOffer } from '../domain/record-offer.js';
import { TransferEnrolment } from '../domain/transfer-enrolment.js';

/** In the order in which those of a cancelled cohort move on. */
const STAGES = ['placed', 'ahead', 'waiting', 'applying'] as const;
/** Has a place; waits for one, ahead of others or not; or asks to be considered for one. */
type Stage = (typeof STAGES)[number];

/** One cohort as this manager needs to know it. */
interface Places {
  /** As it opened. */
  readonly offerDays: number;
  /** From a day on, each later than the one before. */
  readonly revised?: readonly { readonly from: CalendarDate; readonly offerDays: number }[];
  readonly cancelled?: { readonly transferTo?: string; readonly effectiveOn: CalendarDate };
  /** Everyone whom a cancellation would leave behind, in the order in which they came to their stage. */
  readonly live: Readonly<Record<string, Stage>>;
}

const READS = [
  'CohortOpened',
  'CohortRevised',
  'PlaceHeld',
  'PlaceQueued',
  'PlacePromoted',
  'CohortCancelled',
  'ApplicationSubmitted',
  'NominationMade',
  'PlaceOffered',
  'OfferDeclined',
  'OfferLapsed',
  'ApplicantFoundIneligible',
  'ApplicantNotSelected',
  'EnrolmentDeferred',
  'EnrolmentTransferred',
  'EnrolmentWithdrawn',
  'EnrolmentClosedWithCohort',
  'ProgrammeCompleted',
  'ProgrammeNotCompleted',
] as const;
type Read = Extract<CohortEvent | EnrolmentEvent, { type: (typeof READS)[number] }>;
type PlaceGiven = Extract<CohortEvent, { type: 'PlaceHeld' | 'PlacePromoted' }>;
type PlaceQueued = Extract<CohortEvent, { type: 'PlaceQueued' }>;
type PlaceEnded = Extract<Read, { type: 'OfferDeclined' | 'OfferLapsed' | 'EnrolmentWithdrawn' }>;

// What these follow from may not be corrected in a way that leaves them without ground.
const ANSWERED = { nothing: 'the cohort’s answer stands: what was asked of it is withdrawn instead' };
const MOVED = { nothing: 'they have a place in another cohort, or the wait for one, which others may have been passed over for' };
const CANCELLED = { nothing: 'everyone was told, and moved or closed: the cohort is opened anew' };

/** The cohort decides places, the enrolment its own life: this carries word between the two, and minds the day an offer lapses. */
export const places = processManager<Read, Places>({
  name: 'places',
  startsAt: 'beginning',
  reads: READS,
  timed: [LapseOffer],
  initialState: { offerDays: 0, live: {} },
  key: ({ data }) => data.cohortId,

  evolve(state, event) {
    switch (event.type) {
      case 'CohortOpened':
        return { ...state, offerDays: event.data.offerDays };
      case 'CohortRevised': {
        const { offerDays } = event.data;
        return offerDays === undefined ? state : { ...state, revised: [...(state.revised ?? []), { from: event.effectiveOn, offerDays }] };
      }
      case 'CohortCancelled': {
        const { transferTo } = event.data;
        return { ...state, cancelled: { effectiveOn: event.effectiveOn, ...(transferTo !== undefined && { transferTo }) } };
      }
      case 'ApplicationSubmitted':
      case 'NominationMade':
        return withLive(state, event.data.enrolmentId, 'applying');
      case 'PlaceHeld':
      case 'PlacePromoted':
        return withLive(state, event.data.enrolmentId, 'placed');
      case 'PlaceQueued':
        return withLive(state, event.data.enrolmentId, event.data.priority ? 'ahead' : 'waiting');
      case 'PlaceOffered':
        return state; // its place was given before
      case 'ApplicantFoundIneligible':
      case 'ApplicantNotSelected':
      case 'OfferDeclined':
      case 'OfferLapsed':
      case 'EnrolmentDeferred':
      case 'EnrolmentTransferred':
      case 'EnrolmentWithdrawn':
      case 'EnrolmentClosedWithCohort':
      case 'ProgrammeCompleted':
      case 'ProgrammeNotCompleted':
        return withLive(state, event.data.enrolmentId, undefined);
      default:
        return unreachable(event);
    }
  },

  react(state, event) {
    switch (event.type) {
      case 'PlaceHeld':
        // Who has it again goes on where they stood.
        return event.data.reinstates ? {} : { reactions: [given(state, event)] };
      case 'PlacePromoted':
        return { reactions: [given(state, event)] };
      case 'PlaceQueued':
        return { reactions: [queued(event)] };
      case 'PlaceOffered':
        return { timers: [lapse(event.data.enrolmentId, event.data.respondBy)] };
      case 'OfferDeclined':
        return { reactions: [ended(event, 'DECLINED')] };
      case 'OfferLapsed':
        return { reactions: [ended(event, 'LAPSED')] };
      case 'EnrolmentWithdrawn':
        return { reactions: [ended(event, 'WITHDRAWN')] };
      case 'EnrolmentDeferred':
        return { reactions: [release(event, 'release', event.data, 'DEFERRED', MOVED), targetPlace(event, 'DEFERRAL', false)] };
      case 'EnrolmentTransferred':
        return { reactions: [release(event, 'release', event.data, 'TRANSFERRED', MOVED), targetPlace(event, 'TRANSFER', event.data.priority)] };
      case 'CohortCancelled':
        return { reactions: inTurn(state).map(([enrolmentId, stage]) => leaveCancelled(state, event, enrolmentId, stage)) };
      case 'EnrolmentClosedWithCohort':
        return { reactions: [release(event, 'release', event.data, 'COHORT_CANCELLED', CANCELLED)] };
      case 'ApplicationSubmitted':
      case 'NominationMade':
        // an application that crossed with the cancellation
        return state.cancelled ? { reactions: [leaveCancelled(state, event, event.data.enrolmentId, 'applying')] } : {};
      case 'CohortOpened':
      case 'CohortRevised':
      case 'ApplicantFoundIneligible':
      case 'ApplicantNotSelected':
      case 'ProgrammeCompleted':
      case 'ProgrammeNotCompleted':
        return {};
      default:
        return unreachable(event);
    }
  },
});

function withLive(state: Places, enrolmentId: string, stage: Stage | undefined): Places {
  if (state.live[enrolmentId] === stage) return state;
  const { [enrolmentId]: _before, ...others } = state.live;
  return { ...state, live: stage ? { ...others, [enrolmentId]: stage } : others };
}

/** Those who have a place before those who wait for one, each in the order in which they came to it. */
function inTurn({ live }: Places): readonly (readonly [enrolmentId: string, stage: Stage])[] {
  return Object.entries(live).sort(([, one], [, other]) => STAGES.indexOf(one) - STAGES.indexOf(other));
}

/** An enrolment that does not await what its cohort answers gives it back. */
function givenBack(event: Logged<PlaceGiven | PlaceQueued>) {
  const back = [release(event, 'give-back', event.data, 'REFUSED', ANSWERED)];
  return { NOT_AWAITING_OFFER: back, ENROLMENT_NOT_FOUND: back, EFFECTIVE_BEFORE_ENABLING_FACT: back };
}

function queued(event: Logged<PlaceQueued>): Reaction {
  const { enrolmentId, continues, reinstates: reinstated } = event.data;
  const input = { enrolmentId, ...present(reinstated ? { reinstated } : { continues }), answeredAt: event.recordedAt };
  return reaction(JoinWaitlist, { step: 'join-waitlist', input, effectiveOn: event.effectiveOn, refused: givenBack(event), undo: ANSWERED });
}

/** A place was given: an offer to answer, or an enrolment that carries on. */
function given(state: Places, event: Logged<PlaceGiven>): Reaction {
  // From the day it was recorded at the earliest, so that a back-dated offer can still be answered.
  const recordedOn = londonDate(new Date(event.recordedAt));
  const begins = latest(event.effectiveOn, recordedOn);
  const respondBy = addDays(begins, offerDaysOn(state, begins));
  const { effectiveOn, recordedAt } = event;
  const { enrolmentId, continues } = event.data;
  const refused = givenBack(event);
  return continues === undefined
    ? reaction(RecordOffer, { step: 'offer', input: { enrolmentId, respondBy, answeredAt: recordedAt }, effectiveOn, refused, undo: ANSWERED })
    : reaction(ContinueEnrolment, { step: 'continue', input: { enrolmentId, respondBy, continues }, effectiveOn, refused, undo: ANSWERED });
}

function offerDaysOn({ offerDays, revised = [] }: Places, day: CalendarDate): number {
  return revised.findLast(({ from }) => from <= day)?.offerDays ?? offerDays;
}

function release(event: Logged<Read>, step: string, place: Pick<EnrolmentRef, 'cohortId' | 'enrolmentId'>, cause: ReleaseCause, undo: Undo): Reaction {
  return reaction(ReleasePlace, {
    step,
    input: { cohortId: place.cohortId, enrolmentId: place.enrolmentId, cause, endedAt: event.recordedAt },
    effectiveOn: event.effectiveOn,
    refused: { COHORT_NOT_FOUND: [] },
    undo,
  });
}

/** Whoever was given the place meanwhile keeps it. */
function ended(event: Logged<PlaceEnded>, cause: ReleaseCause): Reaction {
  const { effectiveOn, recordedAt: endedAt } = event;
  const { cohortId, enrolmentId, leaderId } = event.data;
  const input = { cohortId, enrolmentId, leaderId, endedAt };
  const reinstate = undoing(ReinstatePlace, { step: 'reinstate', input, effectiveOn, refused: { COHORT_NOT_FOUND: [], COHORT_CANCELLED: [] } });
  return release(event, 'release', event.data, cause, [reinstate]);
}

/** The place in the cohort that a deferral or transfer leads to. Should that cohort be gone meanwhile, the person's record says so there. */
function targetPlace(
  event: Logged<Extract<EnrolmentEvent, { type: 'EnrolmentDeferred' | 'EnrolmentTransferred' }>>,
  basis: PlaceBasis,
  priority: boolean,
): Reaction {
  const { effectiveOn } = event;
  const { targetCohortId: cohortId, targetEnrolmentId: enrolmentId, enrolmentId: continues, leaderId } = event.data;
  const close = reaction(CloseWithCohort, { step: 'target-cancelled', input: { enrolmentId, continues }, effectiveOn, refused: {}, undo: MOVED });
  const input = { cohortId, enrolmentId, leaderId, basis, continues, priority };
  return reaction(HoldPlace, { step: 'take-target-place', input, effectiveOn, refused: { COHORT_CANCELLED: [close] }, undo: MOVED });
}

/** Nobody is left behind: who has or awaits a place moves on where there is a cohort to move to, everyone else is closed. */
function leaveCancelled(state: Places, event: Logged<Read>, enrolmentId: string, stage: Stage): Reaction {
  const { effectiveOn, transferTo } = state.cancelled ?? { effectiveOn: event.effectiveOn };
  const close = reaction(CloseWithCohort, { step: `close/${enrolmentId}`, input: { enrolmentId }, effectiveOn, refused: {}, undo: CANCELLED });
  if (stage === 'applying' || transferTo === undefined) return close;
  return reaction(TransferEnrolment, {
    step: `transfer/${enrolmentId}`,
    input: { enrolmentId, targetCohortId: transferTo, priority: true },
    effectiveOn,
    refused: { COHORT_CANCELLED: [close], COHORT_ENDED: [close], NOT_MOVABLE: [close], ALREADY_IN_TARGET_COHORT: [close] },
    undo: CANCELLED,
  });
}

/** At the end of the last day to answer. */
function lapse(enrolmentId: string, respondBy: CalendarDate): Timer {
  const dayAfter = addDays(respondBy, 1);
  return timer(LapseOffer, { step: 'lapse', dueAt: londonMidnight(dayAfter), input: { enrolmentId, respondBy }, effectiveOn: dayAfter });
}
