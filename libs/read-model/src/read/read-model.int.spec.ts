import type { Refused } from '@app/kernel';
import sql from 'sql-template-tag';
import type { Given } from '../testing/index.js';
import type { SpecimenEvent } from '../testing/specimen.js';
import { ClubRow, PersonRow } from '../testing/specimen.js';
import { SpecimenLog } from '../testing/specimen-log.js';

import type { ReadModel } from './read-model.js';
import type { Moment } from './snapshot.js';

const events: Given<SpecimenEvent>[] = [
  { type: 'Joined', data: { person: 'ann', club: 'chess', title: 'Ms' }, effectiveOn: '2026-01-01' },
  { type: 'Joined', data: { person: 'bob', club: 'chess', title: 'Mr' }, effectiveOn: '2026-01-10' },
  { type: 'TitleGiven', data: { person: 'ann', title: 'Dr', note: { text: 'a\tnote' } }, effectiveOn: '2026-02-01' },
  { type: 'Left', data: { person: 'bob', club: 'chess' }, effectiveOn: '2026-03-01' },
];

const code = (refused: string) => expect.objectContaining<Partial<Refused>>({ code: refused });

describe('reading', () => {
  let specimen: SpecimenLog;
  let readModel: ReadModel;
  beforeAll(async () => {
    specimen = await SpecimenLog.create();
    readModel = specimen.readModel();
  });
  afterAll(async () => {
    await readModel.onApplicationShutdown();
    await specimen.drop();
  });

  const titles = (moment: Moment) =>
    moment.query<{ id: string; title: string }>(sql`select person.id, title from ${moment.from(PersonRow)} order by person.id`);

  it('waits for a read model to be built', async () => {
    await expect(readModel.snapshot()).rejects.toThrow('the read model is being built');
    expect(await readModel.status()).toMatchObject({ schema: null, ready: false, position: 0n, lag: 0n });
    await specimen.fill(events);
    await specimen.projector().rebuild();
    expect(await readModel.status()).toMatchObject({ ready: true, position: 4n, lag: 0n, recordedAt: '2026-03-01T09:00:00.000Z' });
  });

  it('answers for any day and any position within one snapshot', async () => {
    const snapshot = await readModel.snapshot();
    try {
      expect(snapshot).toMatchObject({ head: 4n, today: '2026-03-02' });
      const ids = async (at: Parameters<typeof snapshot.moment>[0]) => (await people(snapshot.moment(at))).map(({ id, title }) => `${title} ${id}`);
      const people = (moment: Moment) =>
        moment.query<{ id: string; title: string }>(sql`select ${moment.columns(PersonRow)} from ${moment.from(PersonRow)} order by id`);
      expect(await ids({ asOf: '2026-03-02' })).toEqual(['Dr ann']);
      expect(await ids({ asOf: '2026-02-28' })).toEqual(['Dr ann', 'Mr bob']);
      expect(await ids({ asOf: '2026-01-05' })).toEqual(['Ms ann']);
      expect(await ids({ asOf: '2026-03-02', knownAt: 2n })).toEqual(['Ms ann', 'Mr bob']);
      expect(await ids({ asOf: '2026-03-02', knownAt: 0n })).toEqual([]);
      expect(await people(snapshot.moment({ asOf: '2099-01-01' }))).toEqual([
        { id: 'ann', title: 'Dr', club: 'chess', changes: 1, lastNote: { text: 'a\tnote' } },
      ]);
    } finally {
      await snapshot.release();
    }
  });

  it('stays in its snapshot while the read model moves on', async () => {
    const snapshot = await readModel.snapshot();
    await specimen.append([{ type: 'TitleGiven', data: { person: 'ann', title: 'Prof' }, effectiveOn: '2026-02-02' }], 5);
    await specimen.projector().rebuild();
    const moment = snapshot.moment({ asOf: snapshot.today });
    const query = sql`select title from ${moment.from(PersonRow)}`;
    expect(await moment.query(query)).toEqual([{ title: 'Dr' }]);
    await snapshot.release();
    await snapshot.release();
    const later = await readModel.snapshot();
    expect(await later.query(query)).toEqual([{ title: 'Prof' }]);
    expect(await later.query(sql`select ${later.moment({ asOf: later.today, knownAt: 4n }).position}::bigint as at`)).toEqual([{ at: 4n }]);
    await later.release();
  });

  it('refuses a day of a table that keeps none, and a position that is not reached', async () => {
    const snapshot = await readModel.snapshot();
    try {
      expect(() => snapshot.moment({ asOf: '2026-03-01' }).from(ClubRow)).toThrow(code('AS_OF_NOT_KEPT'));
      expect(() => snapshot.moment({ asOf: snapshot.today, knownAt: 99n })).toThrow(code('KNOWN_AT_NOT_REACHED'));
      const before = snapshot.moment({ asOf: snapshot.today, knownAt: 2n });
      expect(await before.query(sql`select ${before.columns(ClubRow)} from ${before.from(ClubRow)}`)).toEqual([
        { id: 'chess', joined: 2, people: ['ann', 'bob'] },
      ]);
      await expect(readModel.checksum(99n)).rejects.toThrow(code('KNOWN_AT_NOT_REACHED'));
    } finally {
      await snapshot.release();
    }
  });

  it('gives the connection back after a statement that failed', async () => {
    const { totalCount } = specimen.test.database.pool;
    const snapshot = await readModel.snapshot();
    await expect(snapshot.query(sql`select nothing`)).rejects.toThrow('nothing');
    await expect(snapshot.query(sql`select 1`)).rejects.toThrow('aborted');
    await snapshot.release();
    const next = await readModel.snapshot();
    expect(await titles(next.moment({ asOf: '2026-01-05' }))).toEqual([{ id: 'ann', title: 'Ms' }]);
    await next.release();
    expect(specimen.test.database.pool.totalCount).toBeLessThanOrEqual(Math.max(totalCount, 1));
  });
});
