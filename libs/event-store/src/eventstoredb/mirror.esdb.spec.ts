import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { EventStoreDBClient } from '@eventstore/db-client';
import { Logger } from '@nestjs/common';
import { LogCorrupt } from '../errors.js';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { verifyLog } from '../postgres/verify-log.js';
import { aPrefix, type RealServer, realServer } from '../testing/real-server.js';
import { aStream, collect, events, UNICODE, upTo } from '../testing/specimens.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { Mirror, type MirrorOptions } from './mirror.js';
import { MirroredLog } from './mirrored-log.js';

const WITHIN_MS = 20_000;

describe('the mirror of a real EventStoreDB', () => {
  let server: RealServer;
  let test: TestDatabase;
  /** Of an installation that shares the server. */
  let elsewhere: TestDatabase;
  let other: EventStoreDbEventStore;
  let log: MirroredLog;
  let store: EventStoreDbEventStore;
  let running: { readonly end: AbortController; readonly done: Promise<unknown> }[];
  beforeEach(async () => {
    Logger.overrideLogger(false);
    [server, test, elsewhere] = await Promise.all([realServer(), testDatabase(eventStoreMigrations), testDatabase(eventStoreMigrations)]);
    other = new EventStoreDbEventStore(server.open(aPrefix()), elsewhere.database);
    const db = server.open();
    store = new EventStoreDbEventStore(db, test.database);
    log = new MirroredLog(test.database, db);
    running = [];
    await store.adopted();
  });
  afterEach(async () => {
    for (const { end } of running) end.abort();
    await Promise.all(running.map(({ done }) => done));
    await log.onApplicationShutdown();
    await server.close();
    await Promise.all([test.drop(), elsewhere.drop()]);
  });

  /** A worker in a process of its own, as it were. @returns what it ends with: undefined, or an error */
  function start(options: MirrorOptions = { lookMs: 200 }): Promise<unknown> {
    const end = new AbortController();
    const done = new Mirror(server.open(), test.database, options).untilStopped(end.signal).catch((error: unknown) => error);
    running.push({ end, done });
    return done;
  }
  const isLevel = async () => (await new Mirror(server.open(), test.database).status()).state === 'level';
  async function eventually(holds: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + WITHIN_MS; !(await holds()); await sleep(20)) if (Date.now() > deadline) throw new Error(`still not ${String(holds)}`);
  }
  const reaches = (position: bigint) => eventually(async () => (await log.head()) >= position);
  const append = (stream: string, count: number, after: bigint | 'none' = 'none') => store.append(stream, events(count), { expected: after });
  const positions = async () => (await collect(log.read())).map(({ position }) => position);

  it('has every event as it was recorded, and nobody else’s', async () => {
    const streams = Array.from({ length: 8 }, () => aStream());
    await other.append(aStream(), events(3), { expected: 'none' });
    await Promise.all(streams.map((stream) => append(stream, 25)));
    void start();
    await Promise.all([...streams.map((stream) => append(stream, 25, 24n)), other.append(aStream(), events(200), { expected: 'none' })]);
    await store.append(
      aStream(),
      events(1).map((event) => ({ ...event, data: UNICODE })),
      { expected: 'none' },
    );
    await reaches(401n);
    for (const stream of streams) {
      const logged = (await log.readStreams([stream], { upTo: 401n, limit: 100 })).get(stream) ?? [];
      const mirrored = logged.map(({ position: _position, leaf: _leaf, recordedAt: _at, ...event }) => event);
      expect(mirrored).toEqual((await collect(store.readStream(stream))).map(({ recordedAt: _at, ...event }) => event));
    }
    expect(await verifyLog(test.database)).toMatchObject({ checked: 401n, faultCount: 0 });
  });

  it('shows what is recorded at once', async () => {
    void start();
    await eventually(isLevel);
    const waits: number[] = [];
    for (let index = 0; index < 20; index++) {
      const { token } = await append(aStream(), 1);
      const before = performance.now();
      await log.positionOf(token, WITHIN_MS);
      waits.push(performance.now() - before);
    }
    expect(waits.sort((one, other) => one - other)[10]).toBeLessThan(500);
  });

  it('goes on after its line was cut, again and again, with nothing lost and nothing twice', async () => {
    void start();
    const stream = aStream();
    for (let round = 0n; round < 5n; round++) {
      await append(stream, 40, round === 0n ? 'none' : round * 40n - 1n);
      server.line.cut();
    }
    await reaches(200n);
    expect(await positions()).toEqual(upTo(200));
  });

  it('leaves a line that has fallen silent', async () => {
    void start({ lookMs: 200, silenceMs: 1_000 });
    await eventually(isLevel);
    server.line.silence();
    const { token } = await append(aStream(), 1);
    await log.positionOf(token, WITHIN_MS);
  });

  it('waits for a server that is down, and says since when', async () => {
    void start();
    await append(aStream(), 1);
    await reaches(1n);
    server.line.down(true);
    await eventually(async () => (await new Mirror(server.open(), test.database).status()).state === 'away');
    server.line.down(false);
    await append(aStream(), 1);
    await reaches(2n);
    await eventually(isLevel);
  });

  it('is written by one of several workers, and taken over from one that is gone', async () => {
    for (let worker = 0; worker < 3; worker++) void start();
    const stream = aStream();
    for (let round = 0n; round < 3n; round++) {
      await append(stream, 20, round === 0n ? 'none' : round * 20n - 1n);
      await reaches(round * 20n + 1n);
      const owner = new Database({ url: test.ownerUrl, connections: { machinery: 1 } });
      await owner.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tracker mirror' and datname = current_database() and random() < 0.7",
      );
      await owner.close();
    }
    await reaches(60n);
    expect(await positions()).toEqual(upTo(60));
  });

  it('stops at a stream that was deleted, and says which', async () => {
    const stopped = start();
    const stream = aStream();
    await append(stream, 2);
    await reaches(2n);
    const client = EventStoreDBClient.connectionString(server.connectionString);
    await client.tombstoneStream(server.prefix + stream);
    const error = await stopped;
    expect(error).toBeInstanceOf(LogCorrupt);
    expect(String(error)).toContain(server.prefix + stream);
    await client.dispose();
  });

  it.each([
    ['deleted, so that it can be taken back', (client: EventStoreDBClient, native: string) => client.deleteStream(native)],
    ['cut short by $maxCount', (client: EventStoreDBClient, native: string) => client.setStreamMetadata(native, { $maxCount: 1 })],
    ['cut short by $tb', (client: EventStoreDBClient, native: string) => client.setStreamMetadata(native, { $tb: 2 })],
  ])('stops at a stream that was %s, decides nothing on it and records nothing, until it shows all of it again', async (_how, hide) => {
    const end = new AbortController();
    running.push({ end, done: new Mirror(server.open(), test.database, { lookMs: 200 }).run(end.signal) });
    const stream = aStream();
    await append(stream, 3);
    await reaches(3n);
    const client = EventStoreDBClient.connectionString(server.connectionString);
    const status = () => new Mirror(server.open(), test.database).status();
    await hide(client, server.prefix + stream);
    await eventually(async () => (await status()).state === 'stopped');
    expect((await status()).stopped).toContain(server.prefix + stream);
    await expect(collect(store.readStream(stream))).rejects.toMatchObject({ code: 'STREAM_INCOMPLETE' });
    await expect(append(aStream(), 1)).rejects.toMatchObject({ code: 'STORE_STOPPED' });
    expect(await new Mirror(server.open(), test.database).verify()).toMatchObject({
      streams: 1,
      checked: 3n,
      faults: expect.arrayContaining([expect.anything()]),
    });
    // The first of them takes back the deletion alone.
    for (let write = 0; write < 2; write++) await client.setStreamMetadata(server.prefix + stream, { $tb: 0 });
    await eventually(isLevel);
    expect(await collect(store.readStream(stream))).toHaveLength(3);
    await append(stream, 1, 2n);
    await reaches(4n);
    await client.dispose();
  });

  it('does not scan again what others have written', async () => {
    void start();
    await eventually(isLevel);
    const before = (await test.database.query<{ at: bigint }>('select commit_position as at from es.store')).rows[0]?.at ?? 0n;
    for (let index = 0; index < 3; index++) await other.append(aStream(), events(60), { expected: 'none' });
    await eventually(
      async () => ((await test.database.query<{ at: bigint }>('select commit_position as at from es.store')).rows[0]?.at ?? 0n) > before + 10_000n,
    );
    expect(await log.head()).toBe(0n);
    await eventually(isLevel);
  });

  it('is the same when it is made again, though others wrote meanwhile', async () => {
    const end = new AbortController();
    const mirror = new Mirror(server.open(), test.database, { lookMs: 200 });
    const first = mirror.run(end.signal);
    const streams = Array.from({ length: 10 }, () => aStream());
    for (let round = 0n; round < 10n; round++) {
      await Promise.all([
        ...streams.map((stream) => append(stream, 10, round === 0n ? 'none' : round * 10n - 1n)),
        other.append(aStream(), events(7), { expected: 'none' }),
      ]);
    }
    await reaches(1_000n);
    end.abort();
    await first;
    const original = await collect(log.read());
    expect(await mirror.rebuild()).toMatchObject({ before: { position: 1_000n }, difference: undefined, replaced: true, head: 1_000n });
    expect(await collect(log.read())).toEqual(original);
  });
});
