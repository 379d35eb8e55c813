import { Database, startEmbedded } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { migrate } from '@app/database';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { AppendOutcomeUnknown, LogCorrupt, StoreUnavailable, StreamConflict } from '../errors.js';
import { leafOf } from '../leaf.js';
import { anEvent, aStream, collect, events, upTo } from '../testing/specimens.js';
import { eventStoreMigrations } from './log.migration.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { PostgresLog } from './postgres-log.js';

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

describe('the log in PostgreSQL', () => {
  let test: TestDatabase;
  let store: PostgresEventStore;
  let log: PostgresLog;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    test = await testDatabase(eventStoreMigrations);
    store = new PostgresEventStore(test.database);
    log = new PostgresLog(test.database);
  });
  afterEach(async () => {
    await store.onApplicationShutdown();
    await log.onApplicationShutdown();
    await test.drop();
  });
  const asOwner = async (text: string) => {
    const owner = await connected(test.ownerUrl);
    await owner.query(text).finally(() => owner.end());
  };
  const tamper = (change: string) =>
    asOwner(`alter table es.events disable trigger only_appended; ${change}; alter table es.events enable trigger only_appended`);

  it('keeps a stream’s order when an older transaction appends later', async () => {
    const stream = aStream();
    const early = await connected(test.url);
    await early.query('begin');
    await early.query('select pg_current_xact_id()'); // older than what comes now, and it appends after it
    await store.append(stream, events(3), { expected: 'none' });
    await early.query(
      "select * from es.append_batch($1, $2, array[1], $3, array['SomethingHappened'], array[1], array['2026-03-02']::date[], $4, array['{}'], array['{}'])",
      [[stream], [2n], [randomUUID()], [randomUUID()]],
    );
    await early.query('commit');
    await early.end();
    await store.append(stream, events(1), { expected: 3n });
    expect((await collect(log.read())).map(({ revision }) => revision)).toEqual(upTo(5, 0n));
  });

  it('shows nothing of an append that is not committed, and everything once it is', async () => {
    const slow = await connected(test.url);
    await slow.query('begin');
    await slow.query(
      "select * from es.append_batch(array['slow-1'], array[-1], array[1], $1, array['SomethingHappened'], array[1], array['2026-03-02']::date[], $2, array['{}'], array['{}'])",
      [[randomUUID()], [randomUUID()]],
    );
    const waiting = store.append(aStream(), events(1), { expected: 'none' });
    expect(await collect(log.read())).toEqual([]);
    await slow.query('commit');
    await slow.end();
    await waiting;
    expect((await collect(log.read())).map(({ position }) => position)).toEqual([1n, 2n]);
  });

  it('is not held up by a transaction in another database of the same server', async () => {
    const other = await testDatabase();
    const open = await connected(other.ownerUrl);
    await open.query('create table busy (n int); begin; insert into busy values (1)');
    await store.append(aStream(), events(1), { expected: 'none' });
    expect(await collect(log.read())).toHaveLength(1);
    await open.end();
    await other.drop();
  });

  it('reads the same after a logical restore into another database', async () => {
    await store.append(aStream(), events(50), { expected: 'none' });
    const target = await testDatabase(eventStoreMigrations);
    const [from, to] = await Promise.all([connected(test.ownerUrl), connected(target.ownerUrl)]);
    for (const table of ['streams', 'events']) {
      const { rows } = await from.query<{ row: string }>(`select to_json(t)::text as row from es.${table} t`);
      for (const { row } of rows) await to.query(`insert into es.${table} select * from json_populate_record(null::es.${table}, $1)`, [row]);
    }
    const { rows } = await from.query<{ position: string; at: string }>('select position, recorded_at::text as at from es.log_head');
    await to.query('update es.log_head set position = $1, recorded_at = $2', [rows[0]?.position, rows[0]?.at]);
    await Promise.all([from.end(), to.end()]);
    const restored = new PostgresLog(target.database);
    expect(await collect(restored.read())).toEqual(await collect(log.read()));
    await new PostgresEventStore(target.database).append(aStream(), events(1), { expected: 'none' });
    expect(await restored.head()).toBe(51n);
    await target.drop();
  });

  it('harms nobody else’s append by one that the database refuses', async () => {
    const taken = anEvent();
    await store.append(aStream(), [taken], { expected: 'none' });
    const good = Array.from({ length: 20 }, () => store.append(aStream(), events(2), { expected: 'none' }));
    const bad = store.append(aStream(), [anEvent(), anEvent({ id: taken.id })], { expected: 'none' });
    const more = Array.from({ length: 20 }, () => store.append(aStream(), events(2), { expected: 'none' }));
    await expect(bad).rejects.toThrow('duplicate key');
    await Promise.all([...good, ...more]);
    expect(await log.head()).toBe(81n);
  });

  it('takes events that are known in part for a conflict', async () => {
    const stream = aStream();
    const [known, other] = events(2);
    if (!known || !other) throw new Error('no events');
    await store.append(stream, [known], { expected: 'none' });
    await expect(store.append(stream, [known, other], { expected: 'none' })).rejects.toBeInstanceOf(StreamConflict);
    await expect(store.append(stream, [known, other], { expected: 0n })).rejects.toBeInstanceOf(StreamConflict);
    expect(await log.head()).toBe(1n);
  });

  it.each([
    ['in the middle', 2n],
    ['at the end', 5n],
  ])('takes a hole %s for what it is', async (_where, position) => {
    await store.append(aStream(), events(5), { expected: 'none' });
    await tamper(`delete from es.events where position = ${position}`);
    await expect(collect(log.read())).rejects.toBeInstanceOf(LogCorrupt);
    await expect(collect(log.read({ batchSize: 1 }))).rejects.toBeInstanceOf(LogCorrupt);
    await expect(collect(log.copyOut(0n))).rejects.toBeInstanceOf(LogCorrupt);
    await expect(collect(log.follow({ after: 0n, signal: new AbortController().signal }))).rejects.toBeInstanceOf(LogCorrupt);
    expect(await collect(log.read({ after: position }))).toHaveLength(5 - Number(position));
  });

  it('gives an alteration away by its leaf', async () => {
    await store.append(aStream(), [anEvent({ data: { amount: 1 } })], { expected: 'none' });
    await tamper(`update es.events set data = '{"amount":2}'`);
    const [event] = await collect(log.read());
    if (!event) throw new Error('no event');
    expect(Buffer.from(leafOf(event))).not.toEqual(Buffer.from(event.leaf));
  });

  it('refuses an append behind someone who sits on the lock, and recovers', async () => {
    const sitting = await connected(test.ownerUrl);
    await sitting.query('select pg_advisory_lock(7201)');
    await expect(store.append(aStream(), events(1), { expected: 'none' })).rejects.toBeInstanceOf(StoreUnavailable);
    await sitting.end();
    await store.append(aStream(), events(1), { expected: 'none' });
  });
});

describe('the log while PostgreSQL goes and comes back', () => {
  it('says so at once to those who append and read, and goes on by itself', async () => {
    Logger.overrideLogger(false);
    const folder = await mkdtemp(join(tmpdir(), 'log-restart-'));
    let server = await startEmbedded(folder);
    await migrate(server.ownerUrl, server.url, eventStoreMigrations);
    const database = new Database({ url: server.url });
    const store = new PostgresEventStore(database);
    const log = new PostgresLog(database);
    const end = new AbortController();
    const seen: bigint[] = [];
    const following = (async () => {
      for await (const news of log.follow({ after: 0n, signal: end.signal }))
        if (news.kind === 'batch') seen.push(...news.events.map(({ position }) => position));
    })();
    const stream = aStream();
    await store.append(stream, events(2), { expected: 'none' });
    await server.stop();

    const error: unknown = await store.append(stream, events(1), { expected: 1n }).catch((caught: unknown) => caught);
    expect(error instanceof StoreUnavailable || error instanceof AppendOutcomeUnknown).toBe(true);
    await expect(collect(store.readStream(stream))).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(log.head()).rejects.toMatchObject({ name: 'DatabaseUnavailable' });

    server = await startEmbedded(folder);
    await store.append(stream, events(3), { expected: 1n });
    const deadline = Date.now() + 10_000;
    while (seen.length < 5 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual(upTo(5));
    end.abort();
    await following;
    await store.onApplicationShutdown();
    await log.onApplicationShutdown();
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });
});
