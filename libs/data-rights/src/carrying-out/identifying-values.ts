import { KeyLocked, Opener } from '@app/privacy';
import { Injectable } from '@nestjs/common';
import type { PersonalKey } from '../domain/erasure.events.js';
import { LogSearch } from '../log/log-search.js';
import { isSealed, sealedFields } from '../log/sealed-fields.js';

/** What names somebody is sealed under these. */
const IDENTIFYING = /^(name-|contact$|identity$)/;
/** A single word may be anybody's; a name in full or an address is looked for. */
const TELLING = /[\s@]/;
const SHORTEST = 5;
/** What an identity provider calls somebody is nobody else's, but a short number may stand anywhere. */
const IDENTITY = 'identity';
const SHORTEST_IDENTITY = 8;

/**
 * What somebody is known by, opened for the search for what an erasure left. It is kept in this process's memory alone, from before the
 * keys are destroyed until the search is over.
 */
@Injectable()
export class IdentifyingValues {
  readonly #known = new Map<string, readonly string[]>();

  constructor(
    private readonly search: LogSearch,
    private readonly opener: Opener,
  ) {}

  /**
   * Opens and remembers them.
   * @throws KeyLocked where a key cannot be reached: what it sealed could not be looked for
   */
  async remember(erasureId: string, keys: readonly PersonalKey[]): Promise<void> {
    if (this.#known.has(erasureId)) return;
    const purposes = new Map(keys.filter(({ purpose }) => IDENTIFYING.test(purpose)).map(({ keyId, purpose }) => [keyId, purpose]));
    const naming = [...purposes.keys()];
    const values = new Set<string>();
    for await (const { data } of this.search.naming(naming, await this.search.head())) {
      const sealed = sealedFields(data).flatMap(({ value }) => (isSealed(value) && naming.includes(value.key) ? [value] : []));
      const opened = await this.opener.open(sealed);
      opened.forEach((one, index) => {
        const key = sealed[index]?.key ?? '';
        if (one.state === 'locked') throw new KeyLocked(key);
        if (one.state === 'open' && typeof one.value === 'string' && isTelling(one.value, purposes.get(key))) values.add(one.value);
      });
    }
    this.#known.set(erasureId, [...values]);
  }

  /** Undefined where another process had them, which has ended since. */
  of(erasureId: string): readonly string[] | undefined {
    return this.#known.get(erasureId);
  }

  forget(erasureId: string): void {
    this.#known.delete(erasureId);
  }
}

function isTelling(value: string, purpose: string | undefined): boolean {
  return purpose === IDENTITY ? value.length >= SHORTEST_IDENTITY : value.length >= SHORTEST && TELLING.test(value);
}
