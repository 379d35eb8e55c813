import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database } from './database.js';
import { migrate } from './migrate.js';
import type { TestDatabase } from './testing/index.js';
import { testDatabase } from './testing/index.js';
import { uuidArray } from './uuid-array.js';
import { DatabaseUnavailable } from './unavailable.js';

class MakesTheLog1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema es');
    await runner.query('create table es.events (position bigint primary key)');
    await runner.query('create schema process');
    await runner.query('create table process.timers (id text primary key)');
  }
  async down(): Promise<void> {
    throw new Error('not undone');
  }
}

describe('the database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase([MakesTheLog1700000000000]);
  });
  afterAll(() => test.drop());

  it('takes UUIDs by their bytes', async () => {
    const ids = ['00000000-0000-4000-8000-00000000000f', 'F3B0C442-98fc-1c14-9afb-f4c8996fb924'];
    for (const sent of [ids, []]) {
      const { rows } = await test.database.query('select $1::uuid[]::text[] as ids', [uuidArray(sent)]);
      expect(rows).toEqual([{ ids: sent.map((id) => id.toLowerCase()) }]);
    }
    for (const wrong of ['00000000-0000-4000-8000', '00000000-0000-4000-8000-00000000000x']) expect(() => uuidArray([wrong])).toThrow(wrong);
  });

  it('gives wide integers, dates and moments without loss', async () => {
    const { rows } = await test.database
      .query(`select 9007199254740993::int8 as wide, array[1,null,2]::int8[] as wides, date '2026-03-29' as day, array[date '2026-03-29'] as days,
      timestamptz '2026-03-29 02:30:00.1234+01' as moment, array[timestamptz '2026-03-29 02:30:00+01'] as moments, '{"a":1}'::json as json`);
    expect(rows[0]).toEqual({
      wide: 9007199254740993n,
      wides: [1n, null, 2n],
      day: '2026-03-29',
      days: ['2026-03-29'],
      moment: '2026-03-29T01:30:00.123Z',
      moments: ['2026-03-29T01:30:00.000Z'],
      json: { a: 1 },
    });
  });

  it('has statements run, not compiled first, whatever the server would', async () => {
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    await owner.query(`do $$ begin execute format('alter database %I set jit = on', current_database()); end $$`);
    await owner.end();
    const database = new Database({ url: test.url });
    const { rows } = await database.query('show jit');
    await database.close();
    expect(rows).toEqual([{ jit: 'off' }]);
  });

  it('leaves other users of node-postgres as they were', () => {
    expect(pg.types.getTypeParser(20)('1')).toBe('1');
  });

  it('commits what succeeds and takes back what fails', async () => {
    await test.database.transaction((client) => client.query("insert into process.timers values ('kept')"));
    const failing = test.database.transaction(async (client) => {
      await client.query("insert into process.timers values ('lost')");
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const { rows } = await test.database.query('select id from process.timers');
    expect(rows).toEqual([{ id: 'kept' }]);
  });

  it('lets the application read the log but not change it', async () => {
    await expect(test.database.query('select from es.events')).resolves.toBeDefined();
    await expect(test.database.query('insert into es.events values (1)')).rejects.toThrow('permission denied');
  });

  it('lets the application make its own schemas', async () => {
    await expect(test.database.query('create schema rm_1')).resolves.toBeDefined();
  });

  it('is migrated by several processes at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => migrate(test.ownerUrl, test.url, [MakesTheLog1700000000000])));
  });

  it('says clearly that it cannot be reached', async () => {
    const nowhere = new Database({ url: 'postgresql://nobody:nothing@127.0.0.1:1/none' });
    await expect(nowhere.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(nowhere.transaction(async () => 1)).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(nowhere.connect('probe')).rejects.toBeInstanceOf(DatabaseUnavailable);
    await nowhere.close();
  });

  it.each([
    ['whose password it does not know', (url: URL) => (url.password = 'wrong'), /password/],
    ['in a database that there is not', (url: URL) => (url.pathname = '/none'), /does not exist/],
  ])('says so too, and why, to somebody %s', async (_who, change, why) => {
    const url = new URL(test.url);
    change(url);
    const refused = new Database({ url: url.href });
    await expect(refused.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(refused.connect('probe')).rejects.toThrow(why);
    await refused.close();
  });

  it('waits for a statement that takes long: the server is there', async () => {
    const { rows } = await test.database.query<{ slept: string }>("select pg_sleep(3)::text || 'slept' as slept");
    expect(rows).toEqual([{ slept: 'slept' }]);
  });

  it('loses a connection without ending the process, and goes on with another', async () => {
    const kill = (pid: number) => test.database.query('select pg_terminate_backend($1)', [pid]);
    const broken = test.database.transaction(async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await kill(rows[0]?.pid ?? 0);
      return client.query('select 1');
    });
    await expect(broken).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(test.database.query('select 1')).resolves.toBeDefined();
  });
});
