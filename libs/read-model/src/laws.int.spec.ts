import type { Logged } from '@app/kernel';
import fc from 'fast-check';
import sql from 'sql-template-tag';
import { LiveWriter, WRITER_SETTINGS } from './live/live-writer.js';
import { rebuild } from './rebuild/rebuild.js';
import { dropRetired } from './rebuild/schemas.js';
import { checksumOf } from './storage/checksum.js';
import { passingOver } from './storage/log-rows.js';
import type { Given } from './testing/index.js';
import { logged, specifiedId } from './testing/index.js';
import { oracle } from './testing/oracle.js';
import type { SpecimenEvent } from './testing/specimen.js';
import { ClubRow, clubProjection, PersonRow, personProjection, sealed } from './testing/specimen.js';
import { SpecimenLog } from './testing/specimen-log.js';

// Few people, clubs and days, so that facts meet: the same day, the same key, a correction of a correction.
const person = fc.constantFrom('ann', 'bob', 'a\\b\t"c"\n');
const club = fc.constantFrom('chess', 'go');
const title = fc.constantFrom('Ms', 'Dr', 'Ŵyn\\');
const day = fc.constantFrom('2025-12-01', '2026-01-01', '2026-01-02', '2026-02-01', '2026-03-02', '2027-01-01');
const happened = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('Joined' as const), data: fc.record({ person, club, title }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('TitleGiven' as const),
      data: fc.record({ person, title, note: fc.record({ text: title }) }, { requiredKeys: ['person', 'title'] }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('Left' as const), data: fc.record({ person, club }) }) },
  // Means nothing here, and may be corrected by what does, or correct it.
  { weight: 1, arbitrary: person.map((one) => ({ type: 'AddressGiven' as const, data: { person: one, street: sealed(one, 'Street') } })) },
);
const replacing = fc.option(fc.record({ how: fc.constantFrom('corrects' as const, 'corrects' as const, 'voids' as const), nth: fc.nat() }), { freq: 3 });
const history = fc.array(fc.tuple(happened, day, replacing), { minLength: 1, maxLength: 40, size: '+1' }).map((items) =>
  items.map(([event, effectiveOn, replaced], index): Given<SpecimenEvent> => {
    if (!replaced || index === 0) return { ...event, effectiveOn };
    return { ...event, effectiveOn, [replaced.how]: specifiedId((replaced.nth % index) + 1) };
  }),
);

describe('the read model', () => {
  let specimen: SpecimenLog;
  beforeAll(async () => {
    specimen = await SpecimenLog.create();
  });
  afterAll(() => specimen.drop());

  const parts = () => specimen.projector();

  /** Fills the log and projects it in batches of these sizes, over and over, onto a read model that was there before. */
  async function projectLive(events: readonly Given<SpecimenEvent>[], sizes: readonly number[], passedOver: ReadonlySet<bigint> = new Set()): Promise<string> {
    const { database, log, definition, ...rest } = parts();
    const decoder = passingOver(rest.decoder, passedOver);
    await specimen.empty();
    let checkpoint = await rebuild(parts());
    await specimen.fill(events);
    const writer = new LiveWriter(definition, checkpoint.schema, decoder);
    const client = await database.connect('specification', { pipeline: true });
    try {
      await client.query(WRITER_SETTINGS);
      for (let turn = 0; checkpoint.position < BigInt(events.length); turn++) {
        const batch: Logged[] = [];
        for await (const event of log.read({ after: checkpoint.position, limit: sizes[turn % sizes.length] ?? 1 })) batch.push(decoder.decode(event));
        checkpoint = await writer.apply(client, batch, checkpoint);
      }
    } finally {
      await client.end();
    }
    await dropRetired(database, 0);
    return checkpoint.schema;
  }

  const checksum = (schema: string, position: number | bigint) => checksumOf(specimen.test.database, schema, parts().definition, BigInt(position));

  /** Everything in a schema, journals included. */
  async function contents(schema: string): Promise<unknown> {
    const tables = ['person', 'person_history', 'person_journal', 'club', 'club_history', 'club_journal', 'correction'];
    const query = (table: string) => specimen.test.database.query(`select t::text as row from ${schema}.${table} t order by 1`);
    return Promise.all(tables.map(async (table) => (await query(table)).rows));
  }

  it('is the same one by one, in batches however cut, and rebuilt, with its history', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), async (events, sizes) => {
        const single = await projectLive(events, [1]);
        const one = { sums: await checksum(single, events.length), contents: await contents(single) };
        const batched = await projectLive(events, sizes);
        expect({ sums: await checksum(batched, events.length), contents: await contents(batched) }).toEqual(one);
        const { schema } = await rebuild(parts());
        expect({ sums: await checksum(schema, events.length), contents: await contents(schema) }).toEqual(one);
      }),
      { numRuns: 12 },
    );
  });

  it('is the same however it is made where events are passed over, and holds nothing of them', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), fc.array(fc.nat()), async (events, sizes, nth) => {
        const passedOver = new Set(nth.map((one) => BigInt((one % events.length) + 1)));
        const live = await projectLive(events, sizes, passedOver);
        const one = { sums: await checksum(live, events.length), contents: await contents(live) };
        const { schema } = await rebuild({ ...parts(), reader: { passedOver: () => Promise.resolve(passedOver) } });
        expect({ sums: await checksum(schema, events.length), contents: await contents(schema) }).toEqual(one);
        const { rows } = await specimen.test.database.query<ClubRow>(`select id, joined, people from ${schema}.club order by id`);
        expect(rows).toEqual(oracle(clubProjection, logged(events) as unknown as Logged[], BigInt(events.length), undefined, passedOver));
      }),
      { numRuns: 12 },
    );
  });

  it('as known at a position is one whose rebuild stopped there', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), async (events, nth) => {
        const schema = await projectLive(events, [7]);
        const position = nth % (events.length + 1);
        const stopped = await rebuild(parts(), { upTo: BigInt(position) });
        expect(await checksum(schema, position)).toEqual(await checksum(stopped.schema, position));
      }),
      { numRuns: 15 },
    );
  });

  it('keeps the law of the two times: late, future, corrected and voided facts', async () => {
    const readModel = specimen.readModel();
    try {
      await fc.assert(
        fc.asyncProperty(history, day, fc.nat(), async (events, asOf, nth) => {
          await projectLive(events, [5]);
          const log = logged(events) as unknown as Logged[];
          const position = BigInt(nth % (events.length + 1));
          const snapshot = await readModel.snapshot();
          try {
            const moment = snapshot.moment({ asOf, knownAt: position });
            const people = await moment.query(sql`select ${moment.columns(PersonRow)} from ${moment.from(PersonRow)} order by id`);
            expect(people).toEqual(oracle(personProjection, log, position, asOf));
            const now = snapshot.moment({ asOf: snapshot.today, knownAt: position });
            const clubs = await now.query(sql`select ${now.columns(ClubRow)} from ${now.from(ClubRow)} order by id`);
            expect(clubs).toEqual(oracle(clubProjection, log, position, undefined));
          } finally {
            await snapshot.release();
          }
        }),
        { numRuns: 30 },
      );
    } finally {
      await readModel.onApplicationShutdown();
    }
  });
});
