import { LazyEvent } from '@app/event-store';
import type { Logged } from '@app/kernel';
import { ReadModelDefinition } from '../definition/read-model-definition.js';
import type { Entry } from '../fold/facts.js';
import { clubProjection, personProjection } from '../testing/specimen.js';
import { StagedFacts } from './staged-facts.js';

const { tables } = new ReadModelDefinition([personProjection, clubProjection]);
const decoder = { decode: (event: object) => event as Logged };

/** A row as PostgreSQL sends it, in brief. */
function row(position: number, text: string): Buffer {
  const value = (bytes: Buffer | null): Buffer => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(bytes?.length ?? -1);
    return Buffer.concat([length, bytes ?? Buffer.alloc(0)]);
  };
  const int64 = Buffer.alloc(8);
  int64.writeBigInt64BE(BigInt(position));
  const fixed = [int64, Buffer.alloc(4), Buffer.alloc(4), Buffer.alloc(16), Buffer.alloc(8), Buffer.alloc(8)];
  return Buffer.concat([Buffer.from([0, 11]), ...[...fixed, Buffer.from('Joined'), Buffer.from(JSON.stringify({ text })), null, null, null].map(value)]);
}

/** What each key's entries are, whichever portion they came in. */
async function contents(facts: StagedFacts): Promise<unknown> {
  const found: Record<string, unknown[]>[] = [];
  for (const table of tables) {
    const ofTable: Record<string, unknown[]> = {};
    for await (const portion of facts.portionsOf(table)) {
      for (const [key, records] of portion.keys) {
        expect(ofTable).not.toHaveProperty([key]);
        ofTable[key] = records.map((at) => {
          const { place, position, fact } = portion.entry(key, at, decoder);
          return [place, position, fact && (fact.data as { text: string }).text];
        });
      }
    }
    found.push(ofTable);
  }
  return found;
}

describe('the facts of a rebuild', () => {
  it.each([1_000, 200_000])('come back key by key in the order of the log, in portions of a log of %i events', async (events) => {
    const facts = new StagedFacts(tables, events);
    const expected = tables.map((): Record<string, unknown[]> => ({}));
    const texts = ['plain', 'Ŵyn\\ "quoted"', 'x'.repeat(400)];
    try {
      for (let position = 1; position <= 9_000; position++) {
        const text = texts[position % texts.length] ?? '';
        const bytes = Buffer.concat([Buffer.from('before'), row(position, text), Buffer.from('after')]);
        const rows = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
        const event = new LazyEvent(rows, 6);
        const place = position % 5 === 0 ? BigInt(position - 4) : BigInt(position);
        for (const [number, table] of tables.entries()) {
          if ((position + number) % 7 === 0) continue;
          const key = `${['ann', 'Siân', 'a\tb\n'][position % 3]} ${(position * (number + 1)) % 101}`;
          const fact = position % 11 === 0 ? undefined : (event as unknown as Logged);
          const entry: Entry = { key, place, position: BigInt(position), fact };
          facts.add(table, [entry], { rows, start: 6, end: bytes.length - 5 });
          ((expected[number] ??= {})[key] ??= []).push([place, BigInt(position), fact && text]);
        }
        await facts.settle();
      }
      expect(await contents(facts)).toEqual(expected);
    } finally {
      await facts.close();
    }
  });

  it('of an event of many keys come back under each, and take what one event takes', async () => {
    const [table] = tables;
    if (!table) throw new Error('there is a table');
    const facts = new StagedFacts(tables, 200_000);
    const [MANY, EVENTS] = [500, 20];
    const keys = Array.from({ length: MANY }, (_, number) => `key ${number}`);
    let decoded = 0;
    const counting = { decode: (event: object) => (decoded++, event as Logged) };
    try {
      for (let position = 1; position <= EVENTS; position++) {
        const bytes = row(position, 'x'.repeat(10_000));
        const rows = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
        const fact = new LazyEvent(rows, 0) as unknown as Logged;
        const entries = keys.map((key, number) => ({ key, place: 1n, position: BigInt(position), fact: number % 50 === 0 ? undefined : fact }));
        facts.add(table, entries, { rows, start: 0, end: bytes.length });
        await facts.settle();
      }
      expect(facts.countOf(table)).toBe(MANY * EVENTS);
      const found = new Map<string, number>();
      for await (const portion of facts.portionsOf(table)) {
        for (const [key, records] of portion.keys) {
          for (const at of records) {
            const { fact } = portion.entry(key, at, counting);
            expect(fact === undefined).toBe(Number(key.slice(4)) % 50 === 0);
            found.set(key, (found.get(key) ?? 0) + 1);
          }
        }
      }
      expect([...found.keys()].sort()).toEqual([...keys].sort());
      expect(new Set(found.values())).toEqual(new Set([EVENTS]));
      const portions = 4;
      expect(decoded).toBeLessThanOrEqual(EVENTS * portions);
    } finally {
      await facts.close();
    }
  });
});
