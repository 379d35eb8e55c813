import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '@app/database/testing';
import { Codec, type Json, PostgresLog, type StoredEvent } from '@app/event-store';
import { setBack } from '@app/event-store/testing';
import type { SealedValue } from '@app/kernel';
import { type Given, logged, specifiedId } from '@app/read-model/testing';
import { OpenedTables } from '@app/read-model';
import { features, migrations } from '@app/tracker';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';

const leaders = [1, 2, 3].map((person) => specifiedId(1_000 + person));
const leaderId = fc.constantFrom(...leaders);
const sealed = (value: unknown): SealedValue<unknown> => ({ sealed: 'v1', key: 'key', bound: 'somewhere', box: JSON.stringify(value) });
const named = fc
  .constantFrom('Siân', 'Ceri', 'Alex')
  .map((name) => ({ legal: sealed(`${name} Hughes`), knownAs: sealed(name), sort: sealed(`hughes ${name}`) }));

/** Some of every event that an opened table reads, and of some that none does. */
const HAPPENED: Readonly<Record<string, fc.Arbitrary<object>>> = {
  LeaderRegistered: fc.record({ leaderId, name: named }),
  NameChanged: fc.record({ leaderId, name: named }),
  EqualityAnswersRecorded: fc.record({
    leaderId,
    questionSetId: fc.constant(specifiedId(2_000)),
    countedAs: fc.constantFrom('a', 'b').map((category) => sealed({ age: category })),
  }),
  EqualityAnswersWithdrawn: fc.record({ leaderId }),
  AttendanceRecorded: fc.record({ leaderId, minutes: fc.nat(90) }),
  HoldLifted: fc.record({ leaderId }),
};
const happened = fc.oneof(...Object.entries(HAPPENED).map(([type, data]) => data.map((given) => ({ type, data: given }))));
const replacing = fc.option(fc.record({ how: fc.constantFrom('corrects' as const, 'corrects' as const, 'voids' as const), nth: fc.nat() }), { freq: 2 });
const history = fc
  .array(fc.tuple(happened, replacing), { minLength: 1, maxLength: 25, size: '+1' })
  .map((items) =>
    items.map(([event, replaced], index): Given => (replaced && index > 0 ? { ...event, [replaced.how]: specifiedId((replaced.nth % index) + 1) } : event)),
  );

describe('the tables of personal values in the open', () => {
  let test: TestDatabase;
  let log: PostgresLog;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    test = await testDatabase(migrations);
    log = new PostgresLog(test.database);
  });
  afterAll(async () => {
    await log.onApplicationShutdown();
    await test.drop();
    Logger.overrideLogger(true);
  });

  const codec = new Codec(features.eventTypes, { seal: () => Promise.reject(new Error('nothing here is sealed')) });
  const tables = (batchSize: number) =>
    new OpenedTables(
      test.database,
      log,
      codec,
      (values) => Promise.resolve(values.map(({ box }) => ({ state: 'open', value: JSON.parse(box) as unknown }))),
      features.openedTables,
      batchSize,
    );

  async function recorded(events: readonly Given[]): Promise<void> {
    await setBack(test.ownerUrl, 0n);
    const arriving = async function* (): AsyncGenerator<StoredEvent> {
      for (const event of logged(events)) yield { ...event, stream: `specimen-${event.position}`, revision: 0n, data: event.data as Json };
    };
    await log.import(arriving());
  }

  /** All that their schema holds, whatever is in it, but for which making of them it is. */
  async function contents(): Promise<unknown> {
    const { rows } = await test.database.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'opened' order by 1");
    const held = async (name: string) => (await test.database.query(`select to_jsonb(t) - 'generation' as row from opened.${name} t order by 1`)).rows;
    return Promise.all(rows.map(async ({ name }) => [name, await held(name)]));
  }

  async function keptUp(events: number, batchSize: number): Promise<unknown> {
    await test.database.query('drop schema if exists opened cascade');
    const stop = new AbortController();
    const kept = tables(batchSize);
    const running = kept.run(stop.signal);
    while ((await kept.position()) !== BigInt(events)) await Promise.race([running, sleep(5)]);
    stop.abort();
    await running;
    return contents();
  }

  it('are all tried here', () => {
    const types = features.openedTables.flatMap(({ projection }) => [...projection.types]);
    expect(types.filter((type) => !(type in HAPPENED))).toEqual([]);
    expect(Object.keys(HAPPENED).filter((type) => !types.includes(type))).not.toEqual([]);
  });

  it('hold the same made anew as kept up, whatever was recorded, corrected and voided, in batches of any size', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 2, max: 30 }), async (events, size) => {
        await recorded(events);
        const live = await keptUp(events.length, 1);
        expect(await keptUp(events.length, size)).toEqual(live);
        await tables(size).recreate();
        expect(await contents()).toEqual(live);
      }),
      { numRuns: 12 },
    );
  });
});
