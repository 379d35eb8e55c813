// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { CalendarDate, Event, Sealed } from '@app/kernel';
import type { HoursRule } from './programme.events.js';

export const DELIVERY_LANGUAGES = ['ENGLISH', 'WELSH', 'BILINGUAL'] as const;
export type DeliveryLanguage = (typeof DELIVERY_LANGUAGES)[number];

export const PLACE_BASES = ['OFFER', 'DEFERRAL', 'TRANSFER'] as const;
/** Why a place is asked for: a new offer, or a person who brings an enrolment along. */
export type PlaceBasis = (typeof PLACE_BASES)[number];

export const RELEASE_CAUSES = ['DECLINED', 'LAPSED', 'WITHDRAWN', 'DEFERRED', 'TRANSFERRED', 'NOT_COMPLETED', 'REFUSED', 'COHORT_CANCELLED'] as const;
export type ReleaseCause = (typeof RELEASE_CAUSES)[number];

/** Whose place it is. */
interface Place {
  readonly cohortId: string;
  readonly programmeId: string;
  readonly enrolmentId: string;
  readonly leaderId: string;
  readonly basis: PlaceBasis;
  /** The enrolment that this one carries on from, with a deferral or a transfer. */
  readonly continues?: string;
}

/** What is said of a cohort when it opens, and may be said anew. */
export interface CohortParticulars {
  readonly name: string;
  readonly capacity: number;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly deliveryLanguage: DeliveryLanguage;
  /** The organisation that delivers it, where one is registered. */
  readonly organisationId?: string;
  /** Days that an offer stays open. */
  readonly offerDays: number;
  /** Whether a place that falls free goes to the head of the waiting list at once. */
  readonly automaticPromotion: boolean;
}

/** The same of a session. */
export interface SessionParticulars {
  readonly title: string;
  readonly heldOn: CalendarDate;
  readonly minutes: number;
}

/** Which it is. */
interface CohortRef {
  readonly cohortId: string;
  readonly programmeId: string;
}
type SessionRef = CohortRef & { readonly sessionId: string };

export type CohortOpened = Event<
  'CohortOpened',
  CohortRef &
    CohortParticulars & {
      /** The programme's rule on the day this cohort opened: it stays the cohort's own. */
      hours?: HoursRule;
      award?: string;
    }
>;
/** Only what is said anew, from a day on. */
export type CohortRevised = Event<'CohortRevised', CohortRef & Partial<CohortParticulars>>;
export type SessionScheduled = Event<'SessionScheduled', SessionRef & SessionParticulars>;
/** To another day, another length or under another title: only what is said anew. */
export type SessionMoved = Event<'SessionMoved', SessionRef & Partial<SessionParticulars>>;
/** It does not take place. */
export type SessionCancelled = Event<'SessionCancelled', SessionRef>;
/** `reinstates`: they had it, and what ended that never held. */
export type PlaceHeld = Event<'PlaceHeld', Place & { reinstates?: true }>;
/** With priority (a cancelled cohort's people) ahead of all without; before everybody where it `reinstates`, unless in the turn that they had (`keepsTurn`). */
export type PlaceQueued = Event<'PlaceQueued', Place & { priority: boolean; reinstates?: true; keepsTurn?: true }>;
/** From the waiting list into a place; out of order only with a reason, sealed under the leader's key `selection`. */
export type PlacePromoted = Event<'PlacePromoted', Place & { outOfOrder: boolean; reason?: Sealed<string> }>;
export type PlaceReleased = Event<'PlaceReleased', { cohortId: string; programmeId: string; enrolmentId: string; leaderId: string; cause: ReleaseCause }>;
export type QueueLeft = Event<'QueueLeft', { cohortId: string; programmeId: string; enrolmentId: string; leaderId: string; cause: ReleaseCause }>;
/** Everyone with a place or on the waiting list moves to `transferTo` with priority, or is closed where there is none. */
export type CohortCancelled = Event<'CohortCancelled', { cohortId: string; programmeId: string; transferTo?: string }>;

/** Who sits on the panel that selects among its applicants, from a day on. */
export type SelectionPanelMemberAppointed = Event<'SelectionPanelMemberAppointed', { cohortId: string; programmeId: string; personId: string }>;
/** It takes effect on the first day without. */
export type SelectionPanelMemberReleased = Event<'SelectionPanelMemberReleased', { cohortId: string; programmeId: string; personId: string }>;

export type CohortEvent =
  | CohortOpened
  | CohortRevised
  | SessionScheduled
  | SessionMoved
  | SessionCancelled
  | PlaceHeld
  | PlaceQueued
  | PlacePromoted
  | PlaceReleased
  | QueueLeft
  | CohortCancelled
  | SelectionPanelMemberAppointed
  | SelectionPanelMemberReleased;
