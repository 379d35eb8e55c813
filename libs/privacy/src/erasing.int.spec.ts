import { ADVISORY_LOCKS } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { type SealedValue, seal } from '@app/kernel';
import { Logger } from '@nestjs/common';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { encrypt } from './cipher.js';
import { Erasing } from './erasing.js';
import { Keyring } from './keyring.js';
import type { LocalMasterKey } from './local-master-key.js';
import { localMasterKey } from './local-master-key.js';
import { Opener } from './opener.js';
import { privacyMigrations } from './privacy.migration.js';
import { KeySealer } from './sealer.js';

interface WrappedCopy {
  readonly keyId: string;
  readonly wrapped: Buffer;
  readonly kek: string;
}

/** Two processes of one installation, and a copy of its database. */
describe('erasing', () => {
  let test: TestDatabase;
  let dataDir: string;
  let masterKey: LocalMasterKey;
  let here: Keyring;
  let elsewhere: Keyring;
  let erasing: Erasing;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    test = await testDatabase(privacyMigrations);
    dataDir = await mkdtemp(join(tmpdir(), 'erasing-'));
    masterKey = await localMasterKey({ dataDir, production: false });
    here = new Keyring(test.database, masterKey);
    elsewhere = new Keyring(test.database, await localMasterKey({ dataDir, production: false }));
    erasing = new Erasing(test.database, masterKey);
  });
  afterEach(async () => {
    await Promise.all([here.onApplicationShutdown(), elsewhere.onApplicationShutdown()]);
    await test.drop();
    await rm(dataDir, { recursive: true });
  });

  async function sealed(subject: string, purpose = 'name', by = here): Promise<SealedValue<string>> {
    const [data] = await new KeySealer(by).seal([
      { stream: `leader-${subject}`, id: randomUUID(), data: { name: seal({ subject, purpose }, `name of ${subject}`) } },
    ]);
    return (data as unknown as { name: SealedValue<string> }).name;
  }
  const opened = async (keyring: Keyring, ...values: SealedValue<string>[]) => (await new Opener(keyring).open(values)).map(({ state }) => state);
  async function copyOf({ key }: SealedValue<string>): Promise<WrappedCopy> {
    const { rows } = await test.database.query<WrappedCopy>('select key_id as "keyId", wrapped, kek from privacy.keys where key_id = $1', [key]);
    if (!rows[0]) throw new Error('no such key');
    return rows[0];
  }
  const revive = ({ keyId, wrapped, kek }: WrappedCopy) => masterKey.unwrap(kek, wrapped, `data-key/${keyId}`);
  async function rememberedBy(keyring: Keyring, value: SealedValue<string>): Promise<void> {
    await opened(keyring, value);
    // Until its connection listens, nothing is remembered.
    await sleep(100);
    expect(await opened(keyring, value)).toEqual(['open']);
  }

  it('makes one person unreadable in every process at once, and nobody else', async () => {
    const [ann, bob] = [await sealed('ann'), await sealed('bob')];
    for (const keyring of [here, elsewhere]) await rememberedBy(keyring, ann);
    expect(await erasing.destroy({ people: ['ann'] })).toMatchObject({ keys: 1 });
    await sleep(50);
    for (const keyring of [here, elsewhere]) expect(await opened(keyring, ann, bob)).toEqual(['erased', 'open']);
    await expect(sealed('ann', 'reflection', elsewhere)).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
  });

  it('leaves nothing by which a copy of the database could be opened', async () => {
    const [ann, bob] = [await sealed('ann'), await sealed('bob')];
    const copies = [await copyOf(ann), await copyOf(bob)] as const;
    for (const copy of copies) await expect(revive(copy)).resolves.toHaveLength(32);
    const { keyEncryptionKeys } = await erasing.destroy({ people: ['ann'] });
    expect(keyEncryptionKeys).toEqual([copies[0].kek]);
    for (const copy of copies) await expect(revive(copy)).rejects.toThrow();
    expect(await revive(await copyOf(bob))).toHaveLength(32);
    expect(await readdir(join(dataDir, 'keys'))).toHaveLength(1);
  });

  it('can destroy one key of a person alone', async () => {
    const [former, present] = [await sealed('ann', 'name-1'), await sealed('ann', 'name-2')];
    expect(await erasing.destroy({ keys: [{ subject: 'ann', purpose: 'name-1' }] })).toMatchObject({ keys: 1 });
    await sleep(50);
    expect(await opened(here, former, present)).toEqual(['erased', 'open']);
    expect(await opened(here, await sealed('ann', 'name-3'))).toEqual(['open']);
  });

  it('has nothing sealed for somebody any more before anything is destroyed', async () => {
    const ann = await sealed('ann');
    const { since, keys } = await erasing.entomb('ann');
    expect(keys).toEqual([{ keyId: ann.key, purpose: 'name' }]);
    expect(await opened(elsewhere, ann)).toEqual(['open']);
    for (const purpose of ['name', 'reflection']) await expect(sealed('ann', purpose, elsewhere)).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    expect(await erasing.entomb('ann')).toEqual({ since, keys });
    expect(await erasing.remaining([ann.key])).toEqual([ann.key]);
    const { keyEncryptionKeys } = await erasing.destroy({ people: ['ann'] });
    expect(await erasing.remaining([ann.key])).toEqual([]);
    expect(await erasing.destroyedSince(since)).toEqual(keyEncryptionKeys);
    expect(await erasing.entomb('ann')).toEqual({ since, keys: [] });
  });

  it('asked twice, does nothing more', async () => {
    await sealed('ann');
    await erasing.destroy({ people: ['ann'] });
    expect(await erasing.destroy({ people: ['ann'] })).toMatchObject({ keys: 0 });
  });

  it('goes on after a crash where it stopped', async () => {
    const values = await Promise.all(Array.from({ length: 30 }, (_, index) => sealed(`person ${index}`)));
    const next = await masterKey.create();
    await test.database.query("select privacy.destroy_keys('{person 0}', '{}', '{}', $1)", [next]);
    await sleep(50);
    expect(await opened(elsewhere, ...values)).toEqual(['erased', ...values.slice(1).map(() => 'open')]);
    expect(await erasing.finish()).toHaveLength(1);
    expect(await erasing.finish()).toEqual([]);
    expect(await opened(elsewhere, ...values)).toEqual(['erased', ...values.slice(1).map(() => 'open')]);
  });

  it('destroys no key-encryption key that still wraps something', async () => {
    const [ann, bob] = [await sealed('ann'), await sealed('bob')];
    const { kek } = await copyOf(bob);
    await test.database.query("update privacy.keys set wrapped = '\\x00' where subject = 'bob'");
    await expect(erasing.destroy({ people: ['ann'] })).rejects.toThrow('cannot be unwrapped');
    await sleep(50);
    expect(await opened(here, ann, bob)).toEqual(['erased', 'locked']);
    expect(await readdir(join(dataDir, 'keys'))).toContain(kek);
  });

  it('wraps anew what the root itself wrapped, before there were key-encryption keys', async () => {
    const bob = await copyOf(await sealed('bob'));
    const root = Buffer.from(await readFile(join(dataDir, 'master-key'), 'utf8'), 'base64');
    const former = `local:${createHash('sha256').update('master key id').update(root).digest('hex').slice(0, 16)}`;
    const wrapped = encrypt(root, await revive(bob), `data-key/${bob.keyId}`);
    await test.database.query('update privacy.keys set wrapped = $1, kek = $2', [Buffer.from(wrapped), former]);
    const ann = await sealed('ann');
    expect(await opened(elsewhere, ann, await sealed('bob', 'name', elsewhere))).toEqual(['open', 'open']);
    await erasing.destroy({ people: ['ann'] });
    const anew = await copyOf({ key: bob.keyId } as SealedValue<string>);
    expect(anew.kek).toMatch(/^local-/);
    expect(await revive(anew)).toEqual(await revive({ ...bob, wrapped: Buffer.from(wrapped), kek: former }));
  });

  it('waits for nobody and loses nothing while others seal', async () => {
    const values: SealedValue<string>[] = [];
    let sealing = true;
    const writer = (async () => {
      for (let number = 0; sealing; number++) {
        values.push(await sealed(`person ${number}`, 'name', number % 2 ? here : elsewhere));
      }
    })();
    for (let turn = 0; turn < 5 || values.length <= 10; turn++) await erasing.destroy({ people: [`nobody ${turn}`] });
    sealing = false;
    await writer;
    expect(values.length).toBeGreaterThan(10);
    expect(new Set(await opened(here, ...values))).toEqual(new Set(['open']));
    expect(await readdir(join(dataDir, 'keys'))).toHaveLength(1);
  });

  it('lets whoever meets a key while its wrapping is exchanged use it all the same', async () => {
    const ann = await sealed('ann');
    const exchanging = await localMasterKey({ dataDir, production: false });
    const keyring = new Keyring(test.database, exchanging);
    let exchanges = 0;
    for (const use of ['wrap', 'unwrap'] as const) {
      const used = exchanging[use].bind(exchanging);
      exchanging[use] = async (...args) => {
        if (exchanges++ < 2) await erasing.destroy({ people: ['nobody'] });
        return used(...args);
      };
    }
    try {
      expect(await opened(keyring, ann)).toEqual(['open']);
      exchanges = 0;
      expect(await opened(here, await sealed('ann', 'name', keyring), await sealed('bob', 'name', keyring))).toEqual(['open', 'open']);
    } finally {
      await keyring.onApplicationShutdown();
    }
  });

  it('has one current key-encryption key although the first is made while keys are destroyed', async () => {
    let ann: Promise<SealedValue<string>> | undefined;
    await test.database.transaction(async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.erasure]);
      ann = sealed('ann');
      await sleep(100);
      // What `privacy.destroy_keys` does last.
      await client.query('insert into privacy.key_encryption_keys (id) values ($1)', [await masterKey.create()]);
    });
    expect(ann && (await opened(elsewhere, await ann))).toEqual(['open']);
    expect(await readdir(join(dataDir, 'keys'))).toHaveLength(1);
  });

  it('remembers no key while destructions cannot be heard of', async () => {
    const ann = await sealed('ann');
    await rememberedBy(elsewhere, ann);
    await test.database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tracker keys' and datname = current_database()",
    );
    await test.database.query("delete from privacy.keys where subject = 'ann'");
    await sleep(50);
    expect(await opened(elsewhere, ann)).toEqual(['erased']);
  });

  it('leaves the installation’s secrets as they are, which are one however many processes make them at once', async () => {
    const made = await Promise.all([here, elsewhere, here, elsewhere].map((keyring) => keyring.secret('ids')));
    expect(new Set(made.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1);
    const { keyEncryptionKeys } = await erasing.destroy({ people: ['somebody'] });
    expect(keyEncryptionKeys).toHaveLength(1);
    for (const keyring of [here, elsewhere]) {
      keyring.forget();
      expect(await keyring.secret('ids')).toEqual(made[0]);
    }
  });
});
