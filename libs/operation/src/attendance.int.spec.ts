import { setTimeout as sleep } from 'node:timers/promises';
import { ADVISORY_LOCKS } from '@app/database';
import { type TestDatabase, testDatabase } from '@app/database/testing';
import { Attendance } from './attendance.js';

const GRACE_MS = 100;
const { projector, openedTables, processManagers, mirror } = ADVISORY_LOCKS;

describe('whether somebody is at everything that follows the log', () => {
  let test: TestDatabase;
  beforeEach(async () => (test = await testDatabase([])));
  afterEach(() => test.drop());

  /** A process that works at jobs, and how it is killed. */
  async function worker(...locks: readonly number[]): Promise<() => Promise<void>> {
    const client = await test.database.connect('worker');
    for (const lock of locks) await client.query('select pg_advisory_lock($1)', [lock]);
    return () => client.end();
  }

  it('is not the case once all who were have been gone for a while, and is again once somebody comes', async () => {
    const attendance = new Attendance(test.database, false, GRACE_MS);
    const dies = await worker(projector, openedTables, processManagers);
    expect(await attendance.missing([])).toEqual([]);
    await sleep(GRACE_MS);
    expect(await attendance.missing([])).toEqual([]);
    await dies();
    expect(await attendance.missing([])).toEqual([]);
    await sleep(GRACE_MS);
    expect(await attendance.missing([])).toEqual(['read-model', 'directory', 'process managers']);
    const goes = await worker(projector, processManagers);
    expect(await attendance.missing([])).toEqual(['directory']);
    // One who comes for a moment counts as well: another may be about to take over.
    await goes();
    expect(await attendance.missing([])).toEqual(['directory']);
  });

  it('leaves out what has stopped, which is waited for by nobody at work', async () => {
    const attendance = new Attendance(test.database, false, GRACE_MS);
    await worker(openedTables, processManagers).then(async (dies) => {
      expect(await attendance.missing([])).toEqual([]);
      await sleep(GRACE_MS);
      expect(await attendance.missing(['read-model'])).toEqual([]);
      await dies();
    });
  });

  it('is asked of the mirror where there is one, and of other databases never', async () => {
    const another = await testDatabase([]);
    const client = await another.database.connect('worker');
    await client.query('select pg_advisory_lock($1)', [mirror]);
    const attendance = new Attendance(test.database, true, 0);
    expect(await attendance.missing([])).toEqual(['read-model', 'directory', 'mirror', 'process managers']);
    await client.end();
    await another.drop();
    await worker(projector, openedTables, processManagers).then(async (dies) => {
      expect(await attendance.missing([])).toEqual(['mirror']);
      await dies();
    });
  });
});
