import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { LogCorrupt, NotAsMirrored, StoreStopped, WrongStore } from '../errors.js';
import { leafOf } from '../leaf.js';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { PostgresLog } from '../postgres/postgres-log.js';
import { verifyLog } from '../postgres/verify-log.js';
import { Reader, stops } from '../readers/reader.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { anEvent, aStream, collect, events, UNICODE, upTo } from '../testing/specimens.js';
import { CommandGuard } from './command-guard.js';
import { Mirror, type MirrorOptions } from './mirror.js';

describe('the mirror', () => {
  let test: TestDatabase;
  let log: PostgresLog;
  let server: ScriptedServer;
  let running: { readonly end: AbortController; readonly done: Promise<unknown> }[];
  beforeEach(async () => {
    Logger.overrideLogger(false);
    test = await testDatabase(eventStoreMigrations);
    log = new PostgresLog(test.database);
    server = new ScriptedServer();
    running = [];
  });
  afterEach(async () => {
    for (const { end } of running) end.abort();
    await Promise.all(running.map(({ done }) => done));
    await log.onApplicationShutdown();
    await test.drop();
  });

  const mirror = (options: MirrorOptions = {}) => new Mirror(server, test.database, { lookMs: 50, ...options });
  /** @returns what it ends with: undefined, or an error */
  function start(options?: MirrorOptions): Promise<unknown> {
    const end = new AbortController();
    const done = mirror(options)
      .untilStopped(end.signal)
      .catch((error: unknown) => error);
    running.push({ end, done });
    return done;
  }
  async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
    for (const deadline = Date.now() + 15_000; !(await holds()); await sleep(10)) if (Date.now() > deadline) throw new Error(`still not ${String(holds)}`);
  }
  const reaches = (position: bigint) => eventually(async () => (await log.head()) === position);
  const native = async () => {
    const { rows } = await test.database.query<{ at: bigint }>('select commit_position as at from es.store');
    return rows[0]?.at;
  };

  it('says, where every process looks, what no waiting will mend, until it is mended', async () => {
    server.write(aStream());
    void start({ silenceMs: 100 });
    await reaches(1n);
    server.isAway = true;
    await eventually(async () => (await mirror().status()).state === 'away');
    expect(await stops(test.database)).toEqual([]);
    server.hopeless = 'the user tracker may not read $all';
    await eventually(async () => (await stops(test.database)).length > 0);
    expect(await stops(test.database)).toMatchObject([{ reader: 'mirror', event: null, reason: server.hopeless }]);
    // Subscribing fails for it as well.
    await eventually(() => server.renewed > 2);
    expect(await mirror().status()).toMatchObject({ state: 'stopped', stopped: server.hopeless });
    [server.isAway, server.hopeless] = [false, undefined];
    server.write(aStream());
    await reaches(2n);
    await eventually(async () => (await stops(test.database)).length === 0);
    await eventually(async () => (await mirror().status()).state === 'level');
  });

  it('gives what was recorded its place in the order, its time and its leaf', async () => {
    const [one, other] = [aStream(), aStream()];
    server.write(one);
    server.write(other, { data: UNICODE });
    const corrected = server.write(one, {
      effectiveOn: '1999-12-31',
      schemaVersion: 7,
      meta: { ...anEvent().meta, causationId: anEvent().id, reasonCode: 'LATE' },
    });
    void start();
    await reaches(3n);
    server.write(other);
    await reaches(4n);
    const logged = await collect(log.read());
    expect(logged.map(({ stream, revision, position }) => [stream, revision, position])).toEqual([
      [one, 0n, 1n],
      [other, 0n, 2n],
      [one, 1n, 3n],
      [other, 1n, 4n],
    ]);
    expect(logged[1]?.data).toEqual(UNICODE);
    expect(logged[2]).toMatchObject({ id: corrected.id, effectiveOn: '1999-12-31', schemaVersion: 7, meta: { reasonCode: 'LATE' } });
    for (const event of logged) expect(Buffer.from(event.leaf)).toEqual(Buffer.from(leafOf(event)));
    expect(await verifyLog(test.database)).toMatchObject({ checked: 4n, faultCount: 0 });
  });

  it('lets time stand still where the server’s clock was set back, and keeps that of what was imported', async () => {
    const stream = aStream();
    const times = ['2026-03-01T10:00:00.000Z', '2026-03-01T09:00:00.000Z', '2026-03-01T11:00:00.123Z'];
    for (const time of times) server.write(stream, {}, { created: `${Date.parse(time)}9999` });
    server.write(stream, { recordedAt: '2026-03-01T10:30:00.000Z' });
    server.write(stream, { recordedAt: '2026-03-01T12:00:00.001Z' });
    void start({ mostRows: 2 });
    await reaches(5n);
    expect((await collect(log.read())).map(({ recordedAt }) => recordedAt)).toEqual([
      '2026-03-01T10:00:00.000Z',
      '2026-03-01T10:00:00.000Z',
      '2026-03-01T11:00:00.123Z',
      '2026-03-01T11:00:00.123Z',
      '2026-03-01T12:00:00.001Z',
    ]);
  });

  it('wakes whoever follows the log', async () => {
    void start();
    await eventually(async () => (await mirror().status()).state === 'level');
    const end = new AbortController();
    const batches = log.follow({ after: 0n, signal: end.signal })[Symbol.asyncIterator]();
    expect((await batches.next()).value).toEqual({ kind: 'caught-up', position: 0n });
    const woken = batches.next();
    server.write(aStream());
    expect((await woken).value).toMatchObject({ kind: 'batch' });
    end.abort();
    await batches.return?.();
  });

  it('gives the same positions and leaves in whatever batches it comes', async () => {
    const streams = [aStream(), aStream(), aStream()];
    for (const index of upTo(60)) server.write(streams[Number(index) % 3] ?? '', { data: { index: String(index) } });
    void start({ mostRows: 7 });
    await reaches(60n);
    const other = await testDatabase(eventStoreMigrations);
    const end = new AbortController();
    const whole = new Mirror(server, other.database, { lookMs: 50 }).run(end.signal);
    const otherLog = new PostgresLog(other.database);
    await eventually(async () => (await otherLog.head()) === 60n);
    expect(await collect(otherLog.read())).toEqual(await collect(log.read()));
    end.abort();
    await whole;
    await otherLog.onApplicationShutdown();
    await other.drop();
  });

  describe('when something breaks', () => {
    it('goes on where the database says it stands, though the subscription ended', async () => {
      const stream = aStream();
      server.write(stream);
      void start();
      await reaches(1n);
      server.cut();
      server.write(stream);
      await reaches(2n);
      expect(server.subscribed).toEqual([100n, 200n]);
      expect(server.renewed).toBe(1);
    });

    it('waits for a store that is away, says since when, and goes on when it is back', async () => {
      server.write(aStream());
      void start();
      await reaches(1n);
      server.isAway = true;
      server.cut();
      await eventually(async () => (await mirror().status()).state === 'away');
      const { awaySince, levelAt } = await mirror().status();
      expect(awaySince).not.toBeNull();
      await sleep(200);
      expect(await mirror().status()).toMatchObject({ awaySince, levelAt });
      server.isAway = false;
      server.write(aStream());
      await reaches(2n);
      await eventually(async () => (await mirror().status()).state === 'level');
      expect((await mirror().status()).awaySince).toBeNull();
    });

    it('gives up a subscription that has fallen silent though something was written', async () => {
      void start({ silenceMs: 300 });
      await eventually(async () => (await mirror().status()).state === 'level');
      server.isMute = true;
      server.write(aStream());
      await eventually(() => server.renewed > 0);
      server.isMute = false;
      await reaches(1n);
    });

    it('subscribes again once a server answers that did not, though nothing was written: the subscription may have fallen silent with it', async () => {
      void start({ silenceMs: 60_000 });
      await eventually(async () => (await mirror().status()).state === 'level');
      server.isMute = true;
      server.isAway = true;
      await eventually(async () => (await mirror().status()).awaySince !== null);
      server.isAway = false;
      await eventually(() => server.subscribed.length > 1);
      server.isMute = false;
      server.write(aStream());
      await reaches(1n);
    });

    it('keeps a subscription on which nothing arrives because nothing of ours is written', async () => {
      void start({ silenceMs: 200 });
      await eventually(async () => (await mirror().status()).state === 'level');
      for (let step = 0; step < 12; step++) {
        server.writeElsewhere(5);
        await sleep(50);
      }
      expect(server.subscribed).toHaveLength(1);
      expect((await mirror().status()).state).toBe('level');
    });

    it('goes on after its connections to the database were cut', async () => {
      server.write(aStream());
      void start();
      await reaches(1n);
      const owner = new Database({ url: test.ownerUrl, connections: { machinery: 1 } });
      await owner.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tracker mirror' and datname = current_database()");
      await owner.close();
      server.write(aStream());
      await reaches(2n);
      expect((await collect(log.read())).map(({ position }) => position)).toEqual([1n, 2n]);
    });

    it('remembers how far it has come through what others wrote', async () => {
      void start();
      await eventually(async () => (await mirror().status()).state === 'level');
      server.writeElsewhere(3);
      await eventually(async () => (await native()) === 400n);
      server.cut();
      server.write(aStream());
      await reaches(1n);
      expect(server.subscribed).toEqual([100n, 400n]);
    });
  });

  describe('of several processes', () => {
    it('is one, and another takes over', async () => {
      server.write(aStream());
      void start();
      await reaches(1n);
      void start();
      server.write(aStream());
      await reaches(2n);
      expect(server.subscribed).toHaveLength(1);
      running[0]?.end.abort();
      server.write(aStream());
      await reaches(3n);
      expect(server.subscribed).toHaveLength(2);
    });

    it('changes nothing from where it no longer stands', async () => {
      server.write(aStream());
      void start();
      await reaches(1n);
      const empty = '{}, {}, {}, {}, {}, {}, {}, {}, {}, {}'.split(', ');
      const stale = test.database.query('select es.mirror_batch($1, $2, $3, $4, null, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)', [
        100,
        100,
        900,
        900,
        ...empty,
      ]);
      await expect(stale).rejects.toMatchObject({ code: 'TS004' });
      expect(await native()).toBe(200n);
    });
  });

  describe('stops, naming what it met,', () => {
    const foreign = (what: string, write: () => unknown) =>
      it(`at ${what}, and mirrors all before it and nothing behind`, async () => {
        const stream = aStream();
        server.write(stream);
        write();
        server.write(stream);
        const error = await start();
        expect(error).toBeInstanceOf(LogCorrupt);
        expect((error as Error).message).toContain(server.all[1]?.stream);
        expect(await log.head()).toBe(1n);
        expect(await mirror().status()).toMatchObject({ state: 'stopped', stopped: (error as Error).message });
      });
    foreign('a stream that was deleted', () => server.write('specimen-1', {}, { type: '$streamDeleted', metadata: Buffer.alloc(0), data: Buffer.alloc(0) }));
    foreign('an event without our envelope', () => server.write('specimen-1', {}, { metadata: Buffer.from('{"effectiveOn":"2026-01-01","schemaVersion":1}') }));
    foreign('metadata that are none', () => server.write('specimen-1', {}, { metadata: Buffer.alloc(0) }));
    foreign('an effective date that is none', () =>
      server.write('specimen-1', {}, { metadata: Buffer.from(String(server.all[0]?.metadata).replace('2026-03-02', '2026-02-30')) }),
    );
    foreign('data that are no JSON', () => server.write('specimen-1', {}, { data: Buffer.from('{"index":') }));
    foreign('what does not say that it is JSON', () => server.write('specimen-1', {}, { contentType: 'application/octet-stream' }));
    foreign('a stream of another installation whose prefix begins with ours', () => server.write('specimen-1', {}, { stream: 'scripted.more.specimen-1' }));
    foreign('an event that is there already', () => server.write('specimen-1', { id: server.all[0]?.id ?? '' }));
    foreign('a stream that does not begin at its beginning', () => server.write('specimen-1', {}, { revision: 3n }));

    it('at a revision that is missing, also in a stream that is mirrored already', async () => {
      const stream = aStream();
      server.write(stream);
      const stopped = start();
      await reaches(1n);
      server.write(stream, {}, { revision: 2n });
      expect(String(await stopped)).toContain(`revision 2 of ${stream} comes after 0`);
    });

    it('when the store has lost what is mirrored', async () => {
      server.write(aStream());
      server.write(aStream());
      void start();
      await reaches(2n);
      server.lose(1);
      server.cut();
      expect(String(await running[0]?.done)).toContain('no longer has revision 0');
      expect(await log.head()).toBe(2n);
    });

    it('when the database mirrors another store', async () => {
      void start();
      await eventually(async () => (await mirror().status()).state === 'level');
      server = new ScriptedServer();
      running[0]?.end.abort();
      await running[0]?.done;
      expect(await start()).toBeInstanceOf(WrongStore);
    });

    it('when the history is in PostgreSQL', async () => {
      const store = new PostgresEventStore(test.database);
      await store.append(aStream(), events(1), { expected: 'none' });
      await store.onApplicationShutdown();
      expect(await start()).toBeInstanceOf(WrongStore);
    });
  });

  describe('at a store that is not as it was left', () => {
    const refused = async () => {
      const outcome = { kind: 'appended' as const, revision: 0n, position: undefined };
      return new CommandGuard(test.database).unlessKnown(aStream(), events(1), () => Promise.resolve(outcome)).catch((error: unknown) => error);
    };
    /** As a worker does, which looks again by itself. */
    function work(): void {
      const end = new AbortController();
      running.push({ end, done: mirror().run(end.signal) });
    }
    const isStopped = async () => (await mirror().status()).state === 'stopped';
    const isLevel = async () => (await mirror().status()).state === 'level';

    const wrong = (what: string, said: string, change: () => void, putRight: () => void) =>
      it(`which is ${what}, stops, lets nothing be appended meanwhile, and goes on by itself once it is put right`, async () => {
        server.write(aStream());
        server.write(aStream(), { id: '00000000-0000-4000-8000-000000000002' });
        work();
        await reaches(2n);
        change();
        server.cut();
        await eventually(isStopped);
        expect((await mirror().status()).stopped).toContain(said);
        expect(await stops(test.database)).toMatchObject([{ reader: 'mirror', event: null, reason: expect.stringContaining(said) }]);
        expect(await refused()).toBeInstanceOf(StoreStopped);
        expect(await log.head()).toBe(2n);
        putRight();
        await eventually(isLevel);
        expect(await stops(test.database)).toEqual([]);
        expect(await refused()).toMatchObject({ kind: 'appended' });
      });
    let [kept, storeId]: [typeof server.all, string | undefined] = [[], undefined];
    const keep = () => ([kept, storeId] = [[...server.all], server.storeId]);
    const restore = () => {
      server.all.splice(0, Infinity, ...kept);
      server.storeId = storeId;
    };
    wrong('another installation’s', 'another history', () => (keep(), (server.storeId = '00000000-0000-4000-8000-00000000000a')), restore);
    wrong('empty', 'holds nothing under', () => (keep(), server.all.splice(0), (server.storeId = undefined)), restore);
    wrong('older', 'no longer has revision 0', () => (keep(), server.lose(1)), restore);
    wrong(
      'older, and was sent again what it had lost',
      'no longer has revision 0',
      () => {
        keep();
        const [lost] = server.all.splice(-1);
        server.write(lost?.stream.slice(server.prefix.length) ?? '', {}, { ...lost, created: `${Date.now() + 60_000}0000` });
      },
      restore,
    );
  });

  it.each([{ $maxCount: 2 }, { $maxAge: 60 }, { $tb: 9_007_199_254_740_991 }])(
    'stops at a stream that %j hides a part of, names it, and goes on by itself once that is taken back',
    async (metadata) => {
      const stream = aStream();
      for (let count = 0; count < 3; count++) server.write(stream);
      const end = new AbortController();
      running.push({ end, done: mirror().run(end.signal) });
      await reaches(3n);
      server.hide(stream, metadata);
      server.write(aStream());
      await eventually(async () => (await mirror().status()).state === 'stopped');
      expect((await mirror().status()).stopped).toContain(`scripted.${stream} is deleted, or cut short`);
      expect((await mirror().status()).stopped).toContain(Object.keys(metadata)[0]);
      expect(await log.head()).toBe(3n);
      server.hide(stream, null);
      await reaches(4n);
      await eventually(async () => (await mirror().status()).state === 'level');
    },
  );

  describe('at a stream that was cut short and scavenged', () => {
    const stream = aStream();
    const kept: ScriptedServer['all'] = [];
    const run = () => {
      const end = new AbortController();
      const done = mirror().run(end.signal);
      running.push({ end, done });
      return { end, done };
    };
    const stopped = async () => (await mirror().status()).stopped ?? '';
    const saysHowItIs = () => eventually(async () => (await stopped()).includes('gone from EventStoreDB for good'));
    const restore = () => server.all.splice(0, 0, ...kept.splice(0));
    beforeEach(async () => {
      kept.length = 0;
      for (let count = 0; count < 3; count++) server.write(stream);
      server.write(aStream());
    });

    it('stays stopped though its metadata are clean, also after restarts, says what is left to do, and goes on once all of it is there', async () => {
      const first = run();
      await reaches(4n);
      server.hide(stream, { $maxCount: 1 });
      await eventually(async () => (await stopped()).includes('its metadata say $maxCount'));
      kept.push(...server.all.splice(0, 2));
      server.hide(stream, { $tb: 0 });
      server.write(aStream());
      await saysHowItIs();
      first.end.abort();
      await first.done;
      const second = run();
      server.cut();
      await sleep(300);
      expect(await stopped()).toMatch(new RegExp(`scripted.${stream} .*revision 0 is not there.*backup.*copy --from mirror --to postgresql --accept-loss`));
      expect(await log.head()).toBe(4n);
      restore();
      second.end.abort();
      await second.done;
      run();
      await reaches(5n);
      await eventually(async () => (await mirror().status()).state === 'level');
    });

    it('stops where a command found it, after metadata that it had passed by, and remembers', async () => {
      const first = run();
      await eventually(async () => (await mirror().status()).state === 'level');
      kept.push(...server.all.splice(0, 2));
      await new Reader(test.database, 'mirror').foundCut(`scripted.${stream}`, 'a command found it');
      expect((await mirror().status()).state).toBe('stopped');
      await saysHowItIs();
      first.end.abort();
      await first.done;
      run();
      await sleep(300);
      await saysHowItIs();
      server.write(aStream());
      restore();
      await reaches(5n);
      expect(await stops(test.database)).toEqual([]);
    });

    it('does not go on where the events that are missing are its last', async () => {
      run();
      await reaches(4n);
      kept.push(...server.all.splice(1, 2));
      server.hide(stream, { $tb: 0 });
      await eventually(async () => (await stopped()).includes('its revision 1 is not there'));
    });
  });

  it('says of a stream that was deleted for good what is left to do', async () => {
    const stream = aStream();
    server.write(stream);
    const done = start();
    await reaches(1n);
    server.write(stream, {}, { type: '$streamDeleted' });
    expect(String(await done)).toMatch(/deleted for good in EventStoreDB, at 300 of \$all.*backup.*copy --from mirror --to postgresql --accept-loss/);
  });

  it('compares, of a sample, the newest events and what ever had metadata all the same', async () => {
    const cut = aStream();
    for (let count = 0; count < 2; count++) server.write(cut);
    for (let count = 0; count < 1_500; count++) server.write(aStream());
    const newest = server.write(aStream());
    void start();
    await reaches(1_503n);
    server.all.splice(server.all.indexOf(newest), 1);
    server.all.splice(0, 1);
    server.hide(cut, null);
    const { faults, streams } = await mirror().verify();
    expect(streams).toBeLessThan(700);
    expect(faults).toEqual(
      expect.arrayContaining([expect.objectContaining({ position: 1n, kind: 'lost' }), expect.objectContaining({ position: 1_503n, kind: 'lost' })]),
    );
  });

  it('tells which of its events the store no longer shows, or shows otherwise', async () => {
    const [cut, changed] = [aStream(), aStream()];
    for (let count = 0; count < 3; count++) server.write(cut);
    server.write(changed);
    void start();
    await reaches(4n);
    expect(await mirror().verify()).toMatchObject({ streams: 2, checked: 4n, faultCount: 0 });
    server.all.splice(0, 2);
    server.all.splice(-1, 1, Object.assign(server.all.at(-1) ?? {}, { data: Buffer.from('{"other":1}') }) as (typeof server.all)[number]);
    const { faults, ...counts } = await mirror().verify({ whole: true });
    expect(counts).toEqual({ streams: 2, checked: 4n, faultCount: 3 });
    expect([...faults].sort((one, other) => Number(one.position - other.position))).toEqual([
      { kind: 'lost', position: 1n, stream: cut, revision: 0n },
      { kind: 'lost', position: 2n, stream: cut, revision: 1n },
      { kind: 'differs', position: 4n, stream: changed, revision: 0n },
    ]);
  });

  describe('begins a history', () => {
    beforeEach(() => (server.storeId = undefined));

    it('where neither store nor database holds one, unless it was told to ask', async () => {
      server.mayBegin = false;
      expect(String(await start())).toContain('mirror begin');
      expect(server.storeId).toBeUndefined();
      server.mayBegin = true;
      void start();
      await eventually(async () => (await mirror().status()).state === 'level');
      expect(server.storeId).toBeDefined();
    });

    it('never where the database holds one', async () => {
      const store = new PostgresEventStore(test.database);
      await store.append(aStream(), events(1), { expected: 'none' });
      await store.onApplicationShutdown();
      expect(String(await start())).toContain('recorded in PostgreSQL');
      expect(server.storeId).toBeUndefined();
    });

    it('never where the database mirrors one that is not there', async () => {
      const { storeId } = await server.begin();
      await test.database.query('select es.adopt_store($1, 100, 100)', [storeId]);
      server.storeId = undefined;
      expect(await start()).toBeInstanceOf(NotAsMirrored);
      expect(server.storeId).toBeUndefined();
    });
  });

  it('goes on behind the last event that it has, where a restored server ends before what others wrote', async () => {
    server.write(aStream());
    server.writeElsewhere(4);
    void start();
    await eventually(async () => (await native()) === 600n);
    running[0]?.end.abort();
    await running[0]?.done;
    server.lose(4);
    server.write(aStream());
    void start();
    await reaches(2n);
  });

  it('says that nobody mirrors', async () => {
    expect(await mirror().status()).toMatchObject({ state: 'unattended', levelAt: null, lagSeconds: null, position: 0n });
  });
});
