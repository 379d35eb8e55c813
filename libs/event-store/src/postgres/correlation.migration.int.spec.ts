import { migrate } from '@app/database';
import { testDatabase, type TestDatabase } from '@app/database/testing';
import pg from 'pg';
import { anEvent } from '../testing/specimens.js';
import { Correlation1767225600141 } from './correlation.migration.js';
import { eventStoreMigrations } from './log.migration.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { PostgresLog } from './postgres-log.js';

const VALID = "select indisvalid as valid from pg_index where indexrelid = 'es.events_by_correlation'::regclass";

describe('the index of correlations', () => {
  let test: TestDatabase;
  let store: PostgresEventStore;
  beforeEach(async () => {
    test = await testDatabase(eventStoreMigrations.filter((migration) => migration !== Correlation1767225600141));
    store = new PostgresEventStore(test.database);
  });
  afterEach(async () => {
    await store.onApplicationShutdown();
    await test.drop();
  });
  const up = () => migrate(test.ownerUrl, test.url, eventStoreMigrations);
  const valid = async () => (await test.database.query<{ valid: boolean }>(VALID)).rows;

  it('is made by one of several that start at once, while others append', async () => {
    await store.append('specimen-1', [anEvent(), anEvent()], { expected: 'none' });
    const appending = Array.from({ length: 20 }, (_, index) => store.append(`specimen-1${index}`, [anEvent()], { expected: 'none' }));
    await Promise.all([up(), up(), up(), ...appending]);
    expect(await valid()).toEqual([{ valid: true }]);
    // Every specimen is of one correlation.
    const log = new PostgresLog(test.database);
    expect(await log.correlatedWith(1n)).toHaveLength(22);
    await log.onApplicationShutdown();
  });

  it('is made anew where something of it was left', async () => {
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    await owner.query('create index events_by_correlation on es.events (effective_on)');
    await owner.end();
    await up();
    const { rows } = await test.database.query<{ made: string }>("select pg_get_indexdef('es.events_by_correlation'::regclass) as made");
    expect(rows[0]?.made).toContain('correlationId');
  });
});
