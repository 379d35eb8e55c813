import { testDatabase } from '@app/database/testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { AppendTime1767225600020 } from './append-time.migration.js';
import { eventStoreMigrations } from './log.migration.js';

const CALL = "select * from es.append_batch('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')";

describe('the function that appends, once it tells when', () => {
  it('lets those append who could before, and nobody else', async () => {
    const test = await testDatabase(eventStoreMigrations.slice(0, eventStoreMigrations.indexOf(AppendTime1767225600020)));
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    try {
      expect((await test.database.query(CALL)).fields).toHaveLength(3);
      await owner.query('begin');
      await new AppendTime1767225600020().up(owner as unknown as QueryRunner);
      await owner.query('commit');
      // Before `migrate` grants anything.
      expect((await test.database.query(CALL)).fields).toHaveLength(4);
      const { rows } = await owner.query(
        "select a.grantee::regrole::text as may from pg_proc, aclexplode(proacl) a where oid = 'es.append_batch'::regproc order by 1",
      );
      expect(rows.map(({ may }) => may as string)).toEqual([new URL(test.ownerUrl).username, new URL(test.url).username].sort());
    } finally {
      await owner.end();
      await test.drop();
    }
  });
});
