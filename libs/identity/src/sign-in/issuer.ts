import type { JWTVerifyGetKey } from 'jose';
import type { ClaimsMapping } from '../claims/claims-mapping.js';

/** The keys that an issuer signs with: the same object as long as they are the same keys. */
export interface KeySet {
  readonly keyFor: JWTVerifyGetKey;
}

/** Where an issuer's keys come from. */
export interface IssuerKeys {
  /** What is known now, at once; undefined where there is nothing that may be relied on. Whatever grows old is fetched anew meanwhile. */
  current(): KeySet | undefined;
  /** What is known once the issuer has been asked again, which happens every now and then at most. */
  renewed(): Promise<KeySet | undefined>;
  /** Claims that the issuer tells about the bearer of a token. @throws NotAuthenticated TOKEN_INVALID, ISSUER_UNREACHABLE */
  userinfo(token: string): Promise<Readonly<Record<string, unknown>>>;
}

/** An identity provider whose tokens are accepted. */
export interface Issuer {
  /** As its tokens name it. */
  readonly issuer: string;
  /** For whom tokens are issued that are meant for this service; one of these. */
  readonly audiences: readonly string[];
  readonly mapping: ClaimsMapping;
  readonly keys: IssuerKeys;
}
