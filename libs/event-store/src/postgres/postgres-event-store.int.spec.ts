import { Database } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../canonical.js';
import { leafOf } from '../leaf.js';
import type { EventToAppend, Json, LoggedEvent } from '../port.js';
import { eventStoreMigrations } from './log.migration.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { PostgresLog } from './postgres-log.js';

const event = (data: EventToAppend['data'] = {}): EventToAppend => ({
  id: randomUUID(),
  type: 'SomethingHappened',
  schemaVersion: 1,
  effectiveOn: '2026-03-02',
  meta: { actor: { kind: 'person', id: 'a', role: 'administrator' }, commandId: randomUUID(), commandName: 'Do', inputHash: '', correlationId: 'c' },
  data,
});
const unicode = { 'ŵ€😀': 'Siân "Ŵ" \\ \u2028 \n\t\u007f', z: [1e21, 0.1, -0, 1.5e-7, true, null], a: { '\u20ac': 1, '\r': 2, '\ufb33': 3 } };

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('the PostgreSQL event store', () => {
  let test: TestDatabase;
  let store: PostgresEventStore;
  let log: PostgresLog;
  beforeAll(async () => {
    test = await testDatabase(eventStoreMigrations);
    store = new PostgresEventStore(test.database);
    log = new PostgresLog(test.database);
  });
  afterAll(async () => {
    await store.onApplicationShutdown();
    await log.onApplicationShutdown();
    await test.drop();
  });

  it('computes the leaf in SQL as TypeScript does, to the byte', async () => {
    await store.append('thing-unicode', [event(unicode), event('text'), event(null), event([])], { expected: 'none' });
    const events = await collect(log.read());
    for (const logged of events) expect(Buffer.from(logged.leaf)).toEqual(Buffer.from(leafOf(logged)));
    expect(events[0]?.data).toEqual({ ...unicode, z: [1e21, 0.1, 0, 1.5e-7, true, null] });
  });

  it('computes the leaf so for any value there is, and gives the value back', async () => {
    const values = fc
      .sample(fc.jsonValue({ stringUnit: 'binary', maxDepth: 6 }), { numRuns: 300, seed: 7 })
      .filter((value) => !JSON.stringify(value).includes('\\u0000'));
    await store.append(
      'thing-any',
      values.map((value) => event(value as Json)),
      { expected: 'none' },
    );
    const events = (await collect(log.read())).filter(({ stream }) => stream === 'thing-any');
    expect(events).toHaveLength(values.length);
    for (const [index, logged] of events.entries()) {
      expect(Buffer.from(logged.leaf).equals(leafOf(logged))).toBe(true);
      expect(canonicalJson(logged.data)).toBe(canonicalJson(values[index]));
    }
  });

  it('copies out what it reads', async () => {
    const copied = (await collect(log.copyOut(0n))).flat();
    const plain = ({ position, stream, revision, id, type, schemaVersion, effectiveOn, recordedAt, meta, data, leaf }: LoggedEvent) => ({
      position,
      stream,
      revision,
      id,
      type,
      schemaVersion,
      effectiveOn,
      recordedAt,
      meta,
      data,
      leaf: Buffer.from(leaf),
    });
    expect(copied.map(plain)).toEqual((await collect(log.read())).map(plain));
    expect((await collect(log.copyOut(1n, 3n))).flat().map(({ position }) => position)).toEqual([2n]);
  });

  it('refuses changes to what is recorded, even to the owner', async () => {
    const owner = new Database({ url: test.ownerUrl });
    await expect(owner.query("update es.events set type = 'Else'")).rejects.toThrow('only ever appended');
    await expect(owner.query('delete from es.events')).rejects.toThrow('only ever appended');
    await expect(owner.query('truncate es.events')).rejects.toThrow('only ever appended');
    await owner.close();
  });

  it('lets the application append by its function alone', async () => {
    await expect(test.database.query('update es.streams set revision = 0')).rejects.toThrow('permission denied');
    await expect(test.database.query('update es.log_head set position = 0')).rejects.toThrow('permission denied');
  });

  it('records one of many that come at once under one command id, from whichever process', async () => {
    const elsewhere = new PostgresEventStore(test.database);
    const { meta } = event();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? store : elsewhere).append(
          `one-${i}`,
          [
            { ...event(), meta },
            { ...event(), meta },
          ],
          { expected: 'none' },
        ),
      ),
    );
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { code?: string }).code] : []));
    expect(refused).toEqual(Array.from({ length: 19 }, () => 'COMMAND_ID_REUSED'));
    expect((await collect(log.read())).filter(({ meta: { commandId } }) => commandId === meta.commandId)).toHaveLength(2);
    await elsewhere.onApplicationShutdown();
  });

  it('answers many appends at once, each for itself', async () => {
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, i) => store.append(`many-${i % 250}x${Math.floor(i / 250)}`, [event(), event()], { expected: 'none' })),
    );
    expect(new Set(answers.map(({ token }) => token)).size).toBe(500);
    const head = Number(await log.head());
    expect((await collect(log.read())).map(({ position }) => position)).toEqual(Array.from({ length: head }, (_, i) => BigInt(i + 1)));
  });
});
