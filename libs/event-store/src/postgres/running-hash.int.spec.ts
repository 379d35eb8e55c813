import { createHash } from 'node:crypto';
import { migrate } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { Mirror } from '../eventstoredb/mirror.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { setBack } from '../testing/set-back.js';
import { aStream, collect, events, upTo } from '../testing/specimens.js';
import { eventStoreMigrations } from './log.migration.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { PostgresLog } from './postgres-log.js';
import { RunningHash1767225600081 } from './running-hash.migration.js';

const BEFORE = eventStoreMigrations.slice(0, eventStoreMigrations.indexOf(RunningHash1767225600081));

describe('what all leaves up to a position amount to', () => {
  let test: TestDatabase;
  let log: PostgresLog;
  beforeAll(() => Logger.overrideLogger(false));
  afterEach(async () => {
    await log.onApplicationShutdown();
    await test.drop();
  });
  const begin = async (migrations = eventStoreMigrations) => {
    test = await testDatabase(migrations);
    log = new PostgresLog(test.database);
  };
  async function append(batches: number, each: number): Promise<void> {
    const store = new PostgresEventStore(test.database);
    for (let batch = 0; batch < batches; batch++)
      await Promise.all(Array.from({ length: 3 }, () => store.append(aStream(), events(each), { expected: 'none' })));
    await store.onApplicationShutdown();
  }
  /** By the definition: H(n) = SHA-256(H(n-1) ‖ leaf(n)). */
  async function expectAsDefined(some: (position: bigint) => boolean = () => true): Promise<void> {
    let hash: Buffer = Buffer.alloc(0);
    const expected: [bigint, string][] = [[0n, '']];
    for await (const { leaf, position } of log.read()) {
      hash = createHash('sha256').update(hash).update(leaf).digest();
      if (some(position)) expected.push([position, hash.toString('hex')]);
    }
    const { rows } = await test.database.query<{ at: bigint; hash: string }>(
      "select at, encode(es.hash_at(at), 'hex') as hash from unnest($1::bigint[]) at order by at",
      [expected.map(([position]) => position)],
    );
    expect(rows.map(({ at, hash: found }) => [at, found])).toEqual(expected);
    expect((await test.database.query<{ hash: null }>('select es.hash_at($1) as hash', [(await log.head()) + 1n])).rows[0]?.hash).toBeNull();
  }

  it('is told of each that was appended, in whatever batches', async () => {
    await begin();
    await append(5, 7);
    await append(3, 1);
    await expectAsDefined();
  });

  it('is told of thousands, without beginning at the beginning', async () => {
    await begin();
    await append(3, 400);
    await expectAsDefined((position) => position % 97n === 0n || (position > 995n && position < 1_005n));
    expect((await test.database.query('select from es.running')).rowCount).toBeGreaterThanOrEqual(3);
  });

  it('is told of what was imported, and of what is mirrored', async () => {
    await begin();
    await append(2, 5);
    const recorded = await collect(log.read());
    await setBack(test.ownerUrl, 0n);
    await log.import(
      (async function* () {
        yield* recorded;
      })(),
    );
    await expectAsDefined();
    await log.onApplicationShutdown();
    await test.drop();

    await begin();
    const server = new ScriptedServer();
    for (const _ of upTo(30)) server.write(aStream());
    const end = new AbortController();
    const mirroring = new Mirror(server, test.database, { lookMs: 50, mostRows: 7 }).run(end.signal);
    while ((await log.head()) < 30n);
    end.abort();
    await mirroring;
    await expectAsDefined();
  });

  it('is filled in for a log of an earlier release, which then goes on', async () => {
    await begin(BEFORE);
    await append(4, 120);
    await migrate(test.ownerUrl, test.url, eventStoreMigrations);
    await expectAsDefined((position) => position % 50n === 0n);
    await append(1, 5);
    await expectAsDefined((position) => position > 1_400n);
  });

  it('is another where a log was set back and has come as far again', async () => {
    await begin();
    await append(4, 2);
    const at = async () => (await test.database.query<{ hash: Buffer }>('select es.hash_at(20) as hash')).rows[0]?.hash;
    const before = await at();
    await setBack(test.ownerUrl, 12n);
    await append(2, 2);
    expect(await log.head()).toBe(24n);
    expect(await at()).not.toEqual(before);
  });
});
