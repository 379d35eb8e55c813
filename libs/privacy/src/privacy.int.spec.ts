import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import type { SealedValue } from '@app/kernel';
import { Refused, seal } from '@app/kernel';
import { Logger } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import { Keyring } from './keyring.js';
import { LocalMasterKey } from './local-master-key.js';
import { Opener } from './opener.js';
import { privacyMigrations } from './privacy.migration.js';
import { KeySealer } from './sealer.js';

describe('personal values', () => {
  const masterKey = new LocalMasterKey(randomBytes(32));
  let test: TestDatabase;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    test = await testDatabase(privacyMigrations);
  });
  afterAll(() => test.drop());

  const keyrings: Keyring[] = [];
  function fresh(key: LocalMasterKey = masterKey): Keyring {
    const keyring = new Keyring(test.database, key);
    keyrings.push(keyring);
    return keyring;
  }
  afterEach(async () => {
    await Promise.all(keyrings.splice(0).map((keyring) => keyring.onApplicationShutdown()));
  });
  const event = (data: object) => ({ stream: `leader-${randomUUID()}`, id: randomUUID(), data });
  async function sealedName(subject: string, value: unknown = 'Siân Ŵyn'): Promise<SealedValue<string>> {
    const [data] = await new KeySealer(fresh()).seal([event({ name: { legal: seal({ subject, purpose: 'name' }, value) } })]);
    return (data as unknown as { name: { legal: SealedValue<string> } }).name.legal;
  }
  const keyCount = async () => (await test.database.query<{ n: bigint }>('select count(*) as n from privacy.keys')).rows[0]?.n;

  it('are sealed wherever they stand in an event, and nothing else is', async () => {
    const given = event({ leaderId: 'l', absent: undefined, names: [{ known: seal({ subject: 'someone', purpose: 'name' }, 'Siân') }] });
    const [data] = await new KeySealer(fresh()).seal([given]);
    expect(data).toEqual({
      leaderId: 'l',
      names: [{ known: { sealed: 'v1', key: expect.any(String), bound: `${given.stream}/${given.id}/names.0.known`, box: expect.any(String) } }],
    });
    expect(JSON.stringify(data)).not.toContain('Siân');
  });

  it('open in another process, with one query for all', async () => {
    const values = [await sealedName('a', 'Ŵ'), await sealedName('b', { nested: [1] }), await sealedName('a', null)];
    const keyring = fresh();
    expect(await new Opener(keyring).open(values)).toEqual([
      { state: 'open', value: 'Ŵ' },
      { state: 'open', value: { nested: [1] } },
      { state: 'open', value: null },
    ]);
  });

  it('have one key per person and purpose, however many processes want it first', async () => {
    const before = await keyCount();
    const under = [
      { subject: 'raced', purpose: 'name' },
      { subject: 'raced', purpose: 'email' },
    ];
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => fresh().ensure(i % 2 ? under : [...under].reverse())));
    expect(new Set(answers.map((keys) => keys.get('raced\nname')?.id)).size).toBe(1);
    expect(await keyCount()).toBe((before ?? 0n) + 2n);
  });

  it('do not open when the box, or what it is bound to, was changed', async () => {
    const value = await sealedName('tampered');
    const other = await sealedName('tampered', 'Someone else');
    const box = Buffer.from(value.box, 'base64');
    box[20] = (box[20] ?? 0) ^ 1;
    const opened = await new Opener(fresh()).open<unknown>([
      { ...value, box: box.toString('base64') },
      { ...value, bound: other.bound },
      { ...value, box: other.box },
      { ...value, box: '' },
      value,
    ]);
    expect(opened.map(({ state }) => state)).toEqual(['locked', 'locked', 'locked', 'locked', 'open']);
  });

  it('are erased with their key, for everyone whose memory of it has gone', async () => {
    const value = await sealedName('leaving');
    const keyring = fresh();
    await new Opener(keyring).open([value]);
    await test.database.query("delete from privacy.keys where subject = 'leaving'");
    keyring.forget();
    expect(await new Opener(keyring).open([value])).toEqual([{ state: 'erased' }]);
  });

  it('are never sealed again for someone who was erased', async () => {
    const keyring = fresh();
    await new KeySealer(keyring).seal([event({ n: seal({ subject: 'gone', purpose: 'name' }, 'x') })]);
    await test.database.query("insert into privacy.tombstones (subject) values ('gone')");
    await test.database.query("delete from privacy.keys where subject = 'gone'");
    const again = (subject: string) => new KeySealer(keyring).seal([event({ n: seal({ subject, purpose: 'name' }, 'x') })]);
    const [refused, other] = await Promise.allSettled([again('gone'), again('staying')]);
    expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(Refused) });
    expect(refused).toMatchObject({ reason: { code: 'SUBJECT_ERASED' } });
    expect(other.status).toBe('fulfilled');
  });

  it('have a new key when theirs is gone and nobody was erased', async () => {
    const keyring = fresh();
    const under = { subject: 'lost', purpose: 'name' };
    const before = (await keyring.ensure([under])).get('lost\nname')?.id;
    await test.database.query("delete from privacy.keys where subject = 'lost'");
    const after = (await keyring.ensure([under])).get('lost\nname')?.id;
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });

  it('are locked, not erased, under another master key', async () => {
    const value = await sealedName('locked');
    expect(await new Opener(fresh(new LocalMasterKey(randomBytes(32)))).open([value])).toEqual([{ state: 'locked' }]);
  });

  it('cannot be opened with a wrapped key moved to another place', async () => {
    const value = await sealedName('here');
    await sealedName('there');
    await test.database.query("update privacy.keys k set wrapped = o.wrapped from privacy.keys o where k.subject = 'here' and o.subject = 'there'");
    expect(await new Opener(fresh()).open([value])).toEqual([{ state: 'locked' }]);
  });

  it('take no notice of a key id that is no id', async () => {
    const value = await sealedName('odd');
    expect(await new Opener(fresh()).open([{ ...value, key: 'not-a-uuid' }])).toEqual([{ state: 'erased' }]);
  });

  it('share the installation’s secret', async () => {
    expect(await fresh().secret('input-hash')).toEqual(await fresh().secret('input-hash'));
  });
});
