import { setBack } from '@app/event-store/testing';
import { Logger } from '@nestjs/common';
import type { SealedValue } from '@app/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import type { Given } from '../testing/index.js';
import { specifiedId } from '../testing/index.js';
import type { SpecimenEvent } from '../testing/specimen.js';
import { addresses, AddressRow, sealed } from '../testing/specimen.js';
import { SpecimenLog } from '../testing/specimen-log.js';
import { OpenedTables } from './opened-tables.js';
import type { Opened } from './opened-table.js';

const lives = (person: string, street: string, town?: string): Given<SpecimenEvent> => ({
  type: 'AddressGiven',
  data: { person, street: sealed(person, street), ...(town === undefined ? {} : { town: sealed(`${person}'s town`, town) }) },
  effectiveOn: '2026-01-01',
});

describe('opened tables', () => {
  let specimen: SpecimenLog;
  let stop: AbortController;
  let ended: Promise<void> | undefined;
  const erased = new Set<string>();
  let reachable: boolean;

  const open = (values: readonly SealedValue<unknown>[]): Promise<Opened[]> =>
    Promise.resolve(values.map(({ key, box }) => (!reachable ? { state: 'locked' } : erased.has(key) ? { state: 'erased' } : { state: 'open', value: box })));
  const tables = () => new OpenedTables(specimen.test.database, specimen.log, specimen.codec, open, [addresses]);

  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(true));
  beforeEach(async () => {
    specimen = await SpecimenLog.create();
    stop = new AbortController();
    erased.clear();
    reachable = true;
    await specimen.fill([lives('ann', 'High Street', 'Caernarfon'), lives('bob', 'Low Road')]);
  });
  afterEach(async () => {
    stop.abort();
    await ended?.catch(() => undefined);
    await specimen.drop();
  });

  async function follow(position: bigint): Promise<void> {
    if (!ended || stop.signal.aborted) ended = tables().run(stop.signal);
    ended.catch(() => undefined);
    for (let turn = 0; turn < 200 && (await tables().position()) !== position; turn++) await sleep(25);
    expect(await tables().position()).toBe(position);
  }

  async function rows(): Promise<object[]> {
    const { rows: found } = await specimen.test.database.query<AddressRow>('select * from opened.address order by street');
    return found;
  }
  const ann = { id: 'ann', street: 'High Street', town: 'Caernarfon' };
  const bob = { id: 'bob', street: 'Low Road', town: null };

  beforeEach(() => {
    ended = undefined;
  });

  it('hold what is sealed in the open, corrected and removed as any row', async () => {
    await follow(2n);
    expect(await rows()).toEqual([ann, bob]);
    await specimen.append(
      [
        { ...lives('bob', 'Middle Lane'), corrects: specifiedId(2) },
        { type: 'Left', data: { person: 'ann', club: 'chess' } },
      ],
      3,
    );
    await follow(4n);
    expect(await rows()).toEqual([{ ...bob, street: 'Middle Lane' }]);
  });

  it('are written to no log of the database', async () => {
    await follow(2n);
    const { rows: persistence } = await specimen.test.database.query(
      "select distinct c.relpersistence from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'opened' and c.relkind in ('r', 'i')",
    );
    expect(persistence).toEqual([{ relpersistence: 'u' }]);
  });

  it('leave nothing in the statistics of the database', async () => {
    await follow(2n);
    await specimen.test.database.query('analyze opened.address');
    const { rows: kept } = await specimen.test.database.query("select attname from pg_stats where schemaname = 'opened' and tablename = 'address'");
    expect(kept).toEqual([]);
  });

  it('stand still while keys cannot be reached, and go on by themselves', async () => {
    await follow(2n);
    reachable = false;
    await specimen.append([lives('cat', 'Back Alley')], 3);
    await sleep(300);
    expect(await tables().position()).toBe(2n);
    reachable = true;
    await follow(3n);
    expect(await rows()).toHaveLength(3);
  });

  it('recreated, harm nobody who has read one of them and goes on to another', async () => {
    await follow(2n);
    const { database } = specimen.test;
    const isWaitedFor = async () => (await database.query('select from pg_locks where not granted and relation is not null')).rowCount !== 0;
    const reading = ['select from opened.checkpoint', 'select from opened.address'];
    for (const [first, then] of [reading, reading.toReversed()] as const) {
      let recreated: Promise<void> | undefined;
      await database.transaction(async (client) => {
        await client.query(String(first));
        recreated = tables().recreate();
        while (!(await isWaitedFor())) await sleep(5);
        await client.query(String(then));
        await sleep(1_500);
      });
      await recreated;
    }
    expect(await rows()).toEqual([ann, bob]);
  });

  it('recreated, show nothing of an erased person; whose keys cannot be reached, they stay', async () => {
    await follow(2n);
    erased.add('ann').add("ann's town");
    reachable = false;
    await expect(tables().recreate()).rejects.toThrow('cannot be reached');
    expect(await rows()).toEqual([ann, bob]);
    reachable = true;
    await tables().recreate();
    expect(await rows()).toEqual([bob]);
    erased.delete('ann');
    await tables().recreate();
    expect(await rows()).toEqual([{ ...ann, town: null }, bob]);
    await specimen.append([lives('cat', 'Back Alley')], 3);
    await follow(3n);
    expect(await rows()).toHaveLength(3);
  });

  it('are filled again where the log was set back, also where it has gone on since as far as they were', async () => {
    await follow(2n);
    stop.abort();
    await ended;
    await setBack(specimen.test.ownerUrl, 1n);
    await specimen.append([lives('cat', 'Back Alley'), lives('dan', 'Old Quay')], 102);
    [stop, ended] = [new AbortController(), undefined];
    await follow(3n);
    expect(await rows()).toEqual([{ id: 'cat', street: 'Back Alley', town: null }, ann, { id: 'dan', street: 'Old Quay', town: null }]);
  });

  it('lost in a crash, are filled again from the log', async () => {
    await follow(2n);
    stop.abort();
    await ended;
    // What PostgreSQL does to unlogged tables when it recovers.
    await specimen.test.database.query('truncate opened.address, opened.address_journal, opened.correction, opened.checkpoint');
    ended = undefined;
    stop = new AbortController();
    await follow(2n);
    expect(await rows()).toEqual([ann, bob]);
  });

  it('are read beside the read model, as of now, and not while they are ahead of a log that was set back', async () => {
    await tables().ensure();
    await specimen.projector().rebuild();
    const readModel = specimen.readModel();
    const read = async () => {
      const snapshot = await readModel.snapshot();
      const past = snapshot.moment({ asOf: '2020-01-01', knownAt: 0n });
      return past.query(sql`select street from ${past.from(AddressRow)} order by address.street`).finally(() => snapshot.release());
    };
    expect(await read()).toEqual([]);
    await follow(2n);
    expect(await read()).toEqual([{ street: 'High Street' }, { street: 'Low Road' }]);
    stop.abort();
    await ended;
    await setBack(specimen.test.ownerUrl, 1n);
    await specimen.projector().rebuild();
    expect(await read()).toEqual([]);
    [stop, ended] = [new AbortController(), undefined];
    await follow(1n);
    expect(await read()).toEqual([{ street: 'High Street' }]);
    await readModel.onApplicationShutdown();
  });
});
