import { DatabaseUnavailable } from '@app/database';
import type { SealedValue } from '@app/kernel';
import { Logger } from '@nestjs/common';
import { decrypt } from './cipher.js';
import type { Keyring } from './keyring.js';

/**
 * What is found in a sealed value: its content; that the person was erased; or that it cannot be read now (its key cannot be
 * reached, or it was altered), which is no erasure.
 */
export type Opened<T = unknown> = { readonly state: 'open'; readonly value: T } | { readonly state: 'erased' } | { readonly state: 'locked' };

/** Values that are kept with the key that opened them. */
const MOST_PER_KEY = 32;

const ERASED = { state: 'erased' } as const;
const LOCKED = { state: 'locked' } as const;

/** Opens sealed values for those who may see them; who that is, others decide. */
export class Opener {
  readonly #log = new Logger(Opener.name);
  /** What a key opened is kept with it and goes with it: whoever has the key at hand has what it opens. */
  readonly #opened = new WeakMap<Uint8Array, Map<string, Opened>>();

  constructor(private readonly keyring: Keyring) {}

  /** Opens many at once, in their order, with at most one query for all their keys. */
  async open<T = unknown>(values: readonly SealedValue<T>[]): Promise<Opened<T>[]> {
    if (values.length === 0) return [];
    try {
      const keys = await this.keyring.find(values.map(({ key }) => key));
      return values.map((value) => this.#openOne(value, keys.get(value.key) ?? 'erased'));
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      return values.map(() => LOCKED);
    }
  }

  /** One value, where its key is at hand; else undefined. */
  openNow<T = unknown>(value: SealedValue<T>): Opened<T> | undefined {
    const key = this.keyring.atHand(value.key);
    return key && this.#openOne(value, key);
  }

  #openOne<T>({ bound, box }: SealedValue<T>, key: Uint8Array | 'erased' | 'locked'): Opened<T> {
    if (key === 'erased') return ERASED;
    if (key === 'locked') return LOCKED;
    const opened = this.#opened.get(key) ?? new Map<string, Opened>();
    this.#opened.set(key, opened);
    const known = opened.get(bound + box);
    if (known) return known as Opened<T>;
    try {
      const value: Opened<T> = { state: 'open', value: JSON.parse(decrypt(key, Buffer.from(box, 'base64'), bound).toString('utf8')) as T };
      if (opened.size < MOST_PER_KEY) opened.set(bound + box, value);
      return value;
    } catch {
      this.#log.error(`the sealed value ${bound} was altered, or moved from where it was sealed`);
      return LOCKED;
    }
  }
}
