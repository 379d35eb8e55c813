import type { Actor } from '@app/kernel';

/**
 * What somebody may be. The first four follow from what is recorded (a leader's own record, reports, programmes led, panels sat on), the
 * last four from what the identity provider claims.
 */
export const ROLES = ['leader', 'line-manager', 'programme-lead', 'panel-member', 'talent-partner', 'auditor', 'board-member', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** The roles that a token's claims give. */
export const CLAIMED_ROLES = ['talent-partner', 'auditor', 'board-member', 'administrator'] as const satisfies readonly Role[];
export type ClaimedRole = (typeof CLAIMED_ROLES)[number];

/**
 * How far a claimed role reaches: the whole installation, or organisations with all that is accountable to them, by their codes. A code
 * that organisations of several nations have is preceded by the nation, as in `WALES:velindre`; left bare it reaches the one that was registered first.
 */
export type Scope = 'national' | { readonly organisations: readonly string[] };

export interface Claim {
  readonly role: ClaimedRole;
  readonly scope: Scope;
}

/** Who somebody is to the identity provider that signed them in. One person may have several of these. */
export interface Identity {
  /** The provider's address, as its tokens name it. */
  readonly issuer: string;
  /** What the provider calls them: never reused, and no name. */
  readonly subject: string;
}

/** What one person may do in the name of another: what follows for that one from what is recorded, in these roles alone. */
export interface Delegated {
  /** The delegation's. */
  readonly id: string;
  readonly principalId: string;
  readonly roles: readonly Role[];
  /** Whether they may do, or only see. */
  readonly mayAct: boolean;
}

/** Who asks, as a verified token says: what they may see and do follows from the claims and from what is recorded about `actor.id`. */
export interface Principal {
  /** `role` is the first of the claims, else `leader`; what is recorded names the role under which it was permitted. */
  readonly actor: Actor;
  /** None where they act for somebody else: what is claimed of them is their own. */
  readonly claims: readonly Claim[];
  /** By what they act for somebody else, whose rights they then have instead of their own; `actor` remains who they are. */
  readonly delegation?: Delegated;
  /** How they signed in; absent where nobody did, as for a process of this product. */
  readonly identity?: Identity;
  /** The language that they prefer: as they have it on record, else as the identity provider claims. */
  readonly language?: 'en' | 'cy';
}
