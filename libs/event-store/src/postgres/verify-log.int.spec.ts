import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import pg from 'pg';
import { aStream, events } from '../testing/specimens.js';
import { eventStoreMigrations } from './log.migration.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { verifyLog } from './verify-log.js';

describe('the verification of the log', () => {
  let test: TestDatabase;
  let store: PostgresEventStore;
  let one: string;
  let other: string;
  beforeEach(async () => {
    test = await testDatabase(eventStoreMigrations);
    store = new PostgresEventStore(test.database);
    [one, other] = [aStream(), aStream()];
    await store.append(one, events(3), { expected: 'none' }); // positions 1 to 3
    await store.append(other, events(3), { expected: 'none' }); // 4 to 6
    await store.append(one, events(2), { expected: 2n }); // 7 and 8
  });
  afterEach(async () => {
    await store.onApplicationShutdown();
    await test.drop();
  });

  async function tamper(change: string): Promise<void> {
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    await owner
      .query(`alter table es.events disable trigger only_appended; ${change}; alter table es.events enable trigger only_appended`)
      .finally(() => owner.end());
  }
  const verify = (after?: bigint) => verifyLog(test.database, after === undefined ? {} : { after });

  it('finds nothing in a log that is as it was recorded', async () => {
    expect(await verify()).toEqual({ head: 8n, checked: 8n, faults: [], faultCount: 0 });
  });

  it('finds nothing in an empty log', async () => {
    await tamper('truncate es.events, es.streams; update es.log_head set position = 0');
    expect(await verify()).toEqual({ head: 0n, checked: 0n, faults: [], faultCount: 0 });
  });

  it.each([
    ['data', `data = '{"index":7}'`],
    ['an actor', `meta = jsonb_set(meta::jsonb, '{actor,id}', '"b0000000-0000-4000-8000-000000000001"')::json`],
    ['a date', `effective_on = '2020-01-01'`],
    ['a type', `type = 'SomethingElseHappened'`],
    ['a schema version', `schema_version = 2`],
    ['an id', `event_id = gen_random_uuid()`],
    ['a leaf', `leaf = sha256('')`],
  ])('names the event of which %s was altered', async (_what, change) => {
    await tamper(`update es.events set ${change} where position = 5`);
    const { checked, faults, faultCount } = await verify();
    expect({ checked, faultCount }).toEqual({ checked: 8n, faultCount: 1 });
    expect(faults).toMatchObject([{ kind: 'altered', position: 5n, stream: other }]);
  });

  it('names a time that was moved, also where its leaf was made to fit', async () => {
    const leaf = "es.leaf(position, stream, revision, event_id, type, schema_version, effective_on, timestamptz '2020-01-01Z', meta::text, data::text)";
    await tamper(`update es.events set recorded_at = '2020-01-01Z', leaf = ${leaf} where position = 4`);
    expect((await verify()).faults).toEqual([{ kind: 'earlier', position: 4n, recordedAt: '2020-01-01T00:00:00.000Z' }]);
  });

  it('names the positions of events that were removed, and what no longer follows from them', async () => {
    await tamper('delete from es.events where position in (2, 3)');
    expect((await verify()).faults).toEqual([
      { kind: 'missing', position: 2n, upTo: 3n },
      { kind: 'discontinuous', position: 7n, stream: one, revision: 3n },
    ]);
  });

  it('misses the last event, and the first', async () => {
    await tamper('delete from es.events where position in (1, 8)');
    const { checked, faults } = await verify();
    expect(checked).toBe(6n);
    expect(faults).toEqual([
      { kind: 'missing', position: 1n, upTo: 1n },
      { kind: 'discontinuous', position: 2n, stream: one, revision: 1n },
      { kind: 'missing', position: 8n, upTo: 8n },
    ]);
  });

  it('names both of two events that changed places', async () => {
    await tamper('update es.events set position = -position where position in (5, 6); update es.events set position = 11 + position where position < 0');
    const { faults } = await verify();
    expect(faults.map(({ kind, position }) => `${kind} ${position}`)).toEqual(['altered 5', 'discontinuous 5', 'altered 6']);
  });

  it('begins where it is told to, keeps as many faults as it is asked for, and counts all', async () => {
    await tamper(`update es.events set data = '{}' where position <> 7`);
    expect(await verifyLog(test.database, { after: 3n, most: 2 })).toMatchObject({
      checked: 5n,
      faultCount: 4,
      faults: [{ position: 4n }, { position: 5n }],
    });
  });
});
