import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import type { PostgresLog } from '../postgres/postgres-log.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { aStream, collect, events } from '../testing/specimens.js';
import type { EventStoreDb } from './connection.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { Mirror } from './mirror.js';
import { MirroredLog } from './mirrored-log.js';

const TO_POSTGRES = "update es.store set kind = 'postgresql', store_id = null, commit_position = null, prepare_position = null, level_at = null";
const TO_EVENTSTOREDB = "update es.store set kind = 'eventstoredb', store_id = gen_random_uuid(), commit_position = 1, prepare_position = 1";

describe('a process whose history was moved away', () => {
  let test: TestDatabase;
  let owner: Database;
  let postgres: PostgresEventStore;
  const stream = aStream();
  beforeEach(async () => {
    Logger.overrideLogger(false);
    test = await testDatabase(eventStoreMigrations);
    [owner, postgres] = [new Database({ url: test.ownerUrl }), new PostgresEventStore(test.database)];
  });
  afterEach(async () => {
    await postgres.onApplicationShutdown();
    await owner.close();
    await test.drop();
  });
  const revisions = async (found: AsyncIterable<{ readonly revision: bigint }>) => (await collect(found)).map(({ revision }) => revision);

  it('from PostgreSQL decides on nothing that is there, and answers with what is mirrored', async () => {
    await postgres.append(stream, events(2), { expected: 'none' });
    await owner.query(TO_EVENTSTOREDB);
    await expect(collect(postgres.readStream(stream))).rejects.toMatchObject({ code: 'STORE_MOVED' });
    await expect(collect(postgres.readStream(aStream()))).rejects.toMatchObject({ code: 'STORE_MOVED' });
    await expect(postgres.append(stream, events(1), { expected: 1n })).rejects.toMatchObject({ code: 'STORE_MOVED' });
    expect(await revisions(postgres.readLastKnown(stream, 0n))).toEqual([0n, 1n]);
    expect(await revisions(postgres.readLastKnown(aStream(), 0n))).toEqual([]);
  });

  it('from EventStoreDB decides on nothing that was left there, and answers with what was recorded since', async () => {
    const [server, end] = [new ScriptedServer(), new AbortController()];
    for (let count = 0; count < 2; count++) server.write(stream);
    const mirroring = new Mirror(server, test.database, { lookMs: 50 }).run(end.signal);
    const mirror = new Mirror(server, test.database);
    for (let status = await mirror.status(); status.position < 2n; status = await mirror.status()) await sleep(10);
    end.abort();
    await mirroring;

    await owner.query(TO_POSTGRES);
    await postgres.append(stream, events(1), { expected: 1n });
    const db = { prefix: server.prefix, nativeStream: server.nativeStream, page: server.page.bind(server), newest: server.newest.bind(server) };
    const store = new EventStoreDbEventStore(db as unknown as EventStoreDb, test.database);
    await expect(collect(store.readStream(stream))).rejects.toMatchObject({ code: 'STORE_MOVED' });
    expect(await revisions(store.readLastKnown(stream, 0n))).toEqual([0n, 1n, 2n]);
    const log: PostgresLog = new MirroredLog(test.database, db as unknown as EventStoreDb);
    expect(await log.recordedSoFar(1_000)).toBe(3n);
    await log.onApplicationShutdown();
  });
});
