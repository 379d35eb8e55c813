import type { ClaimedRole, Scope } from '../principal.js';

/**
 * Where in a token's claims something stands: a claim's name, or names joined by dots for what lies within a claim. Within lists it
 * means each of their items.
 */
export type ClaimPath = string;

/** Holds where one of the values at a path is one of those listed, or one of those at another path of the token. */
export type Condition = { readonly claim: ClaimPath; readonly values: readonly string[] } | { readonly claim: ClaimPath; readonly sameAs: ClaimPath };

/** How far a role reaches: as the rule says, or as a claim says by organisations' codes, translated where the provider has others. */
export type ScopeRule = Scope | { readonly claim: ClaimPath; readonly codes?: Readonly<Record<string, string>> };

/** The claims that give a role. */
export interface RoleRule {
  readonly role: ClaimedRole;
  /** Path of a list of which each item is looked at by itself: conditions and scope then name what lies within the item. */
  readonly each?: ClaimPath;
  /** All must hold. */
  readonly when: readonly Condition[];
  readonly scope: ScopeRule;
}

/** What one identity provider's claims mean here. */
export interface ClaimsMapping {
  /** What the provider calls somebody, for ever. */
  readonly subject: ClaimPath;
  /** All must hold, or a token is not enough to sign in with: how sure the provider must be of whom it signs in. */
  readonly require: readonly Condition[];
  /** All hold of a service account, which is no person; none where the provider has none. */
  readonly service: readonly Condition[];
  /** The language that the person prefers (BCP 47). */
  readonly language?: ClaimPath;
  /** Whether the provider tells claims at its UserInfo endpoint that it leaves out of its tokens. */
  readonly userinfo: boolean;
  readonly roles: readonly RoleRule[];
}
