// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event } from '@app/kernel';

/** What is kept for a time of its own: what was written about enrolments; titles of posts; the person as a whole. */
export const RECORD_TYPES = ['ENROLMENT', 'POST', 'PERSON'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** How long records of a nation are kept after they ended, and who says so. */
export interface RetentionRule {
  readonly nation: string;
  readonly record: RecordType;
  /** Months, from the day on which the last of a person's records of that kind ended. */
  readonly keepMonths: number;
  /** The schedule or law that it follows. */
  readonly authority: string;
}

/** Whose keys are to be destroyed, and what each seals. */
export interface Expired {
  readonly leaderId: string;
  readonly keys: readonly { readonly keyId: string; readonly purpose: string }[];
}

/** Somebody applied rules: these people's keys for these purposes are to be destroyed. */
export type RetentionOrdered = Event<'RetentionOrdered', { runId: string; record: RecordType; rules: readonly RetentionRule[]; expired: readonly Expired[] }>;
/** They were: with each field of what was recorded that became unreadable by it, and how many times it stands in the log. */
export type RetentionApplied = Event<
  'RetentionApplied',
  {
    runId: string;
    record: RecordType;
    rules: readonly RetentionRule[];
    leaderIds: readonly string[];
    keys: number;
    keyEncryptionKeys: readonly string[];
    unreadable: readonly { readonly type: string; readonly path: string; readonly count: number }[];
  }
>;

/** Why nothing of a person may be destroyed for now. */
export const HOLD_REASONS = ['LEGAL_CLAIM', 'INQUIRY', 'INVESTIGATION', 'AUDIT'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export type HoldPlaced = Event<'HoldPlaced', { leaderId: string; reason: HoldReason }>;
export type HoldLifted = Event<'HoldLifted', { leaderId: string }>;

export type RetentionEvent = RetentionOrdered | RetentionApplied;
export type HoldEvent = HoldPlaced | HoldLifted;
