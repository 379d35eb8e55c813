// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event, Sealed } from '@app/kernel';

interface Identity {
  readonly identityId: string;
  readonly leaderId: string;
}

export type IdentityLinked = Event<
  'IdentityLinked',
  Identity & {
    /** The identity provider's address: sealed under the leader's key `account`. */
    issuer: Sealed<string>;
    /** What the provider calls the person: sealed under a key of its own, `identity`. */
    subject: Sealed<string>;
    /** Why, or by what it was known to be theirs: sealed under `account`. */
    reason: Sealed<string>;
    /** The id under which the account acts, here and wherever it is linked to. Absent in what older releases recorded: issuer and subject tell it. */
    account?: string;
  }
>;

/** Why a link or a delegation ended: somebody asked for it, or one of its people was erased. */
export const ENDINGS = ['REQUESTED', 'ERASED'] as const;
export type Ending = (typeof ENDINGS)[number];

export type IdentityUnlinked = Event<'IdentityUnlinked', Identity & { cause: Ending; reason?: Sealed<string> }>;

export type IdentityEvent = IdentityLinked | IdentityUnlinked;
