import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { StoreUnavailable } from '../errors.js';
import { PostgresLog } from '../postgres/postgres-log.js';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { aStream, collect } from '../testing/specimens.js';
import type { EventStoreDb } from './connection.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { Mirror } from './mirror.js';

describe('what is answered while EventStoreDB is away', () => {
  let test: TestDatabase;
  let server: ScriptedServer;
  let end: AbortController;
  let mirroring: Promise<void>;
  const stream = aStream();
  beforeEach(async () => {
    Logger.overrideLogger(false);
    [test, server, end] = [await testDatabase(eventStoreMigrations), new ScriptedServer(), new AbortController()];
    for (let count = 0; count < 3; count++) server.write(stream);
    mirroring = new Mirror(server, test.database, { lookMs: 50 }).run(end.signal);
    const mirror = new Mirror(server, test.database);
    for (let status = await mirror.status(); status.position < 3n || status.levelAt === null; status = await mirror.status()) await sleep(10);
  });
  afterEach(async () => {
    end.abort();
    await mirroring;
    await test.drop();
  });
  const store = (readsInOutageMs = 60_000) => {
    const { prefix, nativeStream } = server;
    return new EventStoreDbEventStore({ prefix, nativeStream, page: server.page.bind(server), readsInOutageMs } as unknown as EventStoreDb, test.database);
  };
  const revisions = async (events: AsyncIterable<{ readonly revision: bigint }>) => (await collect(events)).map(({ revision }) => revision);

  it('is what was last known of a stream, from wherever it is asked; nothing is decided on it', async () => {
    server.isAway = true;
    expect(await revisions(store().readLastKnown(stream, 0n))).toEqual([0n, 1n, 2n]);
    expect(await revisions(store().readLastKnown(stream, 2n))).toEqual([2n]);
    expect(await revisions(store().readLastKnown(aStream(), 0n))).toEqual([]);
    await expect(collect(store().readStream(stream))).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('is the store’s own word as long as it can be had', async () => {
    end.abort();
    await mirroring;
    server.write(stream);
    expect(await revisions(store().readLastKnown(stream, 2n))).toEqual([2n, 3n]);
  });

  it('is what is mirrored, too, of a stream that the store shows a part of', async () => {
    server.all.splice(0, 1);
    await expect(collect(store().readStream(stream))).rejects.toMatchObject({ code: 'STREAM_INCOMPLETE' });
    expect(await revisions(store().readLastKnown(stream, 0n))).toEqual([0n, 1n, 2n]);
  });

  it('ends where that is too long ago', async () => {
    server.isAway = true;
    await sleep(100);
    await expect(collect(store(50).readLastKnown(stream, 0n))).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('says how old it is', async () => {
    const log = new PostgresLog(test.database);
    server.isAway = true;
    const before = await log.within(test.database).levelAt();
    await sleep(200);
    const { levelAt, readsUntil, state } = await new Mirror(server, test.database).status();
    expect([typeof before, await log.levelAt(), state]).toEqual(['string', levelAt, 'away']);
    expect(readsUntil).toBe(levelAt);
    await log.onApplicationShutdown();
  });
});
