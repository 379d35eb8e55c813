import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Given } from '../testing/index.js';
import { specifiedId } from '../testing/index.js';
import type { SpecimenEvent } from '../testing/specimen.js';
import { addresses, sealed } from '../testing/specimen.js';
import { SpecimenLog } from '../testing/specimen-log.js';
import { OpenedTables } from './opened-tables.js';

const person = fc.constantFrom('ann', 'bob', 'cat');
const street = fc.constantFrom('High Street', 'Low Road', 'Lôn Goed');
const happened = fc.oneof(
  fc.tuple(person, street, fc.boolean()).map(([one, where, town]): SpecimenEvent => ({
    type: 'AddressGiven',
    data: { person: one, street: sealed(one, where), ...(town ? { town: sealed(`${one}'s town`, 'Bala') } : {}) },
  })),
  person.map((one): SpecimenEvent => ({ type: 'Left', data: { person: one, club: 'chess' } })),
  // No opened table reads these.
  person.map((one): SpecimenEvent => ({ type: 'Joined', data: { person: one, club: 'chess', title: 'Ms' } })),
  person.map((one): SpecimenEvent => ({ type: 'TitleGiven', data: { person: one, title: 'Dr' } })),
);
const replacing = fc.option(fc.record({ how: fc.constantFrom('corrects' as const, 'corrects' as const, 'voids' as const), nth: fc.nat() }), { freq: 2 });
const history = fc
  .array(fc.tuple(happened, replacing), { minLength: 1, maxLength: 25, size: '+1' })
  .map((items) =>
    items.map(([event, replaced], index): Given<SpecimenEvent> =>
      replaced && index > 0 ? { ...event, [replaced.how]: specifiedId((replaced.nth % index) + 1) } : event,
    ),
  );

describe('opened tables, for any history', () => {
  let specimen: SpecimenLog;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    specimen = await SpecimenLog.create();
  });
  afterAll(async () => {
    await specimen.drop();
    Logger.overrideLogger(true);
  });

  let passedOver: ReadonlySet<bigint>;
  const tables = (batchSize: number) => {
    const kept = new OpenedTables(
      specimen.test.database,
      specimen.log,
      specimen.codec,
      (values) => Promise.resolve(values.map(({ box }) => ({ state: 'open', value: box }))),
      [addresses],
      batchSize,
    );
    kept.reader.passedOver = () => Promise.resolve(passedOver);
    return kept;
  };

  async function contents(): Promise<unknown> {
    const query = (table: string) => specimen.test.database.query(`select t::text as row from opened.${table} t order by 1`);
    return Promise.all(['address', 'address_journal', 'correction'].map(async (table) => (await query(table)).rows));
  }

  async function keptUp(events: number, batchSize: number): Promise<unknown> {
    await specimen.test.database.query('drop schema if exists opened cascade');
    const stop = new AbortController();
    const kept = tables(batchSize);
    const running = kept.run(stop.signal);
    while ((await kept.position()) !== BigInt(events)) await Promise.race([running, sleep(5)]);
    stop.abort();
    await running;
    return contents();
  }

  async function madeAnew(batchSize: number): Promise<unknown> {
    await tables(batchSize).recreate();
    return contents();
  }

  it('hold the same made anew and kept up, one by one and in batches of any size, whatever is passed over', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 2, max: 30 }), fc.array(fc.nat(), { maxLength: 3 }), async (events, size, nth) => {
        passedOver = new Set(nth.map((one) => BigInt((one % events.length) + 1)));
        await specimen.empty();
        await specimen.fill(events);
        const live = await keptUp(events.length, 1);
        expect(await keptUp(events.length, size)).toEqual(live);
        expect(await madeAnew(1)).toEqual(live);
        expect(await madeAnew(size)).toEqual(live);
        const { rows } = await specimen.test.database.query<{ position: bigint }>('select position from opened.address_journal');
        expect(rows.filter(({ position }) => passedOver.has(position))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});
