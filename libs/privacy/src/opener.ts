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

const ERASED = { state: 'erased' } as const;
const LOCKED = { state: 'locked' } as const;

/** Opens sealed values for those who may see them; who that is, others decide. */
export class Opener {
  readonly #log = new Logger(Opener.name);

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

  #openOne<T>({ bound, box }: SealedValue<T>, key: Uint8Array | 'erased' | 'locked'): Opened<T> {
    if (key === 'erased') return ERASED;
    if (key === 'locked') return LOCKED;
    try {
      return { state: 'open', value: JSON.parse(decrypt(key, Buffer.from(box, 'base64'), bound).toString('utf8')) as T };
    } catch {
      this.#log.error(`the sealed value ${bound} was altered, or moved from where it was sealed`);
      return LOCKED;
    }
  }
}
