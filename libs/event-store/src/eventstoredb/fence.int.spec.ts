import { Database } from '@app/database';
import { type TestDatabase, testDatabase } from '@app/database/testing';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { aStream, events } from '../testing/specimens.js';
import { abandonMove, behindFence, type Fence } from './fence.js';
import { fenceStatus } from './fence-status.js';

/** What a switch says that leaves the history where it is. */
const HERE = "kind = 'postgresql'";

describe('the fence behind which a history is moved', () => {
  let test: TestDatabase;
  let owner: Database;
  beforeEach(async () => {
    test = await testDatabase(eventStoreMigrations);
    owner = new Database({ url: test.ownerUrl });
  });
  afterEach(async () => {
    await owner.close();
    await test.drop();
  });

  async function append(): Promise<unknown> {
    const store = new PostgresEventStore(test.database);
    return store.append(aStream(), events(1), { expected: 'none' }).finally(() => store.onApplicationShutdown());
  }
  const status = () => fenceStatus(test.database);

  it('lets nobody append, and is lowered where the work behind it fails', async () => {
    const work = behindFence(owner, async () => {
      await expect(append()).rejects.toMatchObject({ code: 'STORE_FENCED' });
      throw new Error('interrupted');
    });
    await expect(work).rejects.toThrow('interrupted');
    await append();
  });

  it('is switched behind by the copy that raised it alone', async () => {
    const hung = behindFence(owner, async (first: Fence) => {
      await behindFence(owner, async (second) => {
        await expect(first.switchStore(HERE)).rejects.toMatchObject({ name: 'WrongStore' });
        await first.lower();
        expect(await status()).toBeDefined();
        await second.switchStore(HERE);
      });
      await first.switchStore(HERE);
    });
    await expect(hung).rejects.toMatchObject({ name: 'WrongStore' });
  });

  it('says since when it stands and by whom, and what to do once nobody stands behind it, or for too long', async () => {
    expect(await status()).toBeUndefined();
    await behindFence(owner, async (fence) => {
      expect(await status()).toEqual({
        fencedSince: expect.stringMatching(/Z$/) as unknown,
        fencedBy: expect.stringMatching(/^copy, database connection \d+$/) as unknown,
        message: undefined,
      });
      await fence.switchStore(HERE);
    });
    expect(await status()).toBeUndefined();

    await owner.query('update es.store set fenced_since = clock_timestamp()');
    expect(await status()).toMatchObject({ fencedBy: null, message: expect.stringContaining('no longer runs') as unknown });

    const since = new Date(Date.now() - 600_000).toISOString();
    await owner.query('update es.store set fenced_since = $1', [since]);
    const copying = await owner.connect('copy');
    await copying.query('select pg_advisory_lock(7210, ((extract(epoch from fenced_since) * 1000)::bigint % 2147483647)::integer) from es.store');
    expect(await status()).toMatchObject({ fencedSince: since, message: expect.stringContaining('If it does not come on, end it') as unknown });
    await copying.end();
  });

  it('is given up where a move is under way, and only there', async () => {
    expect(await abandonMove(owner)).toEqual({ store: 'postgresql', wasUnderWay: false });
    await owner.query('update es.store set fenced_since = clock_timestamp()');
    expect(await abandonMove(owner)).toEqual({ store: 'postgresql', wasUnderWay: true });
    await append();
    await behindFence(owner, (fence) => fence.switchStore(HERE));
    await expect(abandonMove(owner)).rejects.toMatchObject({ name: 'WrongStore', message: expect.stringContaining('completed') as unknown });
    await expect(behindFence(owner, () => Promise.reject(new Error('again')))).rejects.toThrow('again');
    expect(await abandonMove(owner)).toMatchObject({ wasUnderWay: false });
  });
});
