import { ADVISORY_LOCKS, type Database } from '@app/database';
import type { SealedUnder } from '@app/kernel';
import { refusals } from '@app/kernel';
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataKey } from './key-cache.js';
import { KeyCache } from './key-cache.js';
import { KeysAnnounced } from './announced.js';
import { collectSoon } from './collect.js';
import type { MasterKey } from './master-key.js';

const refuse = refusals({
  SUBJECT_ERASED: {
    en: 'This person’s data was erased at their request, so nothing personal about them can be recorded again.',
    cy: 'Cafodd data’r person hwn ei ddileu ar ei gais, felly ni ellir cofnodi dim byd personol amdano eto.',
  },
});

/** A key that is there, or is to be made, and cannot be used now: its master key is another one, or cannot be reached. */
export class KeyLocked extends Error {
  constructor(keyId: string, cause?: unknown) {
    super(`key ${keyId} cannot be unwrapped`, { cause });
    this.name = 'KeyLocked';
  }
}

interface KeyRow {
  key_id: string | null;
  subject: string;
  purpose: string;
  wrapped_key: Buffer | null;
  wrapped_under: string | null;
  erased: boolean;
}

/** A key as it is kept: wrapped by a key-encryption key. */
export interface Wrapped {
  readonly key_id: string;
  readonly wrapped: Buffer;
  readonly kek: string;
}

interface Wanted {
  readonly unders: readonly SealedUnder[];
  readonly resolve: (keys: ReadonlyMap<string, DataKey>) => void;
  readonly reject: (error: unknown) => void;
}

/** A key-encryption key was retired since it was last asked which is current. */
const NOT_CURRENT = 'TP001';
const CACHED_KEYS = 20_000;
const CACHED_FOR_MS = 5 * 60_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTALLATION = 'installation';

export const nameOf = ({ subject, purpose }: SealedUnder): string => `${subject}\n${purpose}`;
/** What a data key is wrapped for. */
export const contextOf = (keyId: string): string => `data-key/${keyId}`;

/**
 * The data keys in schema `privacy`: one per person and purpose, each wrapped by a key-encryption key. What is remembered of them is used only
 * while every destruction is heard of, and five minutes at most.
 */
export class Keyring {
  readonly #byName = new KeyCache<DataKey>(CACHED_KEYS, CACHED_FOR_MS);
  readonly #byId = new KeyCache<Uint8Array>(CACHED_KEYS, CACHED_FOR_MS);
  readonly #waiting: Wanted[] = [];
  readonly #announced: KeysAnnounced;
  readonly #alongside: (() => void)[] = [];
  #asking = false;
  /** What was asked before keys were destroyed is not remembered after it. */
  #generation = 0;
  #kek: Promise<string> | undefined;

  constructor(
    private readonly database: Database,
    private readonly masterKey: MasterKey,
  ) {
    this.#announced = new KeysAnnounced(database, (told) => {
      this.forget();
      if (told) collectSoon();
    });
  }

  /**
   * The keys to seal under, by `nameOf`; those that are missing are made, and committed, first. Whether someone was erased is asked every
   * time, in one query for all who ask at the same time.
   * @throws Refused SUBJECT_ERASED; KeyLocked; DatabaseUnavailable
   */
  ensure(unders: readonly SealedUnder[]): Promise<ReadonlyMap<string, DataKey>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ unders, resolve, reject });
      if (!this.#asking) void this.#askAll();
    });
  }

  /** A key that need not be asked for. */
  atHand(id: string): Uint8Array | undefined {
    return this.#announced.heard ? this.#byId.get(id) : undefined;
  }

  /**
   * The keys of these ids, in one query for all that are not at hand.
   * @returns per id the key, or `'erased'` where there is none any more, or `'locked'` where it cannot be unwrapped now
   */
  async find(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array | 'erased' | 'locked'>> {
    const found = new Map<string, Uint8Array | 'erased' | 'locked'>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const key = this.atHand(id);
      if (key) found.set(id, key);
      else if (UUID.test(id)) missing.push(id);
      else found.set(id, 'erased');
    }
    if (missing.length === 0) return found;
    const generation = this.#generation;
    const opened = await this.#unwrapAll(await this.#wrapped(missing), generation);
    for (const id of missing) {
      const key = opened.get(id) ?? 'erased';
      found.set(id, key instanceof KeyLocked ? 'locked' : key);
    }
    return found;
  }

  /** Of whom these keys are; those that were destroyed are absent. @throws DatabaseUnavailable */
  async subjectsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const wanted = ids.filter((id) => UUID.test(id));
    const { rows } = await this.database.query<{ id: string; subject: string }>(
      'select key_id as id, subject from privacy.keys where key_id = any($1::uuid[])',
      [wanted],
    );
    return new Map(rows.map(({ id, subject }) => [id, subject]));
  }

  /** The keys that somebody has, and what each is for. @throws DatabaseUnavailable */
  async ofSubject(subject: string): Promise<readonly { readonly keyId: string; readonly purpose: string }[]> {
    const { rows } = await this.database.query<{ keyId: string; purpose: string }>(
      'select key_id as "keyId", purpose from privacy.keys where subject = $1 order by purpose',
      [subject],
    );
    return rows;
  }

  /** A secret of this installation, 32 bytes: made at first use, the same ever after. */
  async secret(purpose: string): Promise<Uint8Array> {
    const under = { subject: INSTALLATION, purpose };
    const key = (await this.ensure([under])).get(nameOf(under));
    if (!key) throw new Error(`no secret ${purpose}`);
    return key.key;
  }

  /** Forgets what it holds in memory: the next use asks the database. */
  forget(): void {
    this.#generation++;
    this.#byName.clear();
    this.#byId.clear();
    this.#kek = undefined;
    for (const forget of this.#alongside) forget();
  }

  /** Has something else that may hold what keys opened forget it whenever keys were destroyed, by whichever process. */
  alongside(forget: () => void): void {
    this.#alongside.push(forget);
  }

  onApplicationShutdown(): Promise<void> {
    return this.#announced.close();
  }

  async #askAll(): Promise<void> {
    this.#asking = true;
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const asked = this.#waiting.splice(0);
      try {
        const answers = await this.#ask(new Map(asked.flatMap(({ unders }) => unders.map((under) => [nameOf(under), under]))));
        for (const one of asked) this.#answer(one, answers);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.#asking = false;
  }

  /** Each for itself: one person's erasure is nothing to the others who asked at the same time. */
  #answer({ unders, resolve, reject }: Wanted, answers: ReadonlyMap<string, DataKey | Error>): void {
    const keys = new Map<string, DataKey>();
    for (const name of unders.map(nameOf)) {
      const answer = answers.get(name) ?? new Error('a key was neither found nor made');
      if (answer instanceof Error) return reject(answer);
      keys.set(name, answer);
    }
    resolve(keys);
  }

  async #ask(wanted: ReadonlyMap<string, SealedUnder>): Promise<ReadonlyMap<string, DataKey | Error>> {
    const offers = new Map<string, { id: string; key: Buffer; wrapped: Uint8Array }>();
    const unders = [...wanted.values()];
    const { heard } = this.#announced;
    const generation = this.#generation;
    const unknown = [...wanted.keys()].filter((name) => !heard || !this.#byName.get(name));
    const kek = unknown.length > 0 ? await this.#current() : '';
    for (const name of unknown) {
      const id = randomUUID();
      const key = randomBytes(32);
      const wrapped = await this.#wrap(kek, id, key);
      if (!wrapped) return this.#ask(wanted);
      offers.set(name, { id, key, wrapped });
    }
    const offered = unders.map((under) => offers.get(nameOf(under)));
    const values = [
      unders.map(({ subject }) => subject),
      unders.map(({ purpose }) => purpose),
      offered.map((offer) => offer?.id ?? null),
      offered.map((offer) => (offer ? Buffer.from(offer.wrapped) : null)),
      kek,
    ];
    let rows: KeyRow[];
    try {
      ({ rows } = await this.database.query<KeyRow>({ name: 'ensure_keys', text: 'select * from privacy.ensure_keys($1, $2, $3, $4, $5)', values }));
    } catch (error) {
      if ((error as { code?: unknown }).code !== NOT_CURRENT) throw error;
      this.#kek = undefined;
      return this.#ask(wanted);
    }
    const answers = new Map<string, DataKey | Error>();
    const vanished = new Map<string, SealedUnder>();
    const opened = await this.#unwrapAll(
      rows.flatMap((row) => this.#toUnwrap(row, offers.get(nameOf(row))?.id)),
      generation,
    );
    for (const row of rows) {
      const name = nameOf(row);
      const answer = this.#take(row, offers.get(name), opened, generation);
      if (answer) answers.set(name, answer);
      else vanished.set(name, row);
    }
    // Held in memory, but gone from the table: ask again, offering new ones.
    return vanished.size > 0 ? new Map([...answers, ...(await this.#ask(vanished))]) : answers;
  }

  /**
   * Whatever a key service says when it is away, it is away: nobody is told that as a defect.
   * @returns nothing where another key-encryption key became current meanwhile, and this one may be gone
   */
  async #wrap(kek: string, id: string, key: Uint8Array): Promise<Uint8Array | undefined> {
    try {
      return await this.masterKey.wrap(kek, key, contextOf(id));
    } catch (error) {
      this.#kek = undefined;
      if ((await this.#current()) !== kek) return undefined;
      throw new KeyLocked(id, error);
    }
  }

  /** The key of a row, unless it was just offered or is at hand. */
  #toUnwrap({ key_id, wrapped_key, wrapped_under, erased }: KeyRow, offered: string | undefined): Wrapped[] {
    if (erased || key_id === null || wrapped_key === null || wrapped_under === null) return [];
    return key_id === offered || this.atHand(key_id) ? [] : [{ key_id, wrapped: wrapped_key, kek: wrapped_under }];
  }

  #take(
    row: KeyRow,
    offer: { id: string; key: Buffer } | undefined,
    opened: ReadonlyMap<string, Uint8Array | KeyLocked>,
    generation: number,
  ): DataKey | Error | undefined {
    const name = nameOf(row);
    if (row.erased) {
      this.#byName.delete(name);
      return refuse('SUBJECT_ERASED');
    }
    const key = row.key_id === null ? undefined : row.key_id === offer?.id ? offer.key : (opened.get(row.key_id) ?? this.atHand(row.key_id));
    if (row.key_id === null || key === undefined) {
      this.#byName.delete(name);
      return undefined;
    }
    if (key instanceof KeyLocked) return key;
    const dataKey = { id: row.key_id, key };
    if (generation === this.#generation) {
      this.#byId.set(row.key_id, key);
      this.#byName.set(name, dataKey);
    }
    return dataKey;
  }

  /** The key-encryption key that wraps new keys; the first process ever makes it. */
  #current(): Promise<string> {
    this.#kek ??= this.#askCurrent().catch((error: unknown) => {
      this.#kek = undefined;
      throw error;
    });
    return this.#kek;
  }

  async #askCurrent(): Promise<string> {
    const current = 'select id from privacy.key_encryption_keys where retired_at is null';
    const { rows } = await this.database.query<{ id: string }>(current);
    if (rows[0]) return rows[0].id;
    const made = await this.masterKey.create();
    await this.database.transaction(async (client) => {
      // Not while somebody destroys keys, who makes a current one too.
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.erasure]);
      await client.query('insert into privacy.key_encryption_keys (id) values ($1) on conflict do nothing', [made]);
    });
    const adopted = (await this.database.query<{ id: string }>(current)).rows[0]?.id ?? made;
    if (adopted !== made) await this.masterKey.destroy(made);
    return adopted;
  }

  async #wrapped(ids: readonly string[]): Promise<readonly Wrapped[]> {
    const { rows } = await this.database.query<Wrapped>('select key_id, wrapped, kek from privacy.keys where key_id = any($1::uuid[])', [[...ids]]);
    return rows;
  }

  /**
   * @returns per id the key, or why it cannot be had now; those that were destroyed meanwhile are absent. What wraps a key may be exchanged, and the
   *   former destroyed, between the question and its use: then it is asked again.
   */
  async #unwrapAll(keys: readonly Wrapped[], generation: number): Promise<Map<string, Uint8Array | KeyLocked>> {
    const opened = new Map<string, Uint8Array | KeyLocked>();
    await Promise.all(keys.map(async (key) => opened.set(key.key_id, await this.#unwrap(key, generation))));
    const locked = keys.filter(({ key_id }) => opened.get(key_id) instanceof KeyLocked);
    if (locked.length === 0) return opened;
    const before = new Map(locked.map(({ key_id, kek }) => [key_id, kek]));
    const now = await this.#wrapped([...before.keys()]);
    for (const id of before.keys()) if (!now.some(({ key_id }) => key_id === id)) opened.delete(id);
    const exchanged = now.filter(({ key_id, kek }) => kek !== before.get(key_id));
    return exchanged.length === 0 ? opened : new Map([...opened, ...(await this.#unwrapAll(exchanged, generation))]);
  }

  async #unwrap({ key_id, wrapped, kek }: Wrapped, generation: number): Promise<Uint8Array | KeyLocked> {
    try {
      const key = await this.masterKey.unwrap(kek, wrapped, contextOf(key_id));
      if (generation === this.#generation) this.#byId.set(key_id, key);
      return key;
    } catch (error) {
      return new KeyLocked(key_id, error);
    }
  }
}
