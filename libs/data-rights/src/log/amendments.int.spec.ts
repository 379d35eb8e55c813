import { testDatabase, type TestDatabase } from '@app/database/testing';
import { eventStoreMigrations } from '@app/event-store';
import sql from 'sql-template-tag';
import { AMENDMENTS } from './amendments.js';

describe('what corrected or voided something about somebody', () => {
  let test: TestDatabase;
  beforeAll(async () => (test = await testDatabase(eventStoreMigrations)));
  afterAll(() => test.drop());

  it('is found by its index, the latest first, however long the log is', async () => {
    const plan = await test.database.transaction(async (client) => {
      // Of the few events here, all would be read.
      await client.query('set local enable_seqscan = off; set local enable_bitmapscan = off');
      const query = sql`explain select event.event_id from ${AMENDMENTS} where event.leader_id = ${'somebody'} and event.position <= ${10n} order by event.position desc limit 3`;
      return client.query<{ 'QUERY PLAN': string }>(query);
    });
    const [limit, scan, condition] = plan.rows.map((row) => row['QUERY PLAN']);
    expect(limit).toMatch(/^Limit/);
    expect(scan).toContain('Index Scan Backward using amendments_by_leader');
    expect(condition).toMatch(/Index Cond: .*somebody.* AND .*"?position"? <= /);
  });
});
