import { type CalendarDate, type Fold, type Instant, type Recorded, unreachable } from '@app/kernel';
import type {
  CohortEvent,
  CohortOpened,
  CohortParticulars,
  CohortRevised,
  PlaceHeld,
  PlacePromoted,
  PlaceQueued,
  PlaceReleased,
  QueueLeft,
} from './cohort.events.js';
import { type Described, withAnew } from './described.js';
import { freedOn, resized, taken } from './free-places.js';
import { joined, turnOf, withoutWaiting } from './queue.js';
import { scheduled, type Sessions, withSession } from './sessions.js';
import { begun, ended, nobody, type Tenures } from './tenures.js';

interface Given {
  readonly since: CalendarDate;
  readonly recordedAt: Instant;
}

/** Someone with a place, or waiting for one, from when, and when that was recorded. */
export type Holder = PlaceHeld['data'] & Given;
export type Waiting = PlaceQueued['data'] & Given & { readonly turn: number };

/** What somebody had last, until when, and when its end was recorded. */
export type Gone = { readonly until: CalendarDate; readonly endedAt: Instant } & (
  { readonly was: 'holder'; readonly had: Holder } | { readonly was: 'waiting'; readonly had: Waiting }
);

/** Whether free places go to the waiting list by themselves, from a day on. */
interface Promotion {
  readonly from: CalendarDate;
  readonly automatic: boolean;
}

interface OnRecord extends Described<CohortParticulars> {
  /** As it opened. */
  readonly opened: CohortOpened['data'];
  /** Each from a later day than the one before. */
  readonly promotions: readonly Promotion[];
  readonly sessions: Sessions;
  /** By enrolment. */
  readonly held: ReadonlyMap<string, Holder>;
  /** One date per free place, ascending: the day from which it is free. With `held`, always the capacity. */
  readonly free: readonly CalendarDate[];
  /** In the order in which they are to be served. */
  readonly queue: readonly Waiting[];
  /** Who had a place, or waited for one, and no longer does; by enrolment. */
  readonly gone: ReadonlyMap<string, Gone>;
  /** Who selects among the applicants. */
  readonly panel: Tenures;
}

export type OpenCohort = OnRecord & { readonly status: 'open' };
export type CancelledCohort = OnRecord & { readonly status: 'cancelled'; readonly transferTo?: string | undefined };
export type Cohort = { readonly status: 'none' } | OpenCohort | CancelledCohort;

export const cohort: Fold<Cohort, CohortEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'CohortOpened') return opened(event);
    if (state.status === 'none') return state; // a stream begins with its opening
    switch (event.type) {
      case 'CohortRevised':
        return { ...state, ...asRevised(state, event.data, event.effectiveOn) };
      case 'SessionScheduled':
        return { ...state, sessions: new Map(state.sessions).set(event.data.sessionId, scheduled(event)) };
      case 'SessionMoved':
      case 'SessionCancelled':
        return { ...state, sessions: withSession(state.sessions, event) };
      case 'PlaceHeld':
        return { ...state, ...withHolder(state, event) };
      case 'PlacePromoted':
        return { ...state, ...withHolder(state, event), queue: withoutWaiting(state.queue, event.data.enrolmentId) };
      case 'PlaceQueued':
        return { ...state, queue: withNewcomer(state, event) };
      case 'PlaceReleased': {
        const held = new Map(state.held);
        held.delete(event.data.enrolmentId);
        return { ...state, held, free: freedOn(state.free, event.effectiveOn), gone: withGone(state, event) };
      }
      case 'QueueLeft':
        return { ...state, queue: withoutWaiting(state.queue, event.data.enrolmentId), gone: withGone(state, event) };
      case 'SelectionPanelMemberAppointed':
        return { ...state, panel: begun(state.panel, event.data.personId, event.effectiveOn) };
      case 'SelectionPanelMemberReleased':
        return { ...state, panel: ended(state.panel, event.data.personId, event.effectiveOn) };
      case 'CohortCancelled':
        return { ...state, status: 'cancelled', transferTo: event.data.transferTo };
      default:
        return unreachable(event);
    }
  },
};

function opened({ data, effectiveOn: since }: Recorded<CohortOpened>): OpenCohort {
  const { cohortId: _id, programmeId: _of, hours: _hours, award: _award, ...current } = data;
  const free = new Array<CalendarDate>(data.capacity).fill(since);
  const promotions = [{ from: since, automatic: data.automaticPromotion }];
  return {
    status: 'open',
    opened: data,
    current,
    from: {},
    since,
    promotions,
    sessions: new Map(),
    held: new Map(),
    free,
    queue: [],
    gone: new Map(),
    panel: nobody,
  };
}

/** What follows of it for places where its particulars are said anew, from a day on. */
export function asRevised(
  state: OnRecord,
  { cohortId: _id, programmeId: _of, ...anew }: CohortRevised['data'],
  on: CalendarDate,
): Pick<OnRecord, 'current' | 'from' | 'free' | 'promotions'> {
  const { free, promotions, current } = state;
  const { capacity = current.capacity, automaticPromotion: automatic } = anew;
  return {
    ...withAnew<CohortParticulars>(state, anew, on),
    free: resized(free, capacity - current.capacity, on),
    promotions: automatic === undefined ? promotions : [...promotions, { from: on, automatic }],
  };
}

function withHolder(state: OnRecord, event: Recorded<PlaceHeld | PlacePromoted>): Pick<OnRecord, 'held' | 'free'> {
  const { data, effectiveOn } = event;
  const holder = { ...data, since: effectiveOn, recordedAt: since(state, event) };
  return { held: new Map(state.held).set(data.enrolmentId, holder), free: taken(state.free, effectiveOn) };
}

/** When it was recorded that somebody has what they have: of who is reinstated, when it first was. */
function since({ gone }: OnRecord, { data, recordedAt }: Recorded<PlaceHeld | PlacePromoted | PlaceQueued>): Instant {
  const before = 'reinstates' in data && data.reinstates ? gone.get(data.enrolmentId) : undefined;
  return before?.had.recordedAt ?? recordedAt;
}

function withNewcomer(state: OnRecord, event: Recorded<PlaceQueued>): OnRecord['queue'] {
  const before = state.gone.get(event.data.enrolmentId);
  const turn = turnOf(event, before?.was === 'waiting' ? before.had.turn : undefined);
  return joined(state.queue, { ...event.data, turn, since: event.effectiveOn, recordedAt: since(state, event) });
}

function withGone({ held, queue, gone }: OnRecord, { data, effectiveOn: until, recordedAt: endedAt }: Recorded<PlaceReleased | QueueLeft>): OnRecord['gone'] {
  const { enrolmentId } = data;
  const holder = held.get(enrolmentId);
  const waiting = queue.find((other) => other.enrolmentId === enrolmentId);
  const had = holder ? ({ was: 'holder', had: holder } as const) : waiting && ({ was: 'waiting', had: waiting } as const);
  return had ? new Map(gone).set(enrolmentId, { ...had, until, endedAt }) : gone;
}
