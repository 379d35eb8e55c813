import { migrate } from '@app/database';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Batch, PendingReads, type Reader } from './pending-reads.js';
import { dataRightsMigrations } from './read-audit.migration.js';

const FIELD = 'LeaderRegistered.name.legal';
const OTHER = 'EnrolmentWithdrawn.reason';
const HOUR = '2026-03-02T09:00:00.000Z';
const NEXT = '2026-03-02T10:00:00.000Z';
const at = (minutes: number, seconds = 0) => `2026-03-02T09:${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}.000Z`;
const reader = (id: string, purpose?: string): Reader => ({ actor: { kind: 'person', id, role: 'auditor' }, roles: ['auditor'], ...(purpose && { purpose }) });
const people = (count: number) => Array.from({ length: count }, () => randomUUID());
const read = (ids: readonly string[], moment: string, fields = [FIELD]) => ids.map((leaderId) => ({ leaderId, fields, since: moment, until: moment }));

describe('reads that wait to be recorded', () => {
  let test: TestDatabase;
  let pending: PendingReads;
  beforeAll(async () => {
    test = await testDatabase(dataRightsMigrations);
    pending = new PendingReads(test.database);
  });
  afterAll(() => test.drop());
  afterEach(() => test.database.query('delete from audit.batch; delete from audit.read_of_one; delete from audit.read_window'));
  const rows = async <T extends object>(sql: string) => (await test.database.query<T>(sql)).rows;
  const handedOn = async (now: string): Promise<Batch[]> => {
    const found: Batch[] = [];
    await pending.handOn(now, async (batch) => found.push(batch));
    return found;
  };

  it('are handed on once when they are new, and once with their end when the hour is over, however often they were repeated', async () => {
    const ids = people(3);
    for (let minute = 0; minute < 60; minute += 2) {
      await pending.write(reader('a'), HOUR, read(ids, at(minute)));
      const batches = await handedOn(at(minute, 30));
      expect(batches).toHaveLength(minute === 0 ? 1 : 0);
      if (minute === 0) expect(batches).toMatchObject([{ reader: reader('a'), reads: [{ fields: [FIELD], since: at(0), until: at(0) }] }]);
    }
    expect(await rows('select distinct since, until, fields from audit.read_of_one')).toEqual([{ since: at(0), until: at(58), fields: [FIELD] }]);
    const [last, ...more] = await handedOn(NEXT);
    expect(more).toEqual([]);
    expect(last?.reads).toEqual([{ fields: [FIELD], since: at(0), until: at(58), leaderIds: expect.any(Array) as string[] }]);
    expect([...(last?.reads[0]?.leaderIds ?? [])].sort()).toEqual([...ids].sort());
    expect(await handedOn(NEXT)).toEqual([]);
  });

  it('are handed on again for a field that was not read before, and for no part of what was', async () => {
    const [one = ''] = people(1);
    await pending.write(reader('a'), HOUR, read([one], at(0), [FIELD, OTHER]));
    expect(await handedOn(at(1))).toHaveLength(1);
    for (const fields of [[FIELD], [OTHER], [OTHER, FIELD]]) await pending.write(reader('a'), HOUR, read([one], at(2), fields));
    expect(await handedOn(at(3))).toEqual([]);
    await pending.write(reader('a'), HOUR, read([one], at(4), ['A.new']));
    expect(await handedOn(at(5))).toMatchObject([{ reads: [{ fields: ['A.new', OTHER, FIELD], since: at(0), until: at(4), leaderIds: [one] }] }]);
  });

  it('are apart by purpose, and of one reader wherever they were noted', async () => {
    const [one = ''] = people(1);
    const another = new PendingReads(test.database);
    await pending.write(reader('a'), HOUR, read([one], at(7)));
    await Promise.all([
      pending.write(reader('a', 'appraisal'), HOUR, read([one], at(8))),
      another.write(reader('a', 'audit'), HOUR, read([one], at(9))),
      another.write(reader('a'), HOUR, read([one], at(6), [OTHER])),
    ]);
    const batches = (await handedOn(at(10))).map(({ reader: { purpose }, reads }) => [
      purpose ?? '',
      reads.map(({ since, until, fields }) => [since, until, fields]),
    ]);
    expect(batches.sort()).toEqual([
      ['', [[at(6), at(7), [OTHER, FIELD]]]],
      ['appraisal', [[at(8), at(8), [FIELD]]]],
      ['audit', [[at(9), at(9), [FIELD]]]],
    ]);
  });

  it('of many people are a few commands, each of a size that a store takes', async () => {
    await pending.write(reader('a'), HOUR, read(people(2_500), at(0)));
    const batches = await handedOn(at(1));
    expect(batches.map(({ reads }) => reads.map(({ leaderIds }) => leaderIds.length))).toEqual(expect.arrayContaining([[1_000], [1_000], [500]]));
  });

  it('are handed on again under the same command, as they were, where that broke off; others are not kept by it', async () => {
    const [one = '', other = ''] = people(2);
    await pending.write(reader('a'), HOUR, read([one], at(0)));
    await pending.write(reader('b'), HOUR, read([other], at(0)));
    const tried: Batch[] = [];
    const failing = async (batch: Batch) => {
      tried.push(batch);
      if (batch.reader.actor.id === 'a') throw new Error('killed');
    };
    await expect(pending.handOn(at(1), failing)).rejects.toThrow('killed');
    expect(tried).toHaveLength(2);
    await pending.write(reader('a'), HOUR, read([one], at(2), [FIELD, OTHER]));
    const again = await handedOn(at(3));
    expect(again).toHaveLength(2);
    expect(again).toContainEqual(tried.find(({ reader: { actor } }) => actor.id === 'a'));
    expect(await rows('select from audit.batch')).toEqual([]);
  });

  it('are handed on as one command each, however many processes do', async () => {
    for (let number = 0; number < 20; number++) await pending.write(reader(`reader ${number}`), HOUR, read(people(1), at(0)));
    const found = new Map<string, string>();
    const record = async ({ id, reader: { actor } }: Batch) => found.set(id, actor.id);
    await Promise.all([1, 2, 3].map(() => new PendingReads(test.database).handOn(at(1), record)));
    await pending.handOn(at(1), record);
    expect([...found.values()].sort()).toEqual(Array.from({ length: 20 }, (_, number) => `reader ${number}`).sort());
    expect(await rows('select from audit.batch')).toEqual([]);
  });

  it('are forgotten as they were shown, and not what was read since', async () => {
    await pending.write(reader('a'), HOUR, read(people(2), at(0)));
    await handedOn(NEXT);
    const [kept, gone] = await rows<{ id: string; until: string }>('select id, until from audit.read_of_one order by id');
    if (!kept || !gone) throw new Error('both are there');
    await pending.forget(NEXT, [{ id: kept.id, until: at(59) }, gone]);
    expect(await rows('select id from audit.read_of_one')).toEqual([{ id: kept.id }]);
    await pending.forget('2026-03-02T12:00:00.000Z', [kept]);
    expect(await rows('select from audit.read_window')).toEqual([]);
  });

  it('leave no more room taken the more often they are repeated', async () => {
    const ids = people(100);
    const bytes = async () => {
      const [size] = await rows<{ size: bigint }>("select pg_total_relation_size('audit.read_of_one') as size");
      return Number(size?.size);
    };
    // As the database does by itself, in its own time.
    const cleaned = async () => {
      const owner = new pg.Client({ connectionString: test.ownerUrl });
      await owner.connect();
      await owner.query('vacuum audit.read_of_one').finally(() => owner.end());
    };
    for (let time = 0; time < 200; time++) await pending.write(reader('a'), HOUR, read(ids, at(time % 60)));
    await cleaned();
    const before = await bytes();
    for (let time = 0; time < 400; time++) {
      await pending.write(reader('a'), HOUR, read(ids, at(20 + (time % 40))));
      if (time % 100 === 99) await cleaned();
    }
    expect(await bytes()).toBeLessThanOrEqual(before * 1.5);
  });
});

describe('reads that an earlier release left waiting', () => {
  it('are handed on by this one, those of a batch under the command that may have recorded it', async () => {
    const test = await testDatabase(dataRightsMigrations.slice(0, 1));
    try {
      const [one, other, third] = people(3);
      const batch = randomUUID();
      const insert = (id: string, moment: string, reads: object[], of: string | null) =>
        test.database.query('insert into audit.pending (id, noted_at, reader, reads, batch) values ($1, $2, $3, $4, $5)', [
          id,
          moment,
          JSON.stringify(reader('a', 'audit')),
          JSON.stringify(reads),
          of,
        ]);
      const loose = randomUUID();
      await insert(randomUUID(), at(1, 5), [{ leaderId: one, fields: [FIELD] }], batch);
      await insert(randomUUID(), at(2), [{ leaderId: other, fields: [FIELD, OTHER] }], batch);
      await insert(loose, at(3), [{ leaderId: third, fields: [OTHER] }], null);
      await migrate(test.ownerUrl, test.url, dataRightsMigrations);
      const found: Batch[] = [];
      await new PendingReads(test.database).handOn(at(4), async (one) => found.push(one));
      const told = (fields: string[], moment: string, id?: string) => ({ fields, since: moment, until: moment, leaderIds: [id] });
      expect(found).toHaveLength(2);
      expect(found.find(({ id }) => id === loose)).toMatchObject({ reader: reader('a', 'audit'), reads: [told([OTHER], at(3), third)] });
      expect(found.find(({ id }) => id === batch)?.reads).toEqual(expect.arrayContaining([told([FIELD], at(1, 5), one), told([FIELD, OTHER], at(2), other)]));
    } finally {
      await test.drop();
    }
  });
});
