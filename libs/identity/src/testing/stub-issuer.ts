import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CryptoKey, JWK } from 'jose';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';

interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
  readonly alg: string;
}

/** What a token differs in from one that is accepted. */
export interface TokenOptions {
  /** Seconds since the epoch (default: now). */
  readonly issuedAt?: number;
  /** Default: an hour. */
  readonly validForSeconds?: number;
  readonly audience?: string;
  readonly header?: Readonly<Record<string, unknown>>;
  /** A key that the issuer had before. */
  readonly key?: SigningKey;
}

/** An OpenID provider on this machine, whose keys, answers and absence a specification decides. */
export class StubIssuer {
  static readonly AUDIENCE = 'tracker';
  /** How often its keys were asked for. */
  asked = 0;
  /** What it says instead of, or beside, what it says of itself. */
  discovery: Record<string, unknown> = {};
  /** What it tells of the bearer of a token; a number is a status. */
  userinfo: Record<string, unknown> | number = 404;
  #server: Server | undefined;
  #port = 0;
  #published: SigningKey[] = [];
  #answering = true;

  private constructor(public key: SigningKey) {
    this.#published = [key];
  }

  static async start(alg = 'ES256'): Promise<StubIssuer> {
    const stub = new StubIssuer(await makeKey(alg));
    await stub.listen();
    return stub;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}/realm`;
  }

  /** Begins to answer, at the address that it had before. */
  async listen(): Promise<void> {
    this.#server = createServer((request, response) => {
      if (!this.#answering) return;
      const answer = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url === '/realm/.well-known/openid-configuration')
        answer(200, {
          issuer: this.issuer,
          jwks_uri: `${this.issuer}/keys`,
          userinfo_endpoint: `${this.issuer}/userinfo`,
          authorization_endpoint: `${this.issuer}/authorize`,
          token_endpoint: `${this.issuer}/token`,
          ...this.discovery,
        });
      else if (request.url === '/realm/keys') {
        this.asked += 1;
        answer(200, { keys: this.#published.map(({ jwk }) => jwk) });
      } else if (request.url === '/realm/userinfo' && typeof this.userinfo !== 'number') answer(200, this.userinfo);
      else answer(request.url === '/realm/userinfo' && typeof this.userinfo === 'number' ? this.userinfo : 404, {});
    }).listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Refuses connections from now on. */
  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => (this.#server ? this.#server.close(resolve) : resolve(undefined)));
    this.#server = undefined;
  }

  /** Takes connections and says nothing. */
  fallSilent(): void {
    this.#answering = false;
  }

  /** Signs with another key from now on. @param keep whether those it had are published still */
  async rotate({ keep, alg = 'ES256' }: { readonly keep: boolean; readonly alg?: string }): Promise<void> {
    this.key = await makeKey(alg);
    this.#published = keep ? [...this.#published, this.key] : [this.key];
  }

  issue(
    claims: Readonly<Record<string, unknown>>,
    { issuedAt, validForSeconds = 3_600, audience, header, key = this.key }: TokenOptions = {},
  ): Promise<string> {
    const now = issuedAt ?? Math.floor(Date.now() / 1000);
    return new SignJWT({ sub: 'somebody', iss: this.issuer, aud: audience ?? StubIssuer.AUDIENCE, iat: now, exp: now + validForSeconds, ...claims })
      .setProtectedHeader({ alg: key.alg, kid: key.jwk.kid ?? '', ...header })
      .sign(key.privateKey);
  }
}

async function makeKey(alg: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { privateKey, jwk: { ...jwk, alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) }, alg };
}
