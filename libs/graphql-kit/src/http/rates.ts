import { LRUCache } from 'lru-cache';
import { isIPv6 } from 'node:net';
import { RequestRefused } from './request-refused.js';

/** How many requests a minute are answered, by one process. */
export interface RateLimits {
  /** Queries of one actor. */
  readonly reads: number;
  /** Mutations of one actor, counted apart: who asks too much can still record. */
  readonly mutations: number;
  /** Requests from one address of which it is not known who asks. */
  readonly anonymous: number;
}

const MINUTE_MS = 60_000;
/** Actors, or addresses, that are counted at once. Beyond, those who have asked least recently start anew. */
const MOST_COUNTED = 50_000;

interface Counted {
  readonly until: number;
  requests: number;
}

/** Counts requests by whom they are from, a minute at a time. In memory: processes count each for itself. */
export class Rate {
  readonly #counted = new LRUCache<string, Counted>({ max: MOST_COUNTED });

  /** @param now milliseconds on a clock that only goes forward */
  constructor(
    readonly limit: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts one request. @returns 0 where it is within the limit, else the seconds until the next is */
  take(from: string): number {
    const now = this.now();
    let counted = this.#counted.get(from);
    if (!counted || counted.until <= now) this.#counted.set(from, (counted = { until: now + MINUTE_MS, requests: 0 }));
    counted.requests += 1;
    return counted.requests <= this.limit ? 0 : Math.ceil((counted.until - now) / 1_000);
  }
}

/** The counts of one process: every route that counts uses the same ones. */
export class Rates {
  readonly reads: Rate;
  readonly mutations: Rate;
  readonly anonymous: Rate;

  constructor({ reads, mutations, anonymous }: RateLimits) {
    [this.reads, this.mutations, this.anonymous] = [new Rate(reads), new Rate(mutations), new Rate(anonymous)];
  }
}

/** What somebody is told who asked too much. @param seconds as `take` answered */
export const tooMany = ({ limit }: Rate, seconds: number): RequestRefused =>
  new RequestRefused('RATE_LIMITED', { max: limit, seconds }, { retryAfterMs: seconds * 1_000 });

/** Whom an address is counted as: of IPv6 the network, since one household or machine has all of it. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const whole = tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
