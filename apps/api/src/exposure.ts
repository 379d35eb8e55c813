import { Documents, type RateLimits } from '@app/graphql-kit';
import { CLAIMED_ROLES, type ClaimedRole } from '@app/identity';
import { isProduction, milliseconds, wholeNumber } from '@app/tracker';
import { readFile } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';
import type { AdmissionConfig, Share } from './admission.js';

/** What the API shows of itself, to whom, and how much of it at once. What is absent is not restricted. */
export interface Exposure {
  /** The origins of pages that may ask, beside its own (default: none). */
  readonly origins?: readonly string[] | undefined;
  /** Addresses and networks of the proxies in front, whose word on whom they ask for is taken (default: nobody's). */
  readonly proxies?: readonly string[] | undefined;
  readonly rates?: RateLimits | undefined;
  /** How much of one actor, and of one address, goes on at once (default: four queries, eight mutations and four arrivals, and some that wait). */
  readonly admission?: AdmissionConfig | undefined;
  /** Milliseconds for which one query may read (default: 20,000). */
  readonly operationTimeoutMs?: number | undefined;
  /** The only documents that may be sent. */
  readonly documents?: Documents | undefined;
  /** Who may ask what the schema is. */
  readonly introspection?: readonly ClaimedRole[] | undefined;
}

/** In production, where nothing else is said; in development nobody is counted. */
const RATES: RateLimits = { reads: 600, mutations: 120, anonymous: 60 };
const MAPPED = new BlockList();
MAPPED.addSubnet('::ffff:0:0', 96, 'ipv6');
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * What the environment says of it: docs/configuration.md.
 * @throws Error that names the variable and what is wrong with it
 */
export async function exposureFrom(env: NodeJS.ProcessEnv): Promise<Exposure> {
  const production = isProduction(env);
  return {
    origins: listed(env['CORS_ORIGINS']).map(origin),
    proxies: listed(env['TRUSTED_PROXIES']).map(network),
    rates: ratesFrom(env, production),
    admission: admissionFrom(env),
    operationTimeoutMs: milliseconds(env, 'OPERATION_TIMEOUT', [1, 600]),
    documents: await documentsFrom(env['PERSISTED_DOCUMENTS']),
    introspection: introspectionFrom(env['INTROSPECTION_ROLES'] || (production ? 'administrator' : 'everybody')),
  };
}

const listed = (text: string | undefined): string[] => (text ?? '').split(/[\s,]+/).filter((item) => item !== '');

function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!url || url.origin !== text || !isSafe)
    throw new Error(`CORS_ORIGINS: ${text} is not an origin. Give origins as browsers send them, such as https://tracker.example, separated by spaces.`);
  return text;
}

function network(text: string): string {
  const [address = '', bits, ...more] = text.split('/');
  const widest = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || more.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= widest)))
    throw new Error(`TRUSTED_PROXIES: ${text} is neither an address nor a network, such as 10.0.0.5 or 10.0.0.0/8.`);
  if (bits !== undefined && Number(bits) < narrowest(address))
    throw new Error(
      `TRUSTED_PROXIES: ${text} is wider than any network of one's own, so anybody could say whose address is theirs. Name what is in front, such as 10.0.0.0/8.`,
    );
  return text;
}

/** Bits of the widest networks that are anybody's own: 10.0.0.0/8, fc00::/7, and the first written as IPv6. */
function narrowest(address: string): number {
  if (isIP(address) === 4) return 8;
  return MAPPED.check(address, 'ipv6') ? 104 : 7;
}

function ratesFrom(env: NodeJS.ProcessEnv, production: boolean): RateLimits | undefined {
  const given = { reads: env['RATE_LIMIT_READS'], mutations: env['RATE_LIMIT_MUTATIONS'], anonymous: env['RATE_LIMIT_ANONYMOUS'] };
  if (!production && Object.values(given).every((text) => !text)) return undefined;
  const rate = (name: keyof RateLimits): number => {
    const text = given[name];
    if (!text) return RATES[name];
    if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`RATE_LIMIT_${name.toUpperCase()}: ${text} is not a number of requests a minute, from 1 to 9999999.`);
    return Number(text);
  };
  return { reads: rate('reads'), mutations: rate('mutations'), anonymous: rate('anonymous') };
}

function admissionFrom(env: NodeJS.ProcessEnv): AdmissionConfig {
  const share = (name: string): Partial<Share> => ({
    atOnce: wholeNumber(env, `${name}_AT_ONCE`, [1, 1_000], 'a number of requests'),
    waiting: wholeNumber(env, `${name}_WAITING`, [0, 1_000], 'a number of requests'),
  });
  return { reads: share('READS'), mutations: share('MUTATIONS'), arrivals: share('ARRIVALS') };
}

async function documentsFrom(path: string | undefined): Promise<Documents | undefined> {
  if (!path) return undefined;
  try {
    return new Documents(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`PERSISTED_DOCUMENTS: ${path} cannot be used: ${code ?? message}. "npm run cli -- documents" makes such a file.`, { cause: error });
  }
}

function introspectionFrom(text: string): readonly ClaimedRole[] | undefined {
  if (text === 'everybody') return undefined;
  if (text === 'nobody') return [];
  return listed(text).map((name) => {
    const role = CLAIMED_ROLES.find((one) => one === name);
    if (!role) throw new Error(`INTROSPECTION_ROLES: ${name} is none of ${CLAIMED_ROLES.join(', ')}; nor is it "everybody" or "nobody" alone.`);
    return role;
  });
}
