import type { Event } from '@app/kernel';
import fc from 'fast-check';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { LiveWriter, WRITER_SETTINGS } from '../live/live-writer.js';
import { rebuild } from '../rebuild/rebuild.js';
import type { Given } from '../testing/index.js';
import { logged, projecting } from '../testing/index.js';
import { SpecimenLog } from '../testing/specimen-log.js';
import type { SpecimenEvent } from '../testing/specimen.js';
import { columnType } from './columns.js';
import { projection } from './projection.js';

@Entity('every_type')
class EveryTypeRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { nullable: true }) words: string | null;
  @Column('varchar', { length: 5, nullable: true }) short: string | null;
  @Column('date', { nullable: true }) day: string | null;
  @Column('timestamptz', { nullable: true }) moment: string | null;
  @Column('boolean', { nullable: true }) flag: boolean | null;
  @Column('smallint', { nullable: true }) few: number | null;
  @Column('bigint', { nullable: true }) place: bigint | null;
  @Column('double precision', { nullable: true }) ratio: number | null;
  @Column('jsonb', { nullable: true }) document: unknown;
  @Column('text', { array: true, nullable: true }) list: string[] | null;
  @Column('integer', { array: true, nullable: true }) numbers: number[] | null;
  @Column('varchar', { length: 5, array: true, nullable: true }) shorts: string[] | null;
  @Column('uuid', { array: true, nullable: true }) ids: string[] | null;
  @Column('date', { array: true, nullable: true }) days: string[] | null;
  @Column('smallint', { array: true, nullable: true }) fews: number[] | null;
  @Column('boolean', { array: true, nullable: true }) flags: boolean[] | null;
}

const ID = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
type Set = Event<'TitleGiven', { person: string; title: string; row: Partial<Omit<EveryTypeRow, 'place'>> & { place?: string | null } }>;

const everyType = projection<Set, EveryTypeRow>(EveryTypeRow, {
  version: 1,
  key: () => ID,
  on: {
    TitleGiven: (_row, { data }) => {
      const { place, ...row } = data.row;
      return { ...row, place: typeof place === 'string' ? BigInt(place) : null, id: ID.toUpperCase() } as unknown as EveryTypeRow;
    },
  },
});

// What the log can hold: no null character, no half of one.
const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', '\\'));
const json = fc.jsonValue({ stringUnit: 'grapheme' }).map((value) => JSON.parse(JSON.stringify(value).replaceAll('\\u0000', 'x')) as unknown);
const short = text.map((value) => [...value].slice(0, 5).join(''));
const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const few = fc.integer({ min: -32_768, max: 32_767 });
const row = fc.record(
  {
    words: text,
    short,
    day,
    moment: fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
    flag: fc.boolean(),
    few,
    place: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
    ratio: fc.double({ noNaN: true, noDefaultInfinity: true }),
    document: json,
    list: fc.array(text),
    numbers: fc.array(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 })),
    shorts: fc.array(short),
    ids: fc.array(fc.uuid()),
    days: fc.array(day),
    fews: fc.array(few),
    flags: fc.array(fc.boolean()),
  },
  { requiredKeys: [] },
);

describe('a column', () => {
  let specimen: SpecimenLog;
  beforeAll(async () => {
    specimen = await SpecimenLog.create();
  });
  afterAll(() => specimen.drop());

  it('of any type comes back from the database as it was folded, written live or rebuilt', async () => {
    const projector = specimen.projector([everyType]);
    const { database, log, definition, decoder } = projector;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        // Each twice: the second changes nothing, if what was stored equals what is folded again.
        const given = rows
          .flatMap((one) => [one, one])
          .map((one) => ({ type: 'TitleGiven', data: { person: '', title: '', row: one } })) as unknown as Given<SpecimenEvent>[];
        await specimen.empty();
        let checkpoint = await rebuild(projector);
        const live = checkpoint.schema;
        await specimen.fill(given);
        const client = await database.connect('specification', { pipeline: true });
        try {
          await client.query(WRITER_SETTINGS);
          const writer = new LiveWriter(definition, live, decoder);
          for await (const event of log.read()) checkpoint = await writer.apply(client, [decoder.decode(event)], checkpoint);
        } finally {
          await client.end();
        }
        const { schema: rebuilt } = await rebuild(projector);
        const stored = async (schema: string, name: string) => (await database.query(`select t::text from ${schema}.${name} t order by known_from`)).rows;
        expect(await stored(live, 'every_type')).toEqual(await stored(rebuilt, 'every_type'));
        expect(await stored(live, 'every_type_history')).toEqual(await stored(rebuilt, 'every_type_history'));
        const { rows: found } = await database.query<EveryTypeRow & { known_from: bigint }>(`select * from ${live}.every_type`);
        const [{ known_from: knownFrom, ...read } = { known_from: 0n }] = found;
        expect([read]).toEqual(
          projecting<Set>(everyType)
            .given(...(JSON.parse(JSON.stringify(given)) as Given<Set>[]))
            .rows(),
        );
        expect(knownFrom % 2n).toBe(1n);
        expect(logged(given)).toHaveLength(rows.length * 2);
      }),
      { numRuns: 15 },
    );
  });

  it('refuses what it cannot hold', () => {
    const refused = (type: string, value: unknown, options = {}) => expect(() => columnType(type, options).normalise(value));
    refused('text', 1).toThrow('number where text belongs');
    refused('character varying', '123456', { length: 5 }).toThrow('at most 5 characters');
    refused('uuid', 'no').toThrow('a UUID');
    refused('date', '2026-02-30').toThrow('YYYY-MM-DD');
    refused('date', '2026-2-3').toThrow('YYYY-MM-DD');
    refused('date', '0000-01-01').toThrow('YYYY-MM-DD');
    refused('timestamp with time zone', '2026-13-01T00:00:00.000Z').toThrow('an instant');
    refused('timestamp with time zone', '2026-02-30T00:00:00.000Z').toThrow('an instant');
    refused('timestamp with time zone', 'soon').toThrow('an instant');
    refused('smallint', 32_768).toThrow('a whole number');
    refused('integer', 1.5).toThrow('a whole number');
    refused('bigint', 1).toThrow('a bigint');
    refused('double precision', Number.NaN).toThrow('a finite number');
    refused('jsonb', { at: new Date() }).toThrow('JSON');
    refused('text', 'x', { array: true }).toThrow('an array');
    refused('text', [null], { array: true }).toThrow('null where text belongs');
  });

  it('of a type whose values would not come back the same cannot be declared', () => {
    expect(() => columnType('numeric', {})).toThrow('a read-model column cannot be numeric; choose among text');
    expect(() => columnType('jsonb', { array: true })).toThrow('cannot be jsonb[]');
  });
});
