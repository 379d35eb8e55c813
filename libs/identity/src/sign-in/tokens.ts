import type { Clock } from '@app/kernel';
import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Mapped } from '../claims/apply-mapping.js';
import { applyMapping } from '../claims/apply-mapping.js';
import { NotAuthenticated } from '../not-authenticated.js';
import type { Identity } from '../principal.js';
import type { Issuer, KeySet } from './issuer.js';

/** Signatures that only who has the private key can make, and nothing else. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];
/** Access tokens (RFC 9068) and ID tokens. Others that an issuer signs, as for signing out, are not for this. */
const TYPES: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];
const MAX_TOKEN_LENGTH = 8_192;
const SKEW_SECONDS = 60;
const VERIFIED_KEPT = 10_000;
const bearer = /^Bearer +([\w~+/.=-]+)$/i;

/** What a verified token says of who sent it. */
export interface SignedIn extends Omit<Mapped, 'subject' | 'sufficient'> {
  readonly identity: Identity;
}

interface Verified {
  readonly signedIn: SignedIn;
  readonly issuer: Issuer;
  readonly keys: KeySet;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** How an issuer stands: whether its tokens can be verified right now. */
export interface IssuerStatus {
  readonly issuer: string;
  readonly isUsable: boolean;
}

/** Verifies the tokens of the issuers that are trusted: JWTs, signed by one of a few asymmetric algorithms, for this service, in time. */
export class Tokens {
  readonly #issuers: ReadonlyMap<string, Issuer>;
  // By the token's hash, so that a dump of this process gives nobody a token.
  readonly #verified = new LRUCache<string, Verified>({ max: VERIFIED_KEPT });

  constructor(
    issuers: readonly Issuer[],
    private readonly clock: Clock,
  ) {
    this.#issuers = new Map(issuers.map((issuer) => [issuer.issuer, issuer]));
  }

  /**
   * Who a request's `Authorization` header speaks for, according to the issuer. A token seen before costs one hash, until it expires or
   * its issuer has other keys.
   * @throws NotAuthenticated UNAUTHENTICATED where there is none, TOKEN_…, ISSUER_UNREACHABLE
   */
  async verify(authorization: string | undefined): Promise<SignedIn> {
    if (!authorization) throw new NotAuthenticated('UNAUTHENTICATED');
    const token = tokenIn(authorization);
    if (token === undefined) throw new NotAuthenticated('TOKEN_INVALID');
    const hash = hashOf(token);
    const known = this.#known(hash);
    if (known) {
      if (known.expires <= this.clock.now().getTime()) throw new NotAuthenticated('TOKEN_EXPIRED');
      return known.signedIn;
    }
    const verified = await this.#verify(token);
    this.#verified.set(hash, verified);
    return verified.signedIn;
  }

  /** Whether a header's token was verified before, so that to tell who sends it costs one hash. */
  knows(authorization: string | undefined): boolean {
    const token = tokenIn(authorization ?? '');
    return token !== undefined && this.#known(hashOf(token)) !== undefined;
  }

  /** How each issuer stands. */
  status(): readonly IssuerStatus[] {
    return [...this.#issuers.values()].map(({ issuer, keys }) => ({ issuer, isUsable: keys.current() !== undefined }));
  }

  #known(hash: string): Verified | undefined {
    const known = this.#verified.get(hash);
    return known && known.issuer.keys.current() === known.keys ? known : undefined;
  }

  async #verify(token: string): Promise<Verified> {
    const issuer = this.#issuerOf(token);
    const { payload, keys } = await this.#signed(token, issuer);
    const claims = issuer.mapping.userinfo ? { ...(await this.#userinfo(token, payload, issuer)), ...payload } : payload;
    const { subject, sufficient, ...mapped } = applyMapping(issuer.mapping, claims);
    if (subject === undefined) throw new NotAuthenticated('TOKEN_INVALID');
    if (!sufficient) throw new NotAuthenticated('TOKEN_INSUFFICIENT');
    const signedIn = Object.freeze({ ...mapped, identity: Object.freeze({ issuer: issuer.issuer, subject }) });
    return { signedIn, issuer, keys, expires: ((payload.exp ?? 0) + SKEW_SECONDS) * 1000 };
  }

  // What is not verified yet says no more than whom to ask.
  #issuerOf(token: string): Issuer {
    try {
      const { alg, typ } = decodeProtectedHeader(token);
      const issuer = this.#issuers.get(decodeJwt(token).iss ?? '');
      if (issuer && alg !== undefined && ALGORITHMS.includes(alg) && TYPES.includes(typ?.toLowerCase())) return issuer;
    } catch {
      // Not even a token.
    }
    throw new NotAuthenticated('TOKEN_INVALID');
  }

  async #signed(token: string, { issuer, audiences, keys }: Issuer): Promise<{ readonly payload: JWTPayload; readonly keys: KeySet }> {
    const verify = async (set: KeySet) => {
      const { payload } = await jwtVerify(token, set.keyFor, {
        algorithms: ALGORITHMS,
        issuer,
        audience: [...audiences],
        requiredClaims: ['exp'],
        clockTolerance: SKEW_SECONDS,
        currentDate: this.clock.now(),
      });
      return { payload, keys: set };
    };
    const known = keys.current() ?? (await keys.renewed());
    if (!known) throw new NotAuthenticated('ISSUER_UNREACHABLE');
    try {
      return await verify(known);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw refusedBy(error);
    }
    // Signed under a key that was not there before: the issuer may have changed its keys.
    const renewed = await keys.renewed();
    if (!renewed || renewed === known) throw new NotAuthenticated('TOKEN_INVALID');
    return verify(renewed).catch((error: unknown) => {
      throw refusedBy(error);
    });
  }

  async #userinfo(token: string, payload: JWTPayload, issuer: Issuer): Promise<Readonly<Record<string, unknown>>> {
    const told = await issuer.keys.userinfo(token);
    // OpenID Connect Core 1.0, section 5.3.2: else it may be about somebody else.
    if (told['sub'] !== payload.sub) throw new NotAuthenticated('TOKEN_INVALID');
    return told;
  }
}

function tokenIn(authorization: string): string | undefined {
  const token = bearer.exec(authorization)?.[1];
  return token === undefined || token.length > MAX_TOKEN_LENGTH ? undefined : token;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64');

function refusedBy(error: unknown): NotAuthenticated {
  if (error instanceof errors.JWTExpired) return new NotAuthenticated('TOKEN_EXPIRED');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return new NotAuthenticated('TOKEN_AUDIENCE');
  return new NotAuthenticated('TOKEN_INVALID');
}
