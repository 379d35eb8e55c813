import type { Clock } from '@app/kernel';
import type { JSONWebKeySet } from 'jose';
import { createLocalJWKSet } from 'jose';
import { NotAuthenticated } from '../not-authenticated.js';
import type { IssuerKeys, KeySet } from './issuer.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Keys older than this are fetched anew, behind the requests that use them. */
const FRESH_MS = 10 * MINUTE;
/** How long keys go on to be used after the issuer last answered. */
const USABLE_MS = 12 * 60 * MINUTE;
/** How often an issuer is asked at most: tokens under keys that nobody has must not make us ask more. */
const COOLDOWN_MS = 30 * SECOND;
/** The same, while there are no keys at all. */
const RETRY_MS = 2 * SECOND;
const ANSWER_MS = 5 * SECOND;
const MOST_BYTES = 512 * 1024;

/** Where an issuer signs people in. */
export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  readonly endSession?: string;
}

interface Known {
  readonly keys: KeySet;
  readonly jwks: string;
  readonly at: number;
  readonly endpoints?: Endpoints;
  readonly userinfo?: string;
}

export interface RemoteIssuerOptions {
  readonly clock: Clock;
  /** Whether claims are asked for at its UserInfo endpoint, so that it must have one. */
  readonly userinfo: boolean;
  /** Told when the issuer stops answering, and when it answers again. */
  readonly onChange?: (message: string, isWell: boolean) => void;
}

/**
 * An OpenID provider somewhere else: its discovery document and keys over HTTP, fetched again every ten minutes and for a key that is
 * not known yet, and relied on for twelve hours after it last answered.
 */
export class RemoteIssuer implements IssuerKeys {
  readonly #clock: Clock;
  readonly #needsUserinfo: boolean;
  readonly #onChange: NonNullable<RemoteIssuerOptions['onChange']>;
  #known: Known | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #isWell: boolean | undefined;

  /** @throws Error for an address that is neither https nor this machine's */
  constructor(
    readonly issuer: string,
    { clock, userinfo, onChange }: RemoteIssuerOptions,
  ) {
    if (!isTrustworthy(issuer) || /[?#]/.test(issuer))
      throw new Error(`${issuer} is no issuer's address: https://… is wanted, or http:// on this machine (localhost, 127.0.0.1)`);
    this.#clock = clock;
    this.#needsUserinfo = userinfo;
    this.#onChange = onChange ?? (() => undefined);
  }

  current(): KeySet | undefined {
    const usable = this.#usable();
    if (!usable) void this.#ask(RETRY_MS);
    else if (this.#age(usable.at) > FRESH_MS) void this.#ask(COOLDOWN_MS);
    return usable?.keys;
  }

  async renewed(): Promise<KeySet | undefined> {
    await this.#ask(this.#usable() ? COOLDOWN_MS : RETRY_MS);
    return this.#usable()?.keys;
  }

  /** Where to sign in; undefined as long as the issuer has not said. */
  endpoints(): Endpoints | undefined {
    this.current();
    return this.#usable()?.endpoints;
  }

  async userinfo(token: string): Promise<Readonly<Record<string, unknown>>> {
    const address = this.#usable()?.userinfo;
    if (address === undefined) throw new NotAuthenticated('ISSUER_UNREACHABLE');
    const answer = await fetchJson(address, AbortSignal.timeout(ANSWER_MS), { authorization: `Bearer ${token}` }).catch((error: unknown) => {
      const isRefused = error instanceof NotOk && (error.status === 401 || error.status === 403);
      throw new NotAuthenticated(isRefused ? 'TOKEN_INVALID' : 'ISSUER_UNREACHABLE');
    });
    return answer.value;
  }

  #usable(): Known | undefined {
    return this.#known && this.#age(this.#known.at) < USABLE_MS ? this.#known : undefined;
  }

  // A clock that was put back must not make keys young for ever, nor keep the issuer from being asked.
  #age(since: number): number {
    return Math.abs(this.#clock.now().getTime() - since);
  }

  #ask(cooldown: number): Promise<void> {
    if (this.#asking) return this.#asking;
    if (this.#age(this.#askedAt) < cooldown) return Promise.resolve();
    this.#askedAt = this.#clock.now().getTime();
    this.#asking = this.#fetch().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #fetch(): Promise<void> {
    try {
      const signal = AbortSignal.timeout(ANSWER_MS);
      const { value: discovery } = await fetchJson(discoveryOf(this.issuer), signal);
      if (discovery['issuer'] !== this.issuer) throw new Error(`its discovery document is that of ${String(discovery['issuer']).slice(0, 200)}`);
      const { text: jwks, value } = await fetchJson(addressIn(discovery, 'jwks_uri'), signal);
      if (this.#needsUserinfo) addressIn(discovery, 'userinfo_endpoint');
      const keys = this.#known?.jwks === jwks ? this.#known.keys : { keyFor: createLocalJWKSet(value as unknown as JSONWebKeySet) };
      this.#known = { keys, jwks, at: this.#clock.now().getTime(), ...endpointsIn(discovery) };
      this.#tell(true, `${this.issuer} answers`);
    } catch (error) {
      this.#tell(false, `${this.issuer} cannot be asked for its keys: ${reasonOf(error)}`);
    }
  }

  #tell(isWell: boolean, message: string): void {
    if (isWell !== this.#isWell) this.#onChange(message, isWell);
    this.#isWell = isWell;
  }
}

/** Whether what is fetched from an address can be relied on: over TLS, or from this machine itself. */
export function isTrustworthy(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname));
}

function discoveryOf(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

function addressIn(discovery: Readonly<Record<string, unknown>>, name: string): string {
  const address = discovery[name];
  if (typeof address !== 'string' || !isTrustworthy(address)) throw new Error(`its discovery document has no usable ${name}`);
  return address;
}

function endpointsIn(discovery: Readonly<Record<string, unknown>>): Pick<Known, 'endpoints' | 'userinfo'> {
  const has = (name: string) => typeof discovery[name] === 'string';
  return {
    ...(has('authorization_endpoint') &&
      has('token_endpoint') && {
        endpoints: {
          authorization: addressIn(discovery, 'authorization_endpoint'),
          token: addressIn(discovery, 'token_endpoint'),
          ...(has('end_session_endpoint') && { endSession: addressIn(discovery, 'end_session_endpoint') }),
        },
      }),
    ...(has('userinfo_endpoint') && { userinfo: addressIn(discovery, 'userinfo_endpoint') }),
  };
}

class NotOk extends Error {
  constructor(readonly status: number) {
    super(`it answered ${status}`);
  }
}

async function fetchJson(
  address: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly text: string; readonly value: Readonly<Record<string, unknown>> }> {
  const response = await fetch(address, { headers: { accept: 'application/json', ...headers }, redirect: 'error', signal });
  if (!response.ok) {
    await response.body?.cancel();
    throw new NotOk(response.status);
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new Error(`it answered more than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString('utf8');
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it answered no JSON object');
  return { text, value: value as Readonly<Record<string, unknown>> };
}

interface Failure {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: Failure;
}

/** What went wrong, and why, where `fetch` knows: that stands in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Failure;
  return [message, cause?.code ?? cause?.message].filter((part) => typeof part === 'string' && part !== '').join(': ');
}
