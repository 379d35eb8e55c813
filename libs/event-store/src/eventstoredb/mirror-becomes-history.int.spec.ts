import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { stops } from '../readers/reader.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { aStream, events } from '../testing/specimens.js';
import { fenceStatus } from './fence-status.js';
import { Mirror } from './mirror.js';
import { mirrorBecomesHistory } from './mirror-becomes-history.js';

describe('where EventStoreDB is lost, the mirror', () => {
  let test: TestDatabase;
  let owner: Database;
  let server: ScriptedServer;
  const stream = aStream();
  beforeEach(async () => {
    Logger.overrideLogger(false);
    [test, server] = [await testDatabase(eventStoreMigrations), new ScriptedServer()];
    owner = new Database({ url: test.ownerUrl, connections: { machinery: 2 } });
    for (let count = 0; count < 3; count++) server.write(stream);
  });
  afterEach(async () => {
    await owner.close();
    await test.drop();
  });

  const status = () => new Mirror(server, test.database).status();
  /** Mirrors until something holds. */
  async function mirrorUntil(holds: () => Promise<boolean>, then: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const end = new AbortController();
    const mirroring = new Mirror(server, test.database, { lookMs: 50 }).run(end.signal);
    for (const deadline = Date.now() + 15_000; !(await holds()) && Date.now() < deadline;) await sleep(10);
    await then();
    end.abort();
    await mirroring;
  }
  const isLevel = async () => (await status()).state === 'level';
  async function loseIt(): Promise<void> {
    server.isAway = true;
    server.cut();
    while ((await status()).awaySince === null) await sleep(10);
  }
  const kind = async () => (await owner.query<{ kind: string }>('select kind from es.store')).rows[0]?.kind;
  const tamper = (change: string) =>
    owner.query(`alter table es.events disable trigger only_appended; ${change}; alter table es.events enable trigger only_appended`);

  it('becomes the history, which goes on in PostgreSQL, if it had everything', async () => {
    await mirrorUntil(isLevel, loseIt);
    const { rows } = await owner.query<{ hash: Buffer }>('select hash from es.log_head');
    expect(await mirrorBecomesHistory(owner)).toMatchObject({ position: 3n, hash: rows[0]?.hash });
    expect(await kind()).toBe('postgresql');
    const store = new PostgresEventStore(test.database);
    expect(await store.append(stream, events(1), { expected: 2n })).toMatchObject({ revision: 3n });
    await store.onApplicationShutdown();
    await expect(mirrorBecomesHistory(owner)).rejects.toMatchObject({ name: 'WrongStore' });
  });

  it.each([
    ['EventStoreDB is not known to be lost', () => mirrorUntil(isLevel)],
    [
      'it was behind when EventStoreDB was lost',
      () => mirrorUntil(isLevel, async () => void (await owner.query("update es.store set level_at = now() - interval '1 hour', away_since = now()"))),
    ],
    [
      'it had stopped before',
      () => {
        server.write(stream, {}, { metadata: Buffer.alloc(0) });
        return mirrorUntil(async () => (await status()).state === 'stopped');
      },
    ],
  ])('does not where %s, unless that loss is accepted', async (_what, prepare) => {
    await prepare();
    await expect(mirrorBecomesHistory(owner)).rejects.toMatchObject({ name: 'MirrorBehind' });
    expect(await kind()).toBe('eventstoredb');
    expect((await owner.query('select from es.store where fenced_since is not null')).rowCount).toBe(0);
    expect(await mirrorBecomesHistory(owner, { acceptLoss: true })).toMatchObject({ position: 3n });
    expect([await kind(), await stops(owner)]).toEqual(['postgresql', []]);
  });

  it.each([
    ['altered', `update es.events set data = '{}' where position = 2`],
    ['altered so that its own hash fits', 'update es.events set leaf = (select leaf from es.events where position = 1) where position = 2'],
    ['missing', 'delete from es.events where position = 2'],
  ])('does not where an event of it is %s', async (_what, change) => {
    for (const event of server.all) event.data = Buffer.from('{"a":1}');
    await mirrorUntil(isLevel, loseIt);
    await tamper(change);
    await expect(mirrorBecomesHistory(owner, { acceptLoss: true })).rejects.toMatchObject({ name: 'LogCorrupt' });
    expect(await kind()).toBe('eventstoredb');
    expect(await fenceStatus(owner)).toBeUndefined();
  });
});
