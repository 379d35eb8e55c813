// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event } from '@app/kernel';

/** Why somebody is to be erased, after the cases of the UK GDPR, article 17(1). */
export const ERASURE_GROUNDS = [
  'NO_LONGER_NECESSARY',
  'AGREEMENT_WITHDRAWN',
  'OBJECTION',
  'UNLAWFULLY_PROCESSED',
  'LEGAL_OBLIGATION',
  'RETENTION_ENDED',
] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/** Why somebody is not erased, after the exceptions of article 17(3), or because nothing asks for it. */
export const ERASURE_REFUSALS = ['LEGAL_OBLIGATION', 'PUBLIC_TASK', 'ARCHIVING', 'LEGAL_CLAIMS', 'GROUND_NOT_MET', 'IDENTITY_NOT_CONFIRMED'] as const;
export type ErasureRefusal = (typeof ERASURE_REFUSALS)[number];

/** Who asks: the person, somebody on their behalf, or a retention rule that was applied. */
export const ERASURE_REQUESTERS = ['LEADER', 'ADMINISTRATOR', 'RETENTION'] as const;
export type ErasureRequester = (typeof ERASURE_REQUESTERS)[number];

export const RESPONSIBILITY_KINDS = ['PROGRAMME', 'SELECTION_PANEL', 'REPORTING_LINE'] as const;
/** Something that somebody else is to take over: a programme that they lead, the panel of a cohort, a post whose holder reports to them. */
export interface Responsibility {
  readonly kind: (typeof RESPONSIBILITY_KINDS)[number];
  /** The programme’s, the cohort’s or the assignment’s. */
  readonly id: string;
}

/** A key that sealed something of the person. */
export interface PersonalKey {
  readonly keyId: string;
  /** What it sealed, such as `name-1`. */
  readonly purpose: string;
}

/** Where something that the person was known by still stands: never what. */
export interface Remainder {
  /** `schema.table`. */
  readonly table: string;
  readonly column: string;
  readonly rows: number;
  /** Places in the log of the first of these rows, where it is a table that has them. */
  readonly positions: readonly string[];
}

interface Erasure {
  readonly erasureId: string;
  readonly leaderId: string;
}

export type ErasureRequested = Event<'ErasureRequested', Erasure & { requesterId: string; requestedBy: ErasureRequester; ground: ErasureGround }>;
export type ErasureRefused = Event<'ErasureRefused', Erasure & { deciderId: string; reason: ErasureRefusal }>;
/** With what the person was still responsible for, as the decider knew. */
export type ErasureApproved = Event<'ErasureApproved', Erasure & { requesterId: string; deciderId: string; responsibilities: readonly Responsibility[] }>;
/** Nothing is sealed for the person any more; these are the keys that will be destroyed. `records`: others of theirs, which were merged. */
export type ErasureBegun = Event<'ErasureBegun', Erasure & { keys: readonly PersonalKey[]; entombedAt: string; records?: readonly string[] }>;
/** The keys are gone, and so is every key that had wrapped them. */
export type ErasureKeysDestroyed = Event<'ErasureKeysDestroyed', Erasure & { keyEncryptionKeys: readonly string[] }>;
/** The certificate, as canonical JSON (RFC 8785), with its SHA-256 (hexadecimal) and its signature (Ed25519, base64). */
export type ErasureCertified = Event<
  'ErasureCertified',
  Erasure & { certificate: string; certificateHash: string; signature: string; publicKey: string; records?: readonly string[] }
>;
export type ErasureCompleted = Event<'ErasureCompleted', Erasure & { certificateHash: string }>;

/**
 * The search found something, so it is not completed. `values`: how many were looked for; absent where no process had them any more, and what
 * was found before is taken to be there.
 */
export type ErasureValuesRemain = Event<'ErasureValuesRemain', Erasure & { found: readonly Remainder[]; values?: number }>;
/** Somebody asked for another search, once what was found is gone. */
export type ErasureScanRequested = Event<'ErasureScanRequested', Erasure>;

export type ErasureEvent =
  | ErasureRequested
  | ErasureRefused
  | ErasureApproved
  | ErasureBegun
  | ErasureKeysDestroyed
  | ErasureCertified
  | ErasureCompleted
  | ErasureValuesRemain
  | ErasureScanRequested;
