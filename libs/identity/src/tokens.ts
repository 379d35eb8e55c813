import type { Actor, Clock } from '@app/kernel';
import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { NotAuthenticated } from './not-authenticated.js';

/** What an actor may be. Each role's rights are data of this library; further roles join here. */
export const ROLES = ['administrator'] as const;
export type Role = (typeof ROLES)[number];

const KINDS: readonly Actor['kind'][] = ['person', 'service', 'system'];
const ISSUER = 'urn:tracker:development';
const AUDIENCE = 'urn:tracker:api';
const MAX_TOKEN_LENGTH = 8_192;
const VERIFIED_KEPT = 10_000;
const bearer = /^Bearer +([\w~+/.=-]+)$/i;

interface Verified {
  readonly actor: Actor;
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

  /** A token for an actor, valid for a number of seconds from now. */
  issue(actor: Actor, validForSeconds: number): Promise<string> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ kind: actor.kind, role: actor.role, ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }) })
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
  async verify(token: string): Promise<Actor> {
    if (token.length > MAX_TOKEN_LENGTH) throw new NotAuthenticated('TOKEN_INVALID');
    const key = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(key);
    if (known) {
      if (known.expires <= this.clock.now().getTime()) throw new NotAuthenticated('TOKEN_EXPIRED');
      return known.actor;
    }
    const payload = await this.#payload(token);
    const actor = actorOf(payload);
    this.#verified.set(key, { actor, expires: (payload.exp ?? 0) * 1000 });
    return actor;
  }

  /**
   * Who a request's `Authorization` header speaks for.
   * @throws NotAuthenticated UNAUTHENTICATED when there is none, else as `verify`
   */
  authenticate(authorization: string | undefined): Promise<Actor> {
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

function actorOf({ sub, kind, role, onBehalfOf }: JWTPayload): Actor {
  const knownKind = KINDS.find((known) => known === kind);
  const knownRole = ROLES.find((known) => known === role);
  if (!sub || !knownKind || !knownRole) throw new NotAuthenticated('TOKEN_INVALID');
  return Object.freeze({ kind: knownKind, id: sub, role: knownRole, ...(typeof onBehalfOf === 'string' ? { onBehalfOf } : {}) });
}
