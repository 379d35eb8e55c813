// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event, Sealed } from '@app/kernel';

export const LANGUAGES = ['en', 'cy'] as const;
export type PreferredLanguage = (typeof LANGUAGES)[number];

/** Sealed under the leader's key `name-<n>`: a later name has a key of its own, so that a former one can be destroyed alone. */
export interface LeaderName {
  readonly legal: Sealed<string>;
  readonly knownAs: Sealed<string>;
  /** How it is filed: family name first; `ap` and `ferch`, `von` and `Mac` as the person has it. */
  readonly sort: Sealed<string>;
}

export type LeaderRegistered = Event<'LeaderRegistered', { leaderId: string; name: LeaderName; email?: Sealed<string>; language: PreferredLanguage }>;

/** The keys of everything personal of theirs were destroyed; the erasure's own stream tells how, and holds the certificate (SHA-256, hexadecimal). */
export type LeaderErased = Event<'LeaderErased', { leaderId: string; erasureId: string; certificateHash: string }>;

export type LeaderEvent = LeaderRegistered | LeaderErased;
