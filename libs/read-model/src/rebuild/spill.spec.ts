import fc from 'fast-check';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Spill } from './spill.js';

const files = async (): Promise<readonly string[]> => (await readdir(tmpdir())).filter((name) => name.startsWith('tracker-rebuild-'));

async function put(spill: Spill, shelf: number, text: string): Promise<void> {
  const block = spill.room(shelf, text.length);
  block.used += block.buffer.write(text, block.used, 'latin1');
  await spill.settle();
}

describe('what is put aside', () => {
  it('comes back shelf by shelf as it was put there, whether it fits into memory or not', async () => {
    const puts = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 150_000 }), fc.constantFrom('a', 'b', 'c')), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(puts, async (all) => {
        const expected = ['', '', '', ''];
        const spill = new Spill(4);
        try {
          for (const [shelf, length, letter] of all) {
            await put(spill, shelf, letter.repeat(length));
            expected[shelf] += letter.repeat(length);
          }
          const into = Buffer.alloc(1_000_000);
          for (const [shelf, text] of expected.entries()) expect((await spill.take(shelf, into)).equals(Buffer.from(text))).toBe(true);
        } finally {
          await spill.close();
        }
      }),
      { numRuns: 30 },
    );
  });

  it('leaves no file behind that anyone could find, however the process ends', async () => {
    const before = await files();
    const spill = new Spill(1);
    for (let line = 0; line < 100; line++) await put(spill, 0, 'x'.repeat(60_000));
    expect(await files()).toEqual(before);
    expect((await spill.take(0)).length).toBe(6_000_000);
    await spill.close();
  });
});
