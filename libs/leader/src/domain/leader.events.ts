// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { CalendarDate, Event, Sealed } from '@app/kernel';

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

/** Another name, whole: the one before is a former name from then on. The reason may tell that one, so it is sealed under the key of it. */
export type NameChanged = Event<'NameChanged', { leaderId: string; name: LeaderName; reason?: Sealed<string> }>;
/** Another address to write to, or none any more. Nobody signs in by it: that is for the identities that are linked to them. */
export type EmailChanged = Event<'EmailChanged', { leaderId: string; email?: Sealed<string> }>;
export type LanguagePreferenceRecorded = Event<'LanguagePreferenceRecorded', { leaderId: string; language: PreferredLanguage }>;

/** That they take part in what is recorded here. It is no consent under the UK GDPR, which would be weak between employer and employee. */
export type ParticipationAgreed = Event<'ParticipationAgreed', { leaderId: string }>;
export type ParticipationWithdrawn = Event<'ParticipationWithdrawn', { leaderId: string; reason?: Sealed<string> }>;

/** They left an employer. It takes effect on the first day without. */
export type LeaderLeft = Event<'LeaderLeft', { leaderId: string; organisationId: string; lastDay: CalendarDate; reason?: Sealed<string> }>;
/** They came back to an employer that they had left. */
export type LeaderReturned = Event<'LeaderReturned', { leaderId: string; organisationId: string }>;

/** `mergeId`: of the proposal that it began with. Absent in what older releases recorded, and in what follows from that. */
interface Merge {
  readonly leaderId: string;
  readonly mergedId: string;
  readonly mergeId?: string;
}

/** Somebody says that two records are of one person. Nothing is merged before somebody else has confirmed it. */
export type LeaderMergeProposed = Event<'LeaderMergeProposed', Merge & { reason: Sealed<string> }>;
/** What was proposed is not to be. */
export type LeaderMergeWithdrawn = Event<'LeaderMergeWithdrawn', Merge & { reason?: Sealed<string> }>;
/** Two records are of one person: that of `mergedId` is closed, this one goes on. Both keep their ids and their histories. What was not proposed before, an older
 * release recorded, by one person alone; recorded again, a second person has confirmed it. */
export type LeadersMerged = Event<'LeadersMerged', Merge & { reason: Sealed<string> }>;
/** They are of two persons after all. Without a reason where the other record turned out to be merged already. */
export type LeaderMergeUndone = Event<'LeaderMergeUndone', Merge & { reason?: Sealed<string> }>;
/** What follows in the stream of the record that was merged. `records`: the others of that person, the surviving one first. */
export type LeaderRecordClosed = Event<'LeaderRecordClosed', { leaderId: string; survivorId: string; records: readonly string[] }>;
export type LeaderRecordReopened = Event<'LeaderRecordReopened', { leaderId: string; survivorId: string }>;

/** The keys of everything personal of theirs were destroyed; the erasure's own stream tells how, and holds the certificate (SHA-256, hexadecimal). */
export type LeaderErased = Event<'LeaderErased', { leaderId: string; erasureId: string; certificateHash: string }>;

export type LeaderEvent =
  | LeaderRegistered
  | NameChanged
  | EmailChanged
  | LanguagePreferenceRecorded
  | ParticipationAgreed
  | ParticipationWithdrawn
  | LeaderLeft
  | LeaderReturned
  | LeaderMergeProposed
  | LeaderMergeWithdrawn
  | LeadersMerged
  | LeaderMergeUndone
  | LeaderRecordClosed
  | LeaderRecordReopened
  | LeaderErased;
