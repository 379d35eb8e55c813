import { Database } from '@app/database';
import { type TestDatabase, testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import type { EventStore, LoggedEvent } from '../port.js';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { PostgresLog } from '../postgres/postgres-log.js';
import { anEvent, aStream, collect, events, UNICODE } from '../testing/specimens.js';
import { type RealServer, realServer } from '../testing/real-server.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { fenceStatus } from './fence-status.js';
import { MirroredLog } from './mirrored-log.js';
import { HistoryMove } from './moving.js';
import { Mirror } from './mirror.js';

describe('moving the history', () => {
  let server: RealServer;
  let test: TestDatabase;
  let owner: Database;
  let log: PostgresLog;
  let streams: string[];
  const closing: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    Logger.overrideLogger(false);
    [server, test] = await Promise.all([realServer(), testDatabase(eventStoreMigrations)]);
    owner = new Database({ url: test.ownerUrl, connections: { machinery: 4 } });
    log = new PostgresLog(test.database);
    const store = postgres();
    streams = Array.from({ length: 5 }, () => aStream());
    for (const stream of streams) await store.append(stream, events(40), { expected: 'none' });
    for (const stream of streams) await store.append(stream, [anEvent({ data: UNICODE })], { expected: 39n });
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await log.onApplicationShutdown();
    await server.close();
    await owner.close();
    await test.drop();
  });

  const postgres = (): EventStore => {
    const store = new PostgresEventStore(test.database);
    closing.push(() => store.onApplicationShutdown());
    return store;
  };
  const move = (options = {}) => new HistoryMove(owner, server.open(), { settleMs: 300, ...options });
  const all = (): Promise<LoggedEvent[]> => collect(log.read());
  async function mirrored(): Promise<EventStore> {
    const db = server.open();
    const end = new AbortController();
    const mirroring = new Mirror(db, test.database).run(end.signal);
    closing.push(async () => {
      end.abort();
      // Where the history was moved away meanwhile, it was told so.
      await mirroring.catch((error: unknown) => expect(error).toMatchObject({ name: 'WrongStore' }));
    });
    mirroring.catch(() => undefined);
    return new EventStoreDbEventStore(db, test.database);
  }

  it('keeps every event as it was, there and back, and streams go on on either side', async () => {
    const before = await all();
    const there = await move().toEventStoreDb();
    expect(there).toMatchObject({ position: 205n });
    expect(await all()).toEqual(before);
    const [stream = ''] = streams;
    const store = await mirrored();
    expect((await collect(store.readStream(stream))).map(({ id, recordedAt, meta, data }) => ({ id, recordedAt, meta, data }))).toEqual(
      before.filter((event) => event.stream === stream).map(({ id, recordedAt, meta, data }) => ({ id, recordedAt, meta, data })),
    );
    const { token } = await store.append(stream, events(1), { expected: 40n });
    const following = new MirroredLog(test.database, server.open());
    closing.push(() => following.onApplicationShutdown());
    expect(await following.positionOf(token, 5_000)).toBe(206n);
    await expect(postgres().append(stream, events(1), { expected: 41n })).rejects.toMatchObject({ code: 'STORE_MOVED' });

    const back = await move().toPostgres();
    expect(back.position).toBe(206n);
    expect((await all()).slice(0, 205)).toEqual(before);
    await postgres().append(stream, events(1), { expected: 41n });
    await expect(store.append(stream, events(1), { expected: 42n })).rejects.toMatchObject({ code: 'STORE_MOVED' });
    expect(await log.head()).toBe(207n);

    expect(await move().toEventStoreDb()).toMatchObject({ position: 207n });
  });

  it('gives the same hash on both sides, whoever computes it', async () => {
    const { hash } = await move().toEventStoreDb();
    const { rows } = await owner.query<{ hash: Buffer }>('select es.running_hash(leaf order by position) as hash from es.events');
    expect(rows[0]?.hash).toEqual(Buffer.from(hash));
  });

  it('goes on where it was interrupted', async () => {
    // So many that they are not left to be copied behind the fence.
    await postgres().append(aStream(), events(600), { expected: 'none' });
    const before = await all();
    const interrupted = move({
      onProgress: ({ step, done }: { step: string; done: bigint }) => {
        if (step === 'copying' && done > 100n) throw new Error('interrupted');
      },
    });
    await expect(interrupted.toEventStoreDb()).rejects.toThrow('interrupted');
    await postgres().append(streams[0] ?? '', events(3), { expected: 40n });
    const copied: bigint[] = [];
    const { position } = await move({
      onProgress: ({ step, done }: { step: string; done: bigint }) => step === 'copying' && copied.push(done),
    }).toEventStoreDb();
    expect(position).toBe(808n);
    expect(copied[0]).toBeGreaterThan(100n);
    expect((await all()).slice(0, 805)).toEqual(before);
  });

  it('lowers the fence where it is interrupted behind it', async () => {
    const store = postgres();
    const [stream = ''] = streams;
    const interrupted = move({
      onProgress: ({ step }: { step: string }) => {
        if (step === 'comparing') throw new Error('interrupted');
      },
    });
    await expect(interrupted.toEventStoreDb()).rejects.toThrow('interrupted');
    await store.append(stream, events(1), { expected: 40n });
    expect(await move().toEventStoreDb()).toMatchObject({ position: 206n });
  });

  it('ends where EventStoreDB holds less than is mirrored of it, and lowers the fence', async () => {
    await move().toEventStoreDb();
    // As if it had been mirrored before EventStoreDB lost it.
    await owner.query(`
      alter table es.events disable trigger user;
      insert into es.events select (jsonb_populate_record(e, jsonb_build_object('position', 0, 'event_id', gen_random_uuid(), 'stream', 'enrolment-lost', 'revision', 0))).* from es.events e where e.position = 1`);
    await expect(move().toPostgres()).rejects.toThrow('EventStoreDB holds 205 events of this history and es.events holds 206');
    expect(await fenceStatus(owner)).toBeUndefined();
    expect((await owner.query('select kind from es.store')).rows).toEqual([{ kind: 'eventstoredb' }]);
  });

  it('loses and doubles nothing that is acknowledged while it moves, either way', async () => {
    const acknowledged: string[] = [];
    const writing = (store: EventStore, stream: string, from: bigint) =>
      (async () => {
        for (let revision = from; ; revision++) {
          const event = anEvent();
          try {
            await store.append(stream, [event], { expected: revision < 0n ? 'none' : revision });
          } catch {
            return;
          }
          acknowledged.push(event.id);
        }
      })();
    const there = streams.map((stream) => writing(postgres(), stream, 40n));
    await move().toEventStoreDb();
    await Promise.all(there);
    const store = await mirrored();
    const fresh = Array.from({ length: 5 }, () => aStream());
    const back = fresh.map((stream) => writing(store, stream, -1n));
    await move({ settleMs: 2_000 }).toPostgres();
    await Promise.all(back);
    const ids = (await all()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(20);
  });

  it('is refused where the history is not, and where the streams are another’s', async () => {
    await expect(move().toPostgres()).rejects.toMatchObject({ name: 'WrongStore' });
    const db = server.open();
    await db.appending.append(
      db.nativeStream('enrolment-1'),
      [{ id: crypto.randomUUID(), type: 'Foreign', data: Buffer.from('{}'), metadata: Buffer.from('{}') }],
      'none',
    );
    await expect(move().toEventStoreDb()).rejects.toThrow('not of this history');
    expect(await log.head()).toBe(205n);
    await postgres().append(streams[0] ?? '', events(1), { expected: 40n });
  });

  it('finds what was altered on the way', async () => {
    await owner.query('alter table es.events disable trigger user');
    await owner.query('update es.events set data = \'{"altered":true}\' where position = 17');
    await expect(move().toEventStoreDb()).rejects.toThrow('different histories');
    await postgres().append(streams[0] ?? '', events(1), { expected: 40n });
  });
});
