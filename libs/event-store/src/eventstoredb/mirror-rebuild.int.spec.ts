import { setTimeout as sleep } from 'node:timers/promises';
import { ADVISORY_LOCKS, Database } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { LoggedEvent } from '../port.js';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresLog } from '../postgres/postgres-log.js';
import { verifyLog } from '../postgres/verify-log.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { aStream, collect, upTo } from '../testing/specimens.js';
import { Mirror } from './mirror.js';
import { MirrorAtWork } from './mirror-rebuild.js';

const EVENTS = 40n;

describe('rebuilding the mirror', () => {
  let test: TestDatabase;
  let owner: Database;
  let log: PostgresLog;
  let server: ScriptedServer;
  let mirror: Mirror;
  let original: LoggedEvent[];
  const streams = [aStream(), aStream(), aStream()];
  beforeEach(async () => {
    Logger.overrideLogger(false);
    test = await testDatabase(eventStoreMigrations);
    owner = new Database({ url: test.ownerUrl, connections: { machinery: 1 } });
    log = new PostgresLog(test.database);
    server = new ScriptedServer();
    mirror = new Mirror(server, test.database, { lookMs: 50, mostRows: 7 });
    for (const index of upTo(Number(EVENTS))) server.write(streams[Number(index) % 3] ?? '', { data: { index: String(index) } });
    await mirrorUpTo(EVENTS);
    original = await collect(log.read());
  });
  afterEach(async () => {
    await log.onApplicationShutdown();
    await owner.close();
    await test.drop();
  });

  async function mirrorUpTo(position: bigint): Promise<void> {
    const end = new AbortController();
    const running = mirror.run(end.signal);
    for (const deadline = Date.now() + 15_000; (await log.head()) !== position; await sleep(10)) {
      if (Date.now() > deadline) throw new Error(`the mirror stands at ${await log.head()}`);
    }
    end.abort();
    await running;
  }
  const tamper = (change: string) =>
    owner.query(`alter table es.events disable trigger only_appended; ${change}; alter table es.events enable trigger only_appended`);
  const hashOf = (events: readonly LoggedEvent[]) =>
    events.reduce<Buffer>((hash, { leaf }) => createHash('sha256').update(hash).update(leaf).digest(), Buffer.alloc(0)).toString('hex');
  const leftOver = async () => (await owner.query("select from pg_namespace where nspname = 'es_rebuild'")).rowCount;

  it('gives the same positions, leaves and times, and says what all of them amount to', async () => {
    const told: bigint[] = [];
    const rebuilt = await mirror.rebuild({ onProgress: (done, total) => told.push((done * 100n) / total) });
    const amounts = { position: EVENTS, hash: hashOf(original) };
    expect(rebuilt).toEqual({ before: amounts, after: amounts, head: EVENTS, difference: undefined, replaced: true });
    expect(await collect(log.read())).toEqual(original);
    expect(told.at(-1)).toBe(100n);
    expect(await leftOver()).toBe(0);
  });

  it('leaves a log that is read, appended to and guarded as before', async () => {
    const schema = `
      select c.relname, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      where t.relnamespace = 'es'::regnamespace union all
      select conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'es'::regnamespace union all
      select relname, relacl::text || coalesce(reloptions::text, '') from pg_class where relnamespace = 'es'::regnamespace and relkind = 'r' union all
      select tgname, pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'es'::regnamespace order by 1, 2`;
    const before = (await owner.query(schema)).rows;
    await mirror.rebuild();
    expect((await owner.query(schema)).rows).toEqual(before);
    server.write(streams[0] ?? '');
    await mirrorUpTo(EVENTS + 1n);
    expect(await verifyLog(test.database)).toMatchObject({ checked: EVENTS + 1n, faultCount: 0 });
    await expect(owner.query('delete from es.events')).rejects.toThrow('only ever appended to');
  });

  it('is not noticed by who follows the log, and read on meanwhile', async () => {
    const end = new AbortController();
    const seen: bigint[] = [];
    const following = (async () => {
      for await (const item of log.follow({ after: 0n, signal: end.signal, batchSize: 5 }))
        if (item.kind === 'batch') seen.push(...item.events.map(({ position }) => position));
    })();
    server.write(streams[0] ?? '');
    await mirror.rebuild();
    server.write(streams[0] ?? '');
    await mirrorUpTo(EVENTS + 2n);
    for (const deadline = Date.now() + 5_000; seen.length < Number(EVENTS) + 2 && Date.now() < deadline;) await sleep(10);
    end.abort();
    await following;
    expect(seen).toEqual(upTo(Number(EVENTS) + 2));
  });

  /** Lets a rebuild come so far, and ends its connection. */
  async function interrupted(after: bigint): Promise<void> {
    const rebuilding = mirror.rebuild({ onProgress: (done) => (server.isMute = done >= after) }).catch((error: unknown) => error);
    while (!server.isMute) await sleep(5);
    await owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tracker mirror rebuild' and datname = current_database()",
    );
    expect(await rebuilding).toMatchObject({ name: 'DatabaseUnavailable' });
    server.isMute = false;
    server.subscribed.length = 0;
  }

  it('goes on where it was interrupted', async () => {
    await interrupted(14n);
    expect(await collect(log.read())).toEqual(original);
    expect(await mirror.rebuild()).toMatchObject({ difference: undefined, replaced: true });
    expect(server.subscribed[0]).toBeGreaterThanOrEqual(1_500n);
    expect(await collect(log.read())).toEqual(original);
  });

  it('begins again where the store no longer has what it had', async () => {
    await interrupted(14n);
    await owner.query('alter table es_rebuild.events disable trigger only_appended; update es_rebuild.events set event_id = gen_random_uuid()');
    expect(await mirror.rebuild()).toMatchObject({ difference: undefined, replaced: true });
    expect(server.subscribed[0]).toBe(100n);
  });

  it('keeps the mirror that has what the store has lost, and says where and how much', async () => {
    server.lose(3);
    const rebuilt = await mirror.rebuild();
    expect(rebuilt).toMatchObject({ before: { position: 40n }, after: { position: 37n }, difference: { from: 38n, lost: 3n }, replaced: false });
    expect(rebuilt.after.hash).toBe(hashOf(original.slice(0, 37)));
    expect(await collect(log.read())).toEqual(original);
    expect(await leftOver()).toBe(0);
  });

  it.each([0, 2, 3, 5])('gives it up only once all that nobody else has is written down, also where the store has taken %i others since', async (since) => {
    server.lose(3);
    for (let count = 0; count < since; count++) server.write(aStream());
    const head = 37n + BigInt(since);
    expect(await mirror.rebuild({ replace: true })).toMatchObject({ difference: { from: 38n, lost: 3n }, replaced: false });
    expect(await collect(log.read())).toEqual(original);

    const failing = mirror.rebuild({ discard: () => Promise.reject(new Error('the disk is full')) });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await collect(log.read())).toEqual(original);

    const written: LoggedEvent[] = [];
    const discard = async (lost: AsyncIterable<LoggedEvent>) => void written.push(...(await collect(lost)));
    expect(await mirror.rebuild({ discard })).toMatchObject({ difference: { lost: 3n }, replaced: true, head });
    expect(written).toEqual(original.slice(37));
    expect((await collect(log.read())).slice(0, 37)).toEqual(original.slice(0, 37));
    server.write(aStream());
    await mirrorUpTo(head + 1n);
  });

  it('mends what was altered, when it is told to', async () => {
    await tamper(`update es.events set data = '{}', leaf = 'x' where position = 12`);
    expect(await mirror.rebuild()).toMatchObject({ difference: { from: 12n, lost: 0n }, replaced: false });
    expect(await mirror.rebuild({ replace: true })).toMatchObject({ difference: { from: 12n, lost: 0n }, replaced: true });
    expect(await collect(log.read())).toEqual(original);
  });

  it.each(['mirror', 'projector', 'openedTables', 'processManagers'] as const)('is refused while a worker is at work: %s', async (lock) => {
    const worker = await test.database.connect('worker');
    await worker.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS[lock]]);
    await expect(mirror.rebuild()).rejects.toThrow(MirrorAtWork);
    await worker.end();
  });

  it('waits for who reads the log at length', async () => {
    const reader = await test.database.connect('reader');
    await reader.query('begin; select count(*) from es.events');
    const rebuilding = mirror.rebuild();
    await sleep(1_500);
    expect(await log.head()).toBe(EVENTS);
    await reader.query('commit');
    await reader.end();
    expect(await rebuilding).toMatchObject({ replaced: true });
  });
});
