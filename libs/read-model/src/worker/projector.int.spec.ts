import { stops } from '@app/event-store';
import { setBack } from '@app/event-store/testing';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import sql from 'sql-template-tag';
import { periods } from '../definition/projection.js';
import type { ReadModel } from '../read/read-model.js';
import { rebuild } from '../rebuild/rebuild.js';
import { dropRetired } from '../rebuild/schemas.js';
import { checksumOf } from '../storage/checksum.js';
import type { Given } from '../testing/index.js';
import { specifiedId } from '../testing/index.js';
import type { SpecimenEvent } from '../testing/specimen.js';
import { clubProjection, personFold, personProjection, PersonRow, sealed } from '../testing/specimen.js';
import { SpecimenLog } from '../testing/specimen-log.js';
import type { Projector } from './projector.js';

const joined = (person: string, title = 'Ms'): Given<SpecimenEvent> => ({ type: 'Joined', data: { person, club: 'chess', title }, effectiveOn: '2026-01-01' });
const titled = (person: string, title: string, effectiveOn = '2026-02-01'): Given<SpecimenEvent> => ({
  type: 'TitleGiven',
  data: { person, title },
  effectiveOn,
});
const many = (count: number): Given<SpecimenEvent>[] =>
  Array.from({ length: count }, (_item, index) => {
    const person = `person ${index % 7}`;
    return index % 3 === 2 ? titled(person, `title ${index}`, `2026-01-${String(10 + (index % 15))}`) : joined(person);
  });

describe('the projector', () => {
  let specimen: SpecimenLog;
  let readModel: ReadModel;
  const running: { stop: AbortController; ended: Promise<void> }[] = [];

  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(true));
  beforeEach(async () => {
    specimen = await SpecimenLog.create();
    readModel = specimen.readModel();
  });
  afterEach(async () => {
    for (const { stop } of running) stop.abort();
    await Promise.allSettled(running.splice(0).map(({ ended }) => ended));
    await readModel.onApplicationShutdown();
    await specimen.drop();
  });

  function start(projector: Projector = specimen.projector()) {
    const stop = new AbortController();
    const ended = projector.run(stop.signal);
    ended.catch(() => undefined);
    running.push({ stop, ended });
    return { stop, ended };
  }

  async function people(model = readModel): Promise<{ id: string; title: string }[]> {
    const snapshot = await model.snapshot();
    try {
      return await snapshot.query(sql`select id, title from ${snapshot.moment({ asOf: '2026-03-01' }).from(PersonRow)} order by id`);
    } finally {
      await snapshot.release();
    }
  }

  async function asOwner(statement: string): Promise<void> {
    const owner = new pg.Client({ connectionString: specimen.test.ownerUrl });
    await owner.connect();
    await owner.query(statement).finally(() => owner.end());
  }

  async function goneOn(): Promise<void> {
    for (let turn = 0; turn < 100 && (await stops(specimen.test.database)).length > 0; turn++) await sleep(20);
    expect(await stops(specimen.test.database)).toEqual([]);
  }

  /** The live read model's versions, history included, against those of a clean rebuild. */
  async function expectAsRebuilt(): Promise<void> {
    const live = await readModel.checksum();
    const { schema } = await rebuild(specimen.projector(), { upTo: live.position });
    expect(live.tables).toEqual(await checksumOf(specimen.test.database, schema, readModel.definition, live.position));
  }

  it('builds the read model, then follows the log, and wakes whoever waits', async () => {
    await specimen.fill([joined('ann')]);
    start();
    expect(await readModel.waitFor(1n, 10_000)).toBe(true);
    const waiting = readModel.waitFor(2n, 10_000);
    await specimen.append([titled('ann', 'Dr')], 2);
    expect(await waiting).toBe(true);
    expect(await people()).toEqual([{ id: 'ann', title: 'Dr' }]);
    expect(await readModel.waitFor(3n, 50)).toBe(false);
    expect(await readModel.status()).toMatchObject({ ready: true, position: 2n, head: 2n, lag: 0n });
  });

  it('stands by while another works, and takes over from it', async () => {
    await specimen.fill(many(20));
    const first = start();
    expect(await readModel.waitFor(20n, 10_000)).toBe(true);
    start();
    await sleep(100);
    first.stop.abort();
    await first.ended;
    await specimen.append([titled('ann', 'Dr')], 21);
    expect(await readModel.waitFor(21n, 10_000)).toBe(true);
    await expectAsRebuilt();
  });

  it('killed at any moment, loses, doubles and mixes nothing', async () => {
    start();
    start();
    const events = many(150);
    const appended = specimen.append(events);
    for (let kill = 0; kill < 12; kill++) {
      await sleep(60);
      await asOwner("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tracker projector' and datname = current_database()");
    }
    await appended;
    expect(await readModel.waitFor(150n, 30_000)).toBe(true);
    await expectAsRebuilt();
  });

  it('stops at an event that it cannot apply, with all before it applied, and says so', async () => {
    await specimen.fill([joined('ann')]);
    const failing = periods<SpecimenEvent, PersonRow>(PersonRow, {
      ...personFold,
      on: {
        ...personFold.on,
        TitleGiven: () => {
          throw new Error('no titles here');
        },
      },
    });
    const { ended } = start(specimen.projector([failing, clubProjection]));
    expect(await readModel.waitFor(1n, 10_000)).toBe(true);
    await specimen.append([joined('bob'), titled('bob', 'Dr'), joined('cat')], 2);
    await expect(ended).rejects.toThrow(`event ${specifiedId(3)} (TitleGiven, position 3) cannot be applied to person: no titles here`);
    expect(await readModel.status()).toMatchObject({ position: 2n, lag: 2n });
    expect(await stops(specimen.test.database)).toEqual([
      {
        reader: 'read-model',
        event: { id: specifiedId(3), type: 'TitleGiven', position: 3n },
        reason: `event ${specifiedId(3)} (TitleGiven, position 3) cannot be applied to person: no titles here`,
        since: expect.any(String) as string,
      },
    ]);
    start();
    expect(await readModel.waitFor(4n, 10_000)).toBe(true);
    await goneOn();
  });

  it('stopped at a late fact, names that one, and not the earlier one that its key cannot be folded with any more', async () => {
    const jealous = periods<SpecimenEvent, PersonRow>(PersonRow, {
      ...personFold,
      on: {
        ...personFold.on,
        TitleGiven: (row, event) => {
          if (row?.title === 'Sir') throw new Error('a knight takes no other title');
          return personFold.on.TitleGiven?.(row, event, 'ann');
        },
      },
    });
    await specimen.fill([joined('ann'), titled('ann', 'Dr', '2026-02-02'), titled('ann', 'Sir', '2026-02-01'), joined('bob')]);
    const { ended } = start(specimen.projector([jealous, clubProjection]));
    await expect(ended).rejects.toThrow(`event ${specifiedId(2)} (TitleGiven, position 2) cannot be applied`);
    expect(await stops(specimen.test.database)).toMatchObject([{ event: { id: specifiedId(3), position: 3n } }]);
  });

  it('names the event whose row the database refuses', async () => {
    await specimen.fill([joined('ann')]);
    const { ended } = start();
    expect(await readModel.waitFor(1n, 10_000)).toBe(true);
    const tooLong = Array.from({ length: 2_000 }, (_item, index) => specifiedId(index)).join();
    await specimen.append([joined('bob'), titled('bob', tooLong), joined('cat')], 2);
    await expect(ended).rejects.toThrow(`event ${specifiedId(3)} (TitleGiven, position 3) cannot be applied`);
    expect(await readModel.status()).toMatchObject({ position: 2n });
    await expect(specimen.projector().rebuild()).rejects.toThrow('person cannot be built: index row');
  });

  it('stops a rebuild at an unknown type, and the next rebuild starts again', async () => {
    await specimen.fill([joined('ann'), { type: 'Renamed', data: {} } as unknown as Given<SpecimenEvent>]);
    const { ended } = start();
    await expect(ended).rejects.toThrow(`event ${specifiedId(2)} (Renamed, position 2) cannot be applied`);
    expect(await readModel.status()).toMatchObject({ schema: null, ready: false });
    expect(await stops(specimen.test.database)).toMatchObject([{ event: { type: 'Renamed', position: 2n } }]);
    await specimen.empty();
    await specimen.fill([joined('ann')]);
    start();
    expect(await readModel.waitFor(1n, 10_000)).toBe(true);
    const { rows } = await specimen.test.database.query("select nspname from pg_namespace where nspname like 'rm\\_%'");
    expect(rows).toHaveLength(1);
  });

  it('rebuilds what looks at who recorded an event, and under which command', async () => {
    const byCommand = periods<SpecimenEvent, PersonRow>(PersonRow, {
      ...personFold,
      key: (event) => (event.meta.commandName === 'Specified' ? personFold.key(event) : []),
      on: { ...personFold.on, TitleGiven: (row, { meta }) => row && { ...row, title: meta.commandName } },
    });
    const projections = [byCommand, clubProjection];
    await specimen.fill([joined('ann'), titled('ann', 'Dr')]);
    await specimen.projector(projections).rebuild();
    expect(await people()).toEqual([{ id: 'ann', title: 'Specified' }]);
  });

  it('rebuilds a correction of what means nothing to any table, wherever that stands', async () => {
    const moved = (): Given<SpecimenEvent> => ({ type: 'AddressGiven', data: { person: 'ann', street: sealed('ann', 'High Street') } });
    await specimen.fill([joined('ann'), moved(), { ...titled('ann', 'Dr'), corrects: specifiedId(2) }, { ...moved(), corrects: specifiedId(3) }]);
    await specimen.projector().rebuild();
    expect(await people()).toEqual([{ id: 'ann', title: 'Ms' }]);
    await expectAsRebuilt();
  });

  it('switches to a rebuilt read model while queries and events go on', async () => {
    await specimen.fill(many(300));
    start();
    expect(await readModel.waitFor(300n, 10_000)).toBe(true);
    const before = await readModel.status();
    let asking = true;
    const heads: bigint[] = [];
    const asked = (async () => {
      while (asking) {
        const snapshot = await readModel.snapshot();
        expect(await snapshot.query(sql`select id from ${snapshot.moment({ asOf: '2026-03-01' }).from(PersonRow)}`)).toHaveLength(7);
        heads.push(snapshot.head);
        await snapshot.release();
        await sleep(2);
      }
    })();
    const appended = specimen.append(many(40), 301);
    const { schema } = await specimen.projector().rebuild();
    await appended;
    expect(await readModel.waitFor(340n, 10_000)).toBe(true);
    asking = false;
    await asked;
    expect(schema).not.toBe(before.schema);
    expect(await readModel.status()).toMatchObject({ schema, position: 340n });
    expect([...heads].sort((left, right) => Number(left - right))).toEqual(heads);
    await expectAsRebuilt();
  });

  it('builds anew where the log was set back and has gone on beyond where it stood', async () => {
    await specimen.fill(many(10));
    const { stop, ended } = start();
    expect(await readModel.waitFor(10n, 10_000)).toBe(true);
    stop.abort();
    await ended;
    await setBack(specimen.test.ownerUrl, 4n);
    await specimen.append([joined('late'), ...many(9)], 105);
    start();
    expect(await readModel.waitFor(14n, 10_000)).toBe(true);
    expect((await people()).map(({ id }) => id)).toContain('late');
    await expectAsRebuilt();
  });

  it.each([
    ['behind where it stood', 0],
    ['at where it stood', 6],
    ['beyond where it stood', 9],
  ])('answers nothing from a log that was set back and is %s, until it is built anew', async (_where, since) => {
    await specimen.fill(many(10));
    await specimen.projector().rebuild();
    expect(await readModel.status()).toMatchObject({ ready: true, whyNot: null, lag: 0n });
    await setBack(specimen.test.ownerUrl, 4n);
    await specimen.append(many(since), 105);
    await expect(readModel.snapshot()).rejects.toThrow('the read model is being built');
    await expect(readModel.checksum()).rejects.toThrow('the read model is being built');
    expect(await readModel.status()).toMatchObject({ ready: false, whyNot: expect.stringContaining('no longer the one on record') as string });
    await specimen.projector().rebuild();
    expect(await readModel.status()).toMatchObject({ ready: true, whyNot: null, position: BigInt(4 + since), lag: 0n });
    await (await readModel.snapshot()).release();
  });

  it('is read while it is behind its log, also as an earlier release left it, without a hash', async () => {
    await specimen.fill(many(10));
    await specimen.projector().rebuild();
    await specimen.append(many(5), 211);
    expect(await readModel.status()).toMatchObject({ ready: true, lag: 5n });
    await (await readModel.snapshot()).release();
    await asOwner('update projection.read_model set hash = null');
    expect(await readModel.status()).toMatchObject({ ready: true, lag: 5n });
    await (await readModel.snapshot()).release();
  });

  it('keeps a retired read model for as long as a snapshot reads it', async () => {
    await specimen.fill([joined('ann')]);
    const { schema } = await specimen.projector().rebuild();
    const snapshot = await readModel.snapshot();
    await specimen.projector().rebuild();
    expect(await dropRetired(specimen.test.database, 0)).toEqual([]);
    expect(await snapshot.query(sql`select id from ${snapshot.moment({ asOf: '2026-03-01' }).from(PersonRow)}`)).toEqual([{ id: 'ann' }]);
    await snapshot.release();
    expect(await dropRetired(specimen.test.database, 0)).toEqual([schema]);
  });

  it('builds anew where the definition is another, or the log was set back', async () => {
    await specimen.fill(many(10));
    start();
    expect(await readModel.waitFor(10n, 10_000)).toBe(true);
    const changed = [periods<SpecimenEvent, PersonRow>(PersonRow, { ...personFold, version: 2 }), clubProjection];
    const later = specimen.readModel(changed);
    await expect(later.snapshot()).rejects.toThrow('the read model is being built');
    for (const { stop, ended } of running.splice(0)) {
      stop.abort();
      await ended;
    }
    await specimen.empty();
    await specimen.fill(many(5));
    start(specimen.projector(changed));
    for (let turn = 0; turn < 100 && (await later.status()).position !== 5n; turn++) await sleep(50);
    expect(await later.status()).toMatchObject({ ready: true, position: 5n, lag: 0n });
    await expect(people()).rejects.toThrow('the read model is being built');
    expect(personProjection.version).toBe(1);
    await later.onApplicationShutdown();
  });
});
