import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Pending, PendingReads, type Reader } from './pending-reads.js';
import { dataRightsMigrations } from './read-audit.migration.js';

const FIELD = 'LeaderRegistered.name.legal';
const reader = (id: string): Reader => ({ actor: { kind: 'person', id, role: 'auditor' }, roles: ['auditor'] });
const reads = (from: number, count: number) => Array.from({ length: count }, (_, number) => ({ leaderId: `person ${from + number}`, fields: [FIELD] }));

describe('reads that wait to be recorded', () => {
  let test: TestDatabase;
  let pending: PendingReads;
  beforeAll(async () => {
    test = await testDatabase(dataRightsMigrations);
    pending = new PendingReads(test.database);
  });
  afterAll(() => test.drop());
  const left = async () => (await test.database.query<{ n: number }>('select count(*)::int as n from audit.pending')).rows[0]?.n;

  it('are handed on for each reader, each person once, within a bound', async () => {
    await pending.write(reader('a'), '2026-03-02T09:00:00.000Z', reads(0, 3));
    await pending.write(reader('a'), '2026-03-02T09:00:07.000Z', [{ leaderId: 'person 1', fields: ['EnrolmentWithdrawn.reason'] }]);
    await pending.write(reader('b'), '2026-03-02T09:00:00.000Z', reads(0, 2_500));
    const found: Pending[] = [];
    while (await pending.handOn(async (_commandId, one) => found.push(one)));
    const ofA = found.filter(({ reader: { actor } }) => actor.id === 'a');
    expect(ofA).toMatchObject([{ since: '2026-03-02T09:00:00.000Z', until: '2026-03-02T09:00:07.000Z' }]);
    expect(ofA[0]?.reads).toHaveLength(3);
    expect(ofA[0]?.reads).toContainEqual({ leaderId: 'person 1', fields: ['EnrolmentWithdrawn.reason', FIELD] });
    const ofB = found.filter(({ reader: { actor } }) => actor.id === 'b').map((one) => one.reads.length);
    expect(Math.max(...ofB)).toBeLessThanOrEqual(2_000);
    expect(ofB.reduce((sum, count) => sum + count)).toBe(2_500);
    expect(await left()).toBe(0);
  });

  it('are handed on again under the same command, as they were, where that broke off', async () => {
    await pending.write(reader('a'), '2026-03-02T10:00:00.000Z', reads(0, 2));
    const tried: [string, Pending][] = [];
    const failing = async (commandId: string, one: Pending) => {
      tried.push([commandId, one]);
      throw new Error('killed');
    };
    await expect(pending.handOn(failing)).rejects.toThrow('killed');
    await pending.write(reader('a'), '2026-03-02T10:00:01.000Z', reads(7, 1));
    await pending.handOn(async (...again) => tried.push(again));
    expect(tried).toHaveLength(3);
    expect(tried[1]).toEqual(tried[0]);
    expect(tried[2]?.[1].reads).toEqual(reads(7, 1));
    expect(await left()).toBe(0);
  });

  it('are handed on once, however many processes do', async () => {
    for (let number = 0; number < 20; number++) await pending.write(reader(`reader ${number}`), '2026-03-02T11:00:00.000Z', reads(0, 1));
    const found: string[] = [];
    const record = async (_commandId: string, one: Pending) => {
      await sleep(2);
      found.push(one.reader.actor.id);
    };
    await Promise.all([1, 2, 3].map(() => new PendingReads(test.database).handOn(record)));
    await pending.handOn(record);
    expect(found.sort()).toEqual(Array.from({ length: 20 }, (_, number) => `reader ${number}`).sort());
    expect(await left()).toBe(0);
  });
});
