// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event, Sealed } from '@app/kernel';

export const ADJUSTMENT_ANSWERS = ['AGREED', 'AGREED_IN_PART', 'DECLINED'] as const;
export type AdjustmentAnswer = (typeof ADJUSTMENT_ANSWERS)[number];

interface AdjustmentRef {
  readonly adjustmentId: string;
  readonly enrolmentId: string;
  readonly cohortId: string;
  readonly programmeId: string;
  readonly leaderId: string;
}

/** What somebody needs to take part as others do. It may tell of health, so it is sealed under their key `adjustment`. */
export type AdjustmentRequested = Event<'AdjustmentRequested', AdjustmentRef & { request: Sealed<string> }>;
/** What becomes of it; how it is made, or why not, is sealed under the same key. */
export type AdjustmentAnswered = Event<'AdjustmentAnswered', AdjustmentRef & { answer: AdjustmentAnswer; explanation?: Sealed<string> }>;

export type AdjustmentEvent = AdjustmentRequested | AdjustmentAnswered;
