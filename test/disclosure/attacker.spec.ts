import { DISCLOSURE_PROFILES, Lattice, rounded } from '@app/privacy';
import fc from 'fast-check';
import { attack } from './support/attack.js';
import { pinnedForInsider } from './support/insider.js';
import { pinnedForOutsider } from './support/outsider.js';
import { populationOf } from './support/population.js';
import { published, secrets } from './support/published.js';

const CASES = 100;
const anyCase = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  dates: fc.integer({ min: 1, max: 3 }),
  profile: fc.constantFrom('1-9' as const, '1-7' as const),
});

describe('an attacker who asks everything', () => {
  it('finds out no masked count, and is told enough for that to mean something', () => {
    let [told, kept] = [0, 0];
    fc.assert(
      fc.property(anyCase, (one) => {
        const outcome = attack(one);
        [told, kept] = [told + outcome.told, kept + outcome.secrets];
        expect(outcome.pinned).toEqual([]);
      }),
      { numRuns: CASES },
    );
    expect(told).toBeGreaterThan(CASES * 10);
    expect(kept).toBeGreaterThan(CASES * 10);
  });

  it('is answered alike every time, whatever the order in which people are listed', () => {
    fc.assert(
      fc.property(anyCase, ({ seed, profile: name }) => {
        const profile = DISCLOSURE_PROFILES[name];
        const { dates, selections, categories } = populationOf(seed, 1);
        const [{ groups, characteristics }] = dates;
        const order = groups.map((_group, number) => number).reverse();
        const one = new Lattice(groups, profile);
        const other = new Lattice(
          order.flatMap((number) => groups[number] ?? []),
          profile,
        );
        for (const selection of selections) expect(other.reached(selection)).toEqual(one.reached(selection));
        const cells = characteristics[0] ?? [];
        const [first, second] = [
          one.divided(cells, categories[0] ?? 0),
          other.divided(
            order.flatMap((number) => [cells[number] ?? []]),
            categories[0] ?? 0,
          ),
        ];
        for (const selection of selections) expect(second(selection)).toEqual(first(selection));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the attackers themselves', () => {
  const profile = DISCLOSURE_PROFILES['1-9'];
  /** What would be told if each count were judged alone. */
  const careless = (seed: number) => {
    const made = populationOf(seed, 1);
    const [population] = made.dates;
    const figures = published(made, population, profile).map((figure) => ({
      ...figure,
      told: figure.exact >= profile.least || figure.exact === 0 ? rounded(figure.exact, profile) : undefined,
    }));
    return { made, population, figures };
  };

  it('find out what is masked without regard to the rest', () => {
    let [insider, outsider] = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const { made, population, figures } = careless(seed);
      const kept = secrets(figures, profile);
      insider += pinnedForInsider(population, figures, kept).length;
      outsider += pinnedForOutsider([{ figures, secrets: kept }], made.categories, population.groups.length, { least: profile.least, roundTo: 1 }).length;
    }
    expect(insider).toBeGreaterThan(0);
    expect(outsider).toBeGreaterThan(0);
  });
});
