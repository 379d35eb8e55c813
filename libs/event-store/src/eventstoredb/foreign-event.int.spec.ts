import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresLog } from '../postgres/postgres-log.js';
import { verifyLog } from '../postgres/verify-log.js';
import { MIRROR_READER, readerStream, stops } from '../readers/reader.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { aStream, collect, events } from '../testing/specimens.js';
import { CommandGuard } from './command-guard.js';
import type { EventStoreDb } from './connection.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { Mirror } from './mirror.js';
import type { NativeRecord } from './mirror-wire.js';

describe('an event in EventStoreDB that this product did not write', () => {
  let test: TestDatabase;
  let log: PostgresLog;
  let server: ScriptedServer;
  let end: AbortController;
  let mirroring: Promise<void> | undefined;
  let stream: string;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    [test, server, end, mirroring, stream] = [await testDatabase(eventStoreMigrations), new ScriptedServer(), new AbortController(), undefined, aStream()];
    log = new PostgresLog(test.database);
    server.write(stream);
  });
  afterEach(async () => {
    await stop();
    await log.onApplicationShutdown();
    await test.drop();
  });

  const mirror = () => new Mirror(server, test.database, { lookMs: 50 });
  function work(): void {
    mirroring = mirror().run(end.signal);
  }
  async function stop(): Promise<void> {
    end.abort();
    await mirroring;
    end = new AbortController();
  }
  async function eventually(holds: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 15_000; !(await holds()); await sleep(10)) if (Date.now() > deadline) throw new Error(`still not ${String(holds)}`);
  }
  const reaches = (position: bigint) => eventually(async () => (await log.head()) === position);
  const isStoppedAt = ({ id, revision }: NativeRecord) =>
    eventually(async () => (await stops(test.database)).some(({ event }) => event?.id === id && event.revision === revision));
  const passOver = ({ id, type, stream: native, revision }: NativeRecord) =>
    server.write(readerStream(MIRROR_READER), {
      type: 'EventPassedOver',
      data: { reader: MIRROR_READER, eventId: id, eventType: type, stream: native, revision: String(revision), reason: 'FOREIGN', passedOverBy: 'x' },
    });
  const store = () => {
    const { prefix, nativeStream } = server;
    return new EventStoreDbEventStore(
      { prefix, nativeStream, page: server.page.bind(server), learn: server.learn.bind(server) } as unknown as EventStoreDb,
      test.database,
    );
  };
  const read = async (from = 0n) => (await collect(store().readStream(stream, { from }))).map(({ revision }) => revision);

  type Plant = () => NativeRecord;
  const metadata = (text: string) => ({ metadata: Buffer.from(text) });
  const kinds: readonly (readonly [what: string, plant: Plant])[] = [
    ['without metadata', () => server.write(stream, {}, metadata(''))],
    ['with metadata of its own', () => server.write(stream, {}, metadata('{"user":"x"}'))],
    ['with metadata that are no JSON', () => server.write(stream, {}, metadata('{"effectiveOn":'))],
    ['on a day that is none', () => server.write(stream, {}, metadata(String(server.all[0]?.metadata).replace('2026-03-02', '2026-02-30')))],
    ['under no command', () => server.write(stream, {}, metadata('{"effectiveOn":"2026-03-02","schemaVersion":1,"commandId":"x"}'))],
    ['that is no JSON', () => server.write(stream, {}, { data: Buffer.from('{"index":') })],
    ['that does not say it is JSON', () => server.write(stream, {}, { contentType: 'application/octet-stream', data: Buffer.from([0, 159, 146]) })],
    ['of a type with another name', () => server.write(stream, {}, { type: '$>é' })],
    ['under the id of another', () => server.write(stream, { id: server.all[0]?.id ?? '' })],
    ['in a stream of another name', () => server.write(stream, {}, { stream: `${server.prefix}what ever`, revision: 0n })],
    ['in a stream of a longer prefix', () => server.write(stream, {}, { stream: `${server.prefix}more.specimen-1`, revision: 0n })],
    ['as the first of its stream', () => server.write('specimen-0', {}, metadata(''))],
  ];

  it.each(kinds)(
    '%s stops the mirror, which names it and lets the rest be appended, until it is passed over: nothing is at its place then, live and made anew',
    async (_what, plant) => {
      const foreign = plant();
      const another = aStream();
      server.write(stream);
      server.write(foreign.stream.startsWith(`${server.prefix}specimen-`) ? foreign.stream.slice(server.prefix.length) : another);
      work();
      await isStoppedAt(foreign);
      expect(await stops(test.database)).toMatchObject([
        {
          reader: 'mirror',
          event: { id: foreign.id, position: null, stream: foreign.stream, revision: foreign.revision },
          reason: expect.stringContaining(foreign.stream),
        },
      ]);
      expect((await stops(test.database))[0]?.event?.type).toMatch(/^[ -~]+$/);
      expect(await mirror().status()).toMatchObject({ state: 'stopped', stopped: expect.stringContaining(foreign.id) });
      expect(await log.head()).toBe(1n);
      const appended = { kind: 'appended' as const, revision: 0n, position: undefined };
      expect(await new CommandGuard(test.database).unlessKnown(aStream(), events(1), () => Promise.resolve(appended))).toEqual(appended);

      passOver(foreign);
      await reaches(4n);
      await eventually(async () => (await mirror().status()).state === 'level');
      expect(await stops(test.database)).toEqual([]);
      const live = await collect(log.read());
      expect(live.filter((event) => event.stream === stream).map(({ revision }) => revision)).toEqual(
        foreign.stream === server.prefix + stream ? [0n, 1n, 2n] : [0n, 1n],
      );
      expect(live.map(({ id }) => id)).not.toContain(foreign.id === server.all[0]?.id ? undefined : foreign.id);
      expect(await verifyLog(test.database)).toMatchObject({ checked: 4n, faultCount: 0 });
      expect(await mirror().verify({ whole: true })).toMatchObject({ checked: 4n, faultCount: 0 });

      await stop();
      expect(await mirror().rebuild()).toMatchObject({ difference: undefined, replaced: true, head: 4n });
      expect(await collect(log.read())).toEqual(live);
    },
  );

  it('is not passed over for another in its place: not for the next of its stream, and not in a store that has something else there', async () => {
    const [one, other] = [server.write(stream, {}, metadata('')), server.write(stream, {}, metadata(''))];
    work();
    await isStoppedAt(one);
    passOver(one);
    await isStoppedAt(other);
    passOver(other);
    server.write(stream);
    await reaches(4n);
    await stop();
    // As a history that was brought to another server says of what stands there.
    server.all.splice(1, 2);
    for (const record of server.all.filter(({ stream: native }) => native === server.prefix + stream)) record.revision = record === server.all[0] ? 0n : 1n;
    await server.learn();
    expect(await read()).toEqual([0n, 1n]);
  });

  it('in the stream that says what is passed over is so by itself, since nobody could say it there', async () => {
    const foreign = server.write(stream, {}, metadata(''));
    server.write(readerStream(MIRROR_READER), {}, metadata(''));
    work();
    await isStoppedAt(foreign);
    passOver(foreign);
    await reaches(2n);
    await stop();
    expect((await collect(log.read())).map(({ stream: at, revision }) => [at, revision])).toEqual([
      [stream, 0n],
      [readerStream(MIRROR_READER), 0n],
    ]);
  });

  it('is told from a store that is not as it was left: what was said of that is taken back, and appends go on', async () => {
    const foreign = server.write(stream, {}, metadata(''));
    work();
    await isStoppedAt(foreign);
    await test.database.query("select es.mirror_stopped('it was away, and another answered')");
    const said = async () => (await test.database.query<{ stopped: string | null }>('select stopped from es.store')).rows[0]?.stopped;
    await eventually(async () => (await said()) === null);
  });

  describe('is met by who decides on its stream', () => {
    it.each(kinds.slice(0, 8).filter(([what]) => !what.includes('a day') && what !== 'that is no JSON'))(
      '%s: nothing is decided, it is named, and passed over it is as if it were not there',
      async (_what, plant) => {
        const foreign = plant();
        server.write(stream);
        await expect(read()).rejects.toMatchObject({ code: 'STREAM_FOREIGN', details: { stream, revision: '1' } });
        await expect(read(1n)).rejects.toMatchObject({ code: 'STREAM_FOREIGN' });
        expect(await collect(store().readStream(stream, { limit: 1 }))).toHaveLength(1);
        passOver(foreign);
        expect(await read()).toEqual([0n, 1n]);
        expect(await read(1n)).toEqual([1n]);
        expect(await read(2n)).toEqual([]);
      },
    );

    it('and holds nobody up on any other', async () => {
      server.write(stream, {}, metadata(''));
      const another = aStream();
      server.write(another);
      expect(await collect(store().readStream(another))).toHaveLength(1);
    });
  });
});
