import type { Clock } from '@app/kernel';
import type { JWK } from 'jose';
import { importJWK, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import type { DevelopmentClaims } from './development-issuer.js';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER, tokenClaims } from './development-issuer.js';
import type { SampleAccount } from './sample-accounts.js';
import { SIGNATURE, signingKey } from './secrets.js';

/** Issues tokens as the provider does, without anybody signing in: for tools and tests on the machine that has its key. */
export class DevelopmentTokens {
  private constructor(
    /** The provider's key, private part and all. */
    readonly jwk: JWK,
    private readonly key: Awaited<ReturnType<typeof importJWK>>,
    private readonly clock: Clock,
  ) {}

  /** With the key under a data directory, which is made where there is none. */
  static async open(dataDir: string, clock: Clock): Promise<DevelopmentTokens> {
    const jwk = await signingKey(dataDir);
    return new DevelopmentTokens(jwk, await importJWK(jwk, SIGNATURE), clock);
  }

  /** A token for anybody, valid for so many seconds from now. */
  async issue(subject: string, claims: DevelopmentClaims, validForSeconds: number): Promise<string> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT(tokenClaims(claims))
      .setProtectedHeader({ alg: SIGNATURE, typ: 'at+jwt', kid: this.jwk.kid ?? '' })
      .setIssuer(DEVELOPMENT_ISSUER)
      .setAudience(DEVELOPMENT_AUDIENCE)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + validForSeconds)
      .setJti(randomUUID())
      .sign(this.key);
  }

  /** A token for a sample account. */
  issueFor({ subject, title, claims }: SampleAccount, validForSeconds: number): Promise<string> {
    return this.issue(subject, { kind: 'person', name: title.en, claims }, validForSeconds);
  }
}
