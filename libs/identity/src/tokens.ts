import type { Actor, Clock } from '@app/kernel';
import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { NotAuthenticated } from './not-authenticated.js';
import type { Claim, Principal } from './principal.js';
import { CLAIMED_ROLES, ROLES } from './principal.js';

const KINDS: readonly Actor['kind'][] = ['person', 'service', 'system'];
const ISSUER = 'urn:tracker:development';
const AUDIENCE = 'urn:tracker:api';
const MAX_TOKEN_LENGTH = 8_192;
const VERIFIED_KEPT = 10_000;
const bearer = /^Bearer +([\w~+/.=-]+)$/i;

interface Verified {
  readonly principal: Principal;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** Issues and verifies the tokens that say who is asking: JWT, HMAC-SHA-256, and no other algorithm. */
export class Tokens {
  // By the token's hash, so that a dump of this process gives nobody a token.
  readonly #verified = new LRUCache<string, Verified>({ max: VERIFIED_KEPT });

  /** @param secret at least 32 bytes, shared by every process that issues or verifies */
  constructor(
    private readonly secret: Uint8Array,
    private readonly clock: Clock,
  ) {
    if (secret.length < 32) throw new Error('the token secret must have at least 32 bytes');
  }

  /** A token for an actor, valid for a number of seconds from now. @param claims by default the actor's own role, everywhere */
  issue(actor: Actor, validForSeconds: number, claims: readonly Claim[] = claimsOf(actor.role)): Promise<string> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ kind: actor.kind, role: actor.role, claims, ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }) })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(actor.id)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + validForSeconds)
      .sign(this.secret);
  }

  /**
   * Who a token speaks for. A token seen before costs one hash, until it expires.
   * @throws NotAuthenticated TOKEN_INVALID, TOKEN_EXPIRED
   */
  async verify(token: string): Promise<Principal> {
    if (token.length > MAX_TOKEN_LENGTH) throw new NotAuthenticated('TOKEN_INVALID');
    const key = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(key);
    if (known) {
      if (known.expires <= this.clock.now().getTime()) throw new NotAuthenticated('TOKEN_EXPIRED');
      return known.principal;
    }
    const payload = await this.#payload(token);
    const principal = principalOf(payload);
    this.#verified.set(key, { principal, expires: (payload.exp ?? 0) * 1000 });
    return principal;
  }

  /**
   * Who a request's `Authorization` header speaks for.
   * @throws NotAuthenticated UNAUTHENTICATED when there is none, else as `verify`
   */
  authenticate(authorization: string | undefined): Promise<Principal> {
    if (!authorization) return Promise.reject(new NotAuthenticated('UNAUTHENTICATED'));
    const token = bearer.exec(authorization)?.[1];
    return token === undefined ? Promise.reject(new NotAuthenticated('TOKEN_INVALID')) : this.verify(token);
  }

  async #payload(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.secret, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp', 'kind', 'role'],
        currentDate: this.clock.now(),
      });
      return payload;
    } catch (error) {
      throw new NotAuthenticated(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID');
    }
  }
}

function principalOf({ sub, kind, role, onBehalfOf, claims }: JWTPayload): Principal {
  const knownKind = KINDS.find((known) => known === kind);
  const knownRole = ROLES.find((known) => known === role);
  if (!sub || !knownKind || !knownRole) throw new NotAuthenticated('TOKEN_INVALID');
  const actor = Object.freeze({ kind: knownKind, id: sub, role: knownRole, ...(typeof onBehalfOf === 'string' ? { onBehalfOf } : {}) });
  // Signed with this installation's own secret, so the claims have the form that `issue` gave them.
  return Object.freeze({ actor, claims: Array.isArray(claims) ? (claims as readonly Claim[]) : [] });
}

function claimsOf(role: string): readonly Claim[] {
  const claimed = CLAIMED_ROLES.find((known) => known === role);
  return claimed ? [{ role: claimed, scope: 'national' }] : [];
}
