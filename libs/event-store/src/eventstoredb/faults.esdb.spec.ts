import { Database } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppendOutcomeUnknown, StoreFenced, StoreUnavailable, StreamConflict, WrongStore } from '../errors.js';
import type { EventStore, EventToAppend, Expected } from '../port.js';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { lineTo } from '../testing/line.js';
import { aPrefix, type RealServer, realServer } from '../testing/real-server.js';
import { anEvent, aStream, collect, events, upTo } from '../testing/specimens.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { requirePostgres } from './store-of-record.js';

/** Appends as a client does that never gives up: the same events again until there is an answer. */
async function insistently(store: EventStore, stream: string, given: readonly EventToAppend[], expected: Expected): Promise<bigint> {
  for (;;) {
    try {
      return (await store.append(stream, given, { expected })).revision;
    } catch (error) {
      if (!(error instanceof AppendOutcomeUnknown) && !(error instanceof StoreUnavailable)) throw error;
      await sleep(50);
    }
  }
}

describe('the event store in EventStoreDB', () => {
  let server: RealServer;
  let database: TestDatabase;
  const aStore = () => new EventStoreDbEventStore(server.open(), database.database);
  beforeEach(async () => {
    Logger.overrideLogger(false);
    [server, database] = await Promise.all([realServer(), testDatabase(eventStoreMigrations)]);
  });
  afterEach(async () => {
    await server.close();
    await database.drop();
  });
  const asOwner = async (text: string, values: unknown[] = []) => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(text, values).finally(() => owner.end());
  };

  it('waits for a server that is not there yet', async () => {
    server.line.down(true);
    const stream = aStream();
    const appended = aStore().append(stream, events(2), { expected: 'none' });
    await sleep(1_500);
    server.line.down(false);
    expect(await appended).toMatchObject({ revision: 1n });
  });

  it('goes on when the server comes back, with what was asked meanwhile', async () => {
    const store = aStore();
    const stream = aStream();
    await store.append(stream, events(1), { expected: 'none' });
    server.line.down(true);
    const [appended, read] = [store.append(stream, events(2), { expected: 0n }), collect(store.readStream(stream, { limit: 1 }))];
    await sleep(1_500);
    server.line.down(false);
    expect(await appended).toMatchObject({ revision: 2n });
    expect(await read).toHaveLength(1);
  });

  it('says that nothing was sent to a server that stays away, after ten seconds', async () => {
    const store = aStore();
    const stream = aStream();
    await store.append(stream, events(1), { expected: 'none' });
    server.line.down(true);
    // Until the client has noticed: what it writes to a connection that it takes for open may have arrived.
    await sleep(200);
    const begun = Date.now();
    await Promise.all([
      expect(store.append(stream, events(2), { expected: 0n })).rejects.toBeInstanceOf(StoreUnavailable),
      expect(collect(store.readStream(stream))).rejects.toBeInstanceOf(StoreUnavailable),
    ]);
    expect(Date.now() - begun).toBeGreaterThan(8_000);
    expect(Date.now() - begun).toBeLessThan(16_000);
  });

  it('leaves a connection that has fallen silent, and loses nothing by it', async () => {
    const store = aStore();
    const stream = aStream();
    await store.append(stream, events(1), { expected: 'none' });
    await collect(store.readStream(stream));
    server.line.silence();
    const [appended, read] = [store.append(stream, events(2), { expected: 0n }), collect(store.readStream(stream, { limit: 1 }))];
    expect(await appended).toMatchObject({ revision: 2n });
    expect(await read).toHaveLength(1);
    expect((await collect(store.readStream(stream))).map(({ revision }) => revision)).toEqual(upTo(3, 0n));
  });

  it('never gives half of a stream for the whole, whenever it breaks', async () => {
    const store = aStore();
    const stream = aStream();
    const many = 1_200;
    await store.append(
      stream,
      Array.from({ length: many }, () => anEvent({ data: 'x'.repeat(100) })),
      { expected: 'none' },
    );
    const stop = new AbortController();
    const breaking = (async () => {
      while (!stop.signal.aborted) {
        await sleep(100 + Math.random() * 300);
        server.line.cut();
      }
    })();
    // It may fail, and says so; what it gives is whole.
    const reads = await Promise.allSettled(Array.from({ length: 10 }, () => collect(store.readStream(stream)))).finally(() => stop.abort());
    await breaking;
    for (const read of reads) {
      if (read.status === 'fulfilled') expect(read.value).toHaveLength(many);
      else expect(read.reason).toBeInstanceOf(StoreUnavailable);
    }
    expect(await collect(store.readStream(stream))).toHaveLength(many);
  });

  it('records each of many appends once while connections break, and disturbs no other in the process', async () => {
    const elsewhere = await realServer();
    const steady = new EventStoreDbEventStore(elsewhere.open(), database.database);
    const prefixed = new EventStoreDbEventStore(server.open(elsewhere.prefix), database.database);
    await Promise.all([steady.adopted(), prefixed.adopted()]);
    const stop = new AbortController();
    const breaking = (async () => {
      while (!stop.signal.aborted) {
        await sleep(40);
        server.line.cut();
      }
    })();
    const write = async (store: EventStoreDbEventStore, appends: number) => {
      const stream = aStream();
      let expected: Expected = 'none';
      const ids: string[] = [];
      for (let n = 0; n < appends; n++) {
        const given: readonly EventToAppend[] = events(1 + (n % 3));
        expected = await insistently(store, stream, given, expected);
        ids.push(...given.map(({ id }) => id));
      }
      expect((await collect(steady.readStream(stream))).map(({ id }) => id)).toEqual(ids);
    };
    await Promise.all([...Array.from({ length: 8 }, () => write(prefixed, 30)), ...Array.from({ length: 8 }, () => write(steady, 30))]).finally(() =>
      stop.abort(),
    );
    await breaking;
    await elsewhere.close();
  });

  it('is one store for all who begin it at once', async () => {
    const found = await Promise.all(Array.from({ length: 5 }, () => server.open().begin()));
    expect(new Set(found.map(({ storeId }) => storeId)).size).toBe(1);
  });

  it('is refused to a database that mirrors another, or that holds a history itself', async () => {
    await aStore().adopted();
    await aStore().adopted();
    const other = aPrefix();
    await expect(new EventStoreDbEventStore(server.open(other), database.database).adopted()).rejects.toThrow(`holds nothing under ${other}`);
    expect(await server.open(other).genesis()).toBeUndefined();
    await expect(requirePostgres(database.database)).rejects.toBeInstanceOf(WrongStore);
    const own = await testDatabase(eventStoreMigrations);
    await requirePostgres(own.database);
    const inPostgres = new PostgresEventStore(own.database);
    await inPostgres.append(aStream(), events(1), { expected: 'none' });
    await inPostgres.onApplicationShutdown();
    await expect(new EventStoreDbEventStore(server.open(), own.database).adopted()).rejects.toThrow(/recorded in PostgreSQL/);
    await own.drop();
  });

  it('is compared with what is mirrored on every new connection, not on the first alone', async () => {
    const store = new EventStoreDbEventStore(server.open(undefined, database.database), database.database);
    const stream = aStream();
    await store.append(stream, events(1), { expected: 'none' });
    await collect(store.readStream(stream));
    // The other way round from a node that comes back as another's, which nobody here can make it do.
    await asOwner('update es.store set store_id = gen_random_uuid()');
    expect(await collect(store.readStream(stream))).toHaveLength(1);
    server.line.cut();
    await expect(store.append(stream, events(1), { expected: 0n })).rejects.toMatchObject({ code: 'STORE_STOPPED' });
    await expect(collect(store.readStream(stream))).rejects.toMatchObject({ code: 'STORE_STOPPED' });
    const { rows } = await database.database.query<{ stopped: string }>('select stopped from es.store');
    expect(rows[0]?.stopped).toContain('holds another history');
    expect(await collect(new EventStoreDbEventStore(server.open(), database.database).readStream(stream))).toHaveLength(1);
  });

  it('takes nothing while the history is being moved', async () => {
    const store = aStore();
    const stream = aStream();
    await store.append(stream, events(1), { expected: 'none' });
    await asOwner('update es.store set fenced_since = now()');
    await expect(store.append(stream, events(1), { expected: 0n })).rejects.toBeInstanceOf(StoreFenced);
    await expect(store.append(stream, events(1), { expected: 0n })).rejects.toMatchObject({ code: 'STORE_FENCED' });
    await asOwner('update es.store set fenced_since = null');
    expect(await store.append(stream, events(1), { expected: 0n })).toMatchObject({ revision: 1n });
  });

  it('says that nothing was sent while the database is away, which knows what stands against it', async () => {
    const address = new URL(database.url);
    const line = await lineTo({ address: address.hostname, port: Number(address.port) });
    address.port = String(line.port);
    const reached = new Database({ url: address.href });
    const store = new EventStoreDbEventStore(server.open(), reached);
    const stream = aStream();
    await store.append(stream, events(1), { expected: 'none' });
    line.down(true);
    await expect(store.append(stream, events(1), { expected: 0n })).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(collect(store.readStream(stream))).rejects.toBeInstanceOf(StoreUnavailable);
    line.down(false);
    expect(await insistently(store, stream, events(1), 0n)).toBe(1n);
    await reached.close();
    await line.close();
  });

  describe('another process’s events', () => {
    /** What the mirror does, as far as the guard looks. */
    const mirrored = async (stream: string, given: readonly EventToAppend[]) => {
      for (const [revision, { id, type, meta }] of given.entries())
        await asOwner(
          `insert into es.events (position, stream, revision, event_id, type, schema_version, effective_on, recorded_at, command_id, meta, data, leaf)
           select coalesce(max(position), 0) + 1, $1, $2, $3, $4, 1, '2026-03-02', now(), $5, '{}', '{}', '' from es.events`,
          [stream, revision, id, type, meta.commandId],
        );
    };

    it('are known once they are mirrored: the same again, a part of them, and other events under their command', async () => {
      const [first, second] = [aStore(), aStore()];
      const stream = aStream();
      const given = events(3);
      const { revision, token } = await first.append(stream, given, { expected: 'none' });
      await mirrored(stream, given);
      expect(await second.append(stream, given, { expected: 'none' })).toEqual({ revision, token });
      expect(await second.append(stream, given, { expected: revision })).toEqual({ revision, token });
      expect(await second.append(stream, given.slice(0, 2), { expected: revision })).toMatchObject({ revision: 1n });
      const partly = second.append(stream, [...given.slice(2), anEvent()], { expected: revision });
      await expect(partly).rejects.toBeInstanceOf(StreamConflict);
      await expect(partly).rejects.toMatchObject({ actual: 2n });
      await expect(second.append(aStream(), [anEvent({ meta: given[0]?.meta ?? anEvent().meta })], { expected: 'none' })).rejects.toMatchObject({
        code: 'COMMAND_ID_REUSED',
      });
      expect(await collect(second.readStream(stream))).toHaveLength(3);
    });
  });
});
