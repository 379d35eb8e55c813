import { ADVISORY_LOCKS, type Database } from '@app/database';
import type { Instant, SealedUnder } from '@app/kernel';
import type { ClientBase } from 'pg';
import { contextOf, KeyLocked, type Wrapped } from './keyring.js';
import type { MasterKey } from './master-key.js';

const BATCH = 1_000;

/** What is to become unreadable. */
export interface ToDestroy {
  /** Whole people, by their subject: everything sealed under any key of theirs, and nothing is ever sealed for them again. */
  readonly people?: readonly string[];
  /** Single keys, such as that of a former name. */
  readonly keys?: readonly SealedUnder[];
}

export interface Destroyed {
  /** How many keys were destroyed; those that were gone before do not count. */
  readonly keys: number;
  /** The key-encryption keys that were destroyed, so that copies of those keys in backups and in the database's own log open nothing. */
  readonly keyEncryptionKeys: readonly string[];
}

/** A person for whom nothing is sealed any more, while what is sealed can still be opened. */
export interface Entombed {
  /** When that began. */
  readonly since: Instant;
  /** The keys that they have. */
  readonly keys: readonly { readonly keyId: string; readonly purpose: string }[];
}

/** Destroys keys, and whatever could bring them back. Every step can be repeated, by any process, until all of them are done. */
export class Erasing {
  constructor(
    private readonly database: Database,
    private readonly masterKey: MasterKey,
  ) {}

  /**
   * Has nothing sealed for a person any more, by any process, so that what there is of them can be told before it is destroyed.
   * @throws DatabaseUnavailable
   */
  entomb(person: string): Promise<Entombed> {
    return this.database.transaction(async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.erasure]);
      await client.query('insert into privacy.tombstones (subject) values ($1) on conflict do nothing', [person]);
      const { rows } = await client.query<{ since: Instant }>('select erased_at as since from privacy.tombstones where subject = $1', [person]);
      const keys = await client.query<Entombed['keys'][number]>('select key_id as "keyId", purpose from privacy.keys where subject = $1 order by purpose', [
        person,
      ]);
      return { since: rows[0]?.since ?? '', keys: keys.rows };
    });
  }

  /** The key-encryption keys that were destroyed at a moment or later, by whomever. @throws DatabaseUnavailable */
  async destroyedSince(moment: Instant): Promise<readonly string[]> {
    const { rows } = await this.database.query<{ id: string }>('select id from privacy.key_encryption_keys where destroyed_at >= $1 order by id', [moment]);
    return rows.map(({ id }) => id);
  }

  /** Which of some keys are still there. @throws DatabaseUnavailable */
  async remaining(keyIds: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.database.query<{ id: string }>('select key_id as id from privacy.keys where key_id = any($1::uuid[])', [[...keyIds]]);
    return rows.map(({ id }) => id);
  }

  /**
   * Destroys keys in the database, then every key-encryption key that has wrapped them, once the others' keys are wrapped anew. Without anything to
   * destroy it changes the key-encryption key, which is worth doing at intervals.
   * @throws KeyLocked where a key that is to stay cannot be wrapped anew: what was to be destroyed is gone from the database and from every
   *   process, and `finish` does the rest once that key can be reached; DatabaseUnavailable
   */
  async destroy({ people = [], keys = [] }: ToDestroy): Promise<Destroyed> {
    const next = await this.masterKey.create();
    const values = [people, keys.map(({ subject }) => subject), keys.map(({ purpose }) => purpose), next];
    const { rows } = await this.database.query<{ destroyed: bigint }>('select privacy.destroy_keys($1, $2, $3, $4) as destroyed', values);
    return { keys: Number(rows[0]?.destroyed ?? 0n), keyEncryptionKeys: await this.finish() };
  }

  /**
   * Wraps anew what a retired key-encryption key wraps, or none that there is, as before there were any, then destroys that one. Nothing to do is well done.
   * @returns the key-encryption keys that were destroyed
   * @throws KeyLocked, DatabaseUnavailable
   */
  async finish(): Promise<readonly string[]> {
    // Nothing more is wrapped by a retired one, so what is left only becomes less; each batch is safe before the next.
    while ((await this.database.transaction((client) => this.#wrapAnew(client))) === BATCH);
    const { rows } = await this.database.query<{ id: string }>(
      `select e.id from privacy.key_encryption_keys e where e.retired_at is not null and e.destroyed_at is null
        and not exists (select from privacy.keys k where k.kek = e.id) order by e.id`,
    );
    const unused = rows.map(({ id }) => id);
    for (const kek of unused) await this.masterKey.destroy(kek);
    await this.database.query('update privacy.key_encryption_keys set destroyed_at = clock_timestamp() where id = any($1)', [unused]);
    return unused;
  }

  /** @returns how many keys were wrapped anew, at most `BATCH` */
  async #wrapAnew(client: ClientBase): Promise<number> {
    const { rows } = await client.query<{ id: string }>('select id from privacy.key_encryption_keys where retired_at is null');
    const current = rows[0]?.id;
    if (current === undefined) return 0;
    const found = await client.query<Wrapped>(
      `select k.key_id, k.wrapped, k.kek from privacy.keys k
        where not exists (select from privacy.key_encryption_keys e where e.id = k.kek and e.retired_at is null) order by k.key_id limit ${BATCH} for update`,
    );
    const wrapped = await Promise.all(found.rows.map((key) => this.#wrapOneAnew(key, current)));
    await client.query(
      `update privacy.keys k set wrapped = n.wrapped, kek = $3 from unnest($1::uuid[], $2::bytea[]) n(key_id, wrapped) where k.key_id = n.key_id`,
      [found.rows.map(({ key_id }) => key_id), wrapped, current],
    );
    return found.rows.length;
  }

  async #wrapOneAnew({ key_id, wrapped, kek }: Wrapped, current: string): Promise<Buffer> {
    try {
      const context = contextOf(key_id);
      return Buffer.from(await this.masterKey.wrap(current, await this.masterKey.unwrap(kek, wrapped, context), context));
    } catch (error) {
      throw new KeyLocked(key_id, error);
    }
  }
}
