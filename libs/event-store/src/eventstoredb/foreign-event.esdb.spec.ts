import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Database } from '@app/database';
import { binaryEvent, type EventData, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { Logger } from '@nestjs/common';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresLog } from '../postgres/postgres-log.js';
import { MIRROR_READER, readerStream, stops } from '../readers/reader.js';
import { type RealServer, realServer } from '../testing/real-server.js';
import { anEvent, aStream, collect, events } from '../testing/specimens.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { Mirror } from './mirror.js';
import { HistoryMove } from './moving.js';

const WITHIN_MS = 20_000;

describe('what somebody else writes into a real EventStoreDB', () => {
  let server: RealServer;
  let test: TestDatabase;
  let log: PostgresLog;
  let client: EventStoreDBClient;
  let end: AbortController;
  let mirroring: Promise<void>;
  let stream: string;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    [server, test] = await Promise.all([realServer(), testDatabase(eventStoreMigrations)]);
    log = new PostgresLog(test.database);
    client = EventStoreDBClient.connectionString(server.connectionString);
    [end, stream] = [new AbortController(), aStream()];
    mirroring = new Mirror(server.open(undefined, test.database), test.database, { lookMs: 200 }).run(end.signal);
  });
  afterEach(async () => {
    end.abort();
    await mirroring;
    await client.dispose();
    await log.onApplicationShutdown();
    await server.close();
    await test.drop();
  });

  /** Another process's, as it were. */
  const process = () => new EventStoreDbEventStore(server.open(undefined, test.database), test.database);
  async function eventually(holds: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + WITHIN_MS; !(await holds()); await sleep(20)) if (Date.now() > deadline) throw new Error(`still not ${String(holds)}`);
  }
  const reaches = (position: bigint) => eventually(async () => (await log.head()) >= position);
  const stoppedAt = async (id: string) => {
    await eventually(async () => (await stops(test.database)).some(({ event }) => event?.id === id));
    return (await stops(test.database))[0];
  };
  async function passOver(by: EventStoreDbEventStore, id: string): Promise<void> {
    const { event } = (await stoppedAt(id)) ?? {};
    const said = await collect(by.readStream(readerStream(MIRROR_READER)));
    const data = { reader: MIRROR_READER, eventId: id, eventType: event?.type ?? '', stream: event?.stream ?? '', revision: String(event?.revision) };
    await by.append(readerStream(MIRROR_READER), [anEvent({ type: 'EventPassedOver', data: { ...data, reason: 'FOREIGN', passedOverBy: 'x' } })], {
      expected: said.length === 0 ? 'none' : BigInt(said.length - 1),
    });
  }
  const revisions = async (of: EventStoreDbEventStore) => (await collect(of.readStream(stream))).map(({ revision }) => revision);

  const foreign: readonly (readonly [what: string, event: EventData])[] = [
    ['JSON of their own', jsonEvent({ type: 'OrderPlaced', data: { order: 1 } })],
    ['JSON with metadata of their own', jsonEvent({ type: 'OrderPlaced', data: {}, metadata: { user: 'x' } })],
    ['bytes', binaryEvent({ type: 'Bytes', data: Buffer.from([0, 159, 146]), metadata: Buffer.from([159]) })],
    ['JSON of a type with another name', jsonEvent({ type: 'order-placed', data: {} })],
  ];
  it.each(foreign)('%s, at the end of a stream, is named and passed over; every process decides, appends and mirrors on without it', async (_what, event) => {
    const [one, other] = [process(), process()];
    await one.append(stream, events(2), { expected: 'none' });
    expect(await revisions(other)).toEqual([0n, 1n]);
    await client.appendToStream(server.prefix + stream, { ...event, id: randomUUID() });
    const [last] = await collect(client.readStream(server.prefix + stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 }));
    const id = last?.event?.id ?? '';
    expect(await stoppedAt(id)).toMatchObject({ reader: 'mirror', event: { id, type: event.type, stream: server.prefix + stream, revision: 2n } });
    for (const each of [one, other]) await expect(revisions(each)).rejects.toMatchObject({ code: 'STREAM_FOREIGN', details: { stream } });
    // Whoever knows the stream as it was meets a conflict, and everybody else is served.
    await expect(other.append(stream, events(1), { expected: 1n })).rejects.toMatchObject({ name: 'StreamConflict' });
    await one.append(aStream(), events(1), { expected: 'none' });

    await passOver(one, id);
    await reaches(4n);
    expect(await revisions(other)).toEqual([0n, 1n]);
    const given = events(2);
    expect(await other.append(stream, given, { expected: 1n })).toMatchObject({ revision: 3n });
    // Sent again, by one who had not heard of it, it is answered as before.
    expect(await process().append(stream, given, { expected: 1n })).toMatchObject({ revision: 3n });
    expect(await revisions(one)).toEqual([0n, 1n, 2n, 3n]);
    expect(await one.append(stream, events(1), { expected: 3n })).toMatchObject({ revision: 4n });
    for (const each of [one, other, process()]) expect(await revisions(each)).toEqual([0n, 1n, 2n, 3n, 4n]);
    await reaches(7n);
    const live = await collect(log.read());
    expect(live.filter((logged) => logged.stream === stream).map(({ revision }) => revision)).toEqual([0n, 1n, 2n, 3n, 4n]);
    expect(await stops(test.database)).toEqual([]);

    end.abort();
    await mirroring;
    const mirror = new Mirror(server.open(), test.database, { lookMs: 200 });
    expect(await mirror.verify({ whole: true })).toMatchObject({ checked: 7n, faultCount: 0 });
    expect(await mirror.rebuild()).toMatchObject({ difference: undefined, replaced: true, head: 7n });
    expect(await collect(log.read())).toEqual(live);
  });

  it('is met where it begins a stream, and by a move, which names it, and goes through once it is passed over', async () => {
    const owner = new Database({ url: test.ownerUrl, connections: { machinery: 4 } });
    const store = process();
    await store.adopted();
    await client.appendToStream(server.prefix + stream, jsonEvent({ id: randomUUID(), type: 'OrderPlaced', data: {} }));
    await store.append(aStream(), events(1), { expected: 'none' });
    const [first] = await collect(client.readStream(server.prefix + stream, { maxCount: 1 }));
    const id = first?.event?.id ?? '';
    await stoppedAt(id);
    const move = () => new HistoryMove(owner, server.open(), { settleMs: 200 }).toPostgres();
    end.abort();
    await mirroring;
    await expect(move()).rejects.toThrow(/OrderPlaced\), revision 0 of the native stream test-.*it has no metadata.*"mirror" pass it over/);
    await passOver(store, id);
    expect(await revisions(store)).toEqual([]);
    expect(await store.append(stream, events(1), { expected: 'none' })).toMatchObject({ revision: 0n });
    expect(await store.append(stream, events(1), { expected: 0n })).toMatchObject({ revision: 1n });
    expect(await move()).toMatchObject({ position: 4n });
    await owner.close();
  });
});
