import { Database } from './database.js';
import type { Lent } from './lent.js';
import { NotCommitted } from './commit.js';
import type { TestDatabase } from './testing/index.js';
import { testDatabase } from './testing/index.js';
import { DatabaseUnavailable } from './unavailable.js';

const OVER = new Error('it is over');

describe('a connection that is lent', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await testDatabase();
    database = new Database({ url: test.url, connections: { reading: 1, writing: 1, machinery: 1 } });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  /** @returns the connection in a transaction, and the server process that answers */
  const lend = async (): Promise<{ readonly lent: Lent; readonly pid: number }> => {
    const lent = await database.of('reading').lend();
    await lent.query('begin isolation level repeatable read read only');
    const { rows } = await lent.query<{ pid: number }>('select pg_backend_pid() as pid');
    return { lent, pid: rows[0]?.pid ?? 0 };
  };
  const activity = async (pid: number) => {
    const { rows } = await database.query<{ state: string; query: string }>('select state, query from pg_stat_activity where pid = $1', [pid]);
    return rows[0];
  };

  it('answers nobody any more once it was given back: it is the next one’s', async () => {
    const first = await lend();
    await first.lent.giveBack(OVER, first.pid);
    const next = await lend();
    expect(next.pid).toBe(first.pid);
    await expect(first.lent.query('select 1 / 0')).rejects.toBe(OVER);
    await expect(next.lent.query('select 1')).resolves.toBeDefined();
    await next.lent.giveBack(OVER, next.pid);
  });

  it('cancels what it is at, never sends what waits, and comes back idle', async () => {
    const { lent, pid } = await lend();
    const asked = [lent.query('select pg_sleep(60)'), lent.query('select pg_sleep(61)')].map((query) => query.catch((error: unknown) => error));
    while ((await activity(pid))?.query !== 'select pg_sleep(60)') await new Promise(setImmediate);
    await Promise.all([lent.giveBack(OVER, pid), lent.giveBack(new Error('again'), pid)]);
    expect(await Promise.all(asked)).toEqual([OVER, OVER]);
    expect(await activity(pid)).toEqual({ state: 'idle', query: 'rollback' });
    const next = await lend();
    expect(next.pid).toBe(pid);
    await next.lent.giveBack(OVER, pid);
  });

  it('is let go of where nobody can say that nothing runs on it', async () => {
    const { lent, pid } = await lend();
    const asked = lent.query('select pg_sleep(60)').catch((error: unknown) => error);
    while ((await activity(pid))?.state !== 'active') await new Promise(setImmediate);
    await lent.giveBack(OVER);
    expect(await asked).toBe(OVER);
    await database.query('select pg_terminate_backend($1)', [pid]);
    const next = await lend();
    expect(next.pid).not.toBe(pid);
    await next.lent.giveBack(OVER, next.pid);
  });

  it('is one of its own kind: who holds it waits for no other of that kind, and for any of another', async () => {
    const { lent, pid } = await lend();
    await expect(database.of('reading').query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable);
    for (const purpose of ['writing', 'machinery'] as const) await expect(database.of(purpose).query('select 1')).resolves.toBeDefined();
    await lent.giveBack(OVER, pid);
  });
});

describe('a transaction in which something failed unnoticed', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  it('is no success: COMMIT is answered by ROLLBACK', async () => {
    const lost = test.database.transaction(async (client) => {
      await client.query('select 1 / 0').catch(() => undefined);
      return 'done';
    });
    await expect(lost).rejects.toBeInstanceOf(NotCommitted);
  });
});
