import { Features } from '@app/feature';
import { KeyLocked, Opener } from '@app/privacy';
import { Injectable } from '@nestjs/common';
import type { PersonalKey } from '../domain/erasure.events.js';
import { LogSearch } from '../log/log-search.js';
import { isSealed, sealedFields } from '../log/sealed-fields.js';
import { ownWords, together, type Wanted, wantedOf } from './wanted.js';

/** What names somebody is sealed under these. */
const IDENTIFYING = /^(name-|contact$|identity$)/;

/**
 * What somebody is known by, opened for the search for what an erasure left. It is kept in this process's memory alone, from before the
 * keys are destroyed until a search finds nothing.
 */
@Injectable()
export class IdentifyingValues {
  readonly #known = new Map<string, Wanted>();
  readonly #own: ReadonlySet<string>;

  constructor(
    private readonly search: LogSearch,
    private readonly opener: Opener,
    features: Features,
  ) {
    this.#own = ownWords(features);
  }

  /**
   * Opens and remembers them.
   * @throws KeyLocked where a key cannot be reached: what it sealed could not be looked for
   */
  async remember(erasureId: string, keys: readonly PersonalKey[]): Promise<void> {
    if (this.#known.has(erasureId)) return;
    const purposes = new Map(keys.filter(({ purpose }) => IDENTIFYING.test(purpose)).map(({ keyId, purpose }) => [keyId, purpose]));
    const naming = [...purposes.keys()];
    const wanted: Wanted[] = [];
    for await (const { data } of this.search.naming(naming, await this.search.head())) {
      const sealed = sealedFields(data).flatMap(({ value }) => (isSealed(value) && naming.includes(value.key) ? [value] : []));
      const opened = await this.opener.open(sealed);
      opened.forEach((one, index) => {
        const key = sealed[index]?.key ?? '';
        if (one.state === 'locked') throw new KeyLocked(key);
        if (one.state === 'open' && typeof one.value === 'string') wanted.push(wantedOf(one.value, purposes.get(key) ?? '', this.#own));
      });
    }
    this.#known.set(erasureId, together(wanted));
  }

  /** Whoever asks for another search says anew what the person was known by, in a process that never knew. */
  tell(erasureId: string, names: readonly string[]): void {
    this.#known.set(erasureId, together(names.map((name) => wantedOf(name, name.includes('@') ? 'contact' : 'name', this.#own))));
  }

  /** Undefined where another process had them, which has ended since. */
  of(erasureId: string): Wanted | undefined {
    return this.#known.get(erasureId);
  }

  forget(erasureId: string): void {
    this.#known.delete(erasureId);
  }
}
