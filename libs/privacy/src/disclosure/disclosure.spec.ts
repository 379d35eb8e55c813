import type { Cells, Group, Reached, Selection } from './index.js';
import { DISCLOSURE_PROFILES, disclosureProfile, Lattice, percentOf, rounded } from './index.js';

const profile = DISCLOSURE_PROFILES['1-9'];
const at = (path: readonly string[], programme = 'p'): Group['at'] => [path, [programme]];
/** Groups who all stopped at the first stage, each divided into categories. */
const applied = (...of: readonly (readonly [path: readonly string[], counts: readonly number[]])[]) => {
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const groups = of.map(([path, counts]): Group => ({ at: at(path), stages: [total(counts), 0, 0] }));
  const cells = of.map(([, counts]): Cells => [counts, counts.map(() => 0), counts.map(() => 0)]);
  const lattice = new Lattice(groups, profile);
  const divided = lattice.divided(cells, of[0]?.[1].length ?? 0);
  return {
    all: (...selection: Selection): Reached[number] => lattice.reached(selection)[0],
    by: (...selection: Selection) => divided(selection).map(([first]) => first),
  };
};
/** One group who came so far, and no further. */
const came = (...stages: number[]) => new Lattice([{ at: at(['n', 'o']), stages }], profile).reached([]);

describe('a count', () => {
  it.each([
    [9, undefined],
    [10, 10],
    [12, 10],
    [13, 15],
    [27, 25],
    [28, 30],
  ])('of %d people is told as %p', (people, told) => expect(came(people, 0, 0)[0]).toBe(told));

  it('of halves is rounded up, and the same one always alike', () => {
    expect([12, 13, 17, 18, 1000].map((count) => rounded(count, profile))).toEqual([10, 15, 15, 20, 1000]);
  });

  it('of 8 is told by the profile that masks 1 to 7, and 7 is not', () => {
    const told = (people: number) => new Lattice([{ at: at(['n', 'o']), stages: [people, 0, 0] }], DISCLOSURE_PROFILES['1-7']).reached([])[0];
    expect([7, 8].map(told)).toEqual([undefined, 10]);
  });

  it('of a stage that nobody reached is told: it is about nobody', () => expect(came(30, 0, 0)).toEqual([30, 0, 0]));

  it('of those who reached a stage is masked where it would tell how few did not', () => {
    expect(came(6, 24, 0)).toEqual([30, undefined, undefined]);
    expect(came(20, 4, 30)).toEqual([55, 35, undefined]);
    expect(came(20, 12, 30)).toEqual([60, 40, 30]);
  });

  it('of nobody at all is masked like one of a few', () => expect(new Lattice([], profile).reached([])).toEqual([]));
});

describe('profiles', () => {
  it('are chosen by name, and another name is refused', () => {
    expect(disclosureProfile(undefined)).toBe(DISCLOSURE_PROFILES['1-9']);
    expect(disclosureProfile('1-7').least).toBe(8);
    expect(() => disclosureProfile('none')).toThrow(/1-9, 1-7/);
  });
});

describe('a percentage', () => {
  it('follows from rounded counts alone', () =>
    expect([percentOf(25, 60), percentOf(60, 60), percentOf(0, 60), percentOf(0, 0)]).toEqual([42, 100, 0, undefined]));
});

describe('people divided by a characteristic', () => {
  it.each([
    ['24 and 6: both are masked', [24, 6], [undefined, undefined]],
    ['20 and 10: both are told', [20, 10], [20, 10]],
    ['nobody in one: that nobody is would be told of all the others', [30, 0], [undefined, undefined]],
    ['one small at the end of three: the one before goes with it', [60, 40, 6], [60, undefined, undefined]],
    ['one small in the middle: all that follow go with it, since a choice among them would tell of their sizes', [60, 6, 40], [60, undefined, undefined]],
    ['two small at the end of four: they hide each other', [50, 40, 6, 7], [50, 40, undefined, undefined]],
    ['two small that together are still few: another goes with them', [60, 40, 4, 3], [60, undefined, undefined, undefined]],
    ['the first is small: nothing is told', [6, 40, 60], [undefined, undefined, undefined]],
    ['all large: all are told', [60, 40, 12, 13], [60, 40, 10, 15]],
  ])('%s', (_what, counts, told) => expect(applied([['n', 'o'], counts]).by()).toEqual(told));

  it('those who did not answer may be nobody', () => {
    const groups: Group[] = [{ at: at(['n', 'o']), stages: [45, 0, 0] }];
    const cells: Cells[] = [
      [
        [25, 20, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    ];
    expect(
      new Lattice(groups, profile)
        .divided(
          cells,
          3,
          new Set([2]),
        )([])
        .map(([told]) => told),
    ).toEqual([25, 20, 0]);
    expect(
      new Lattice(groups, profile)
        .divided(
          cells,
          3,
        )([])
        .map(([told]) => told),
    ).toEqual([25, undefined, undefined]);
  });

  it('are told by stage where every stage has enough of each, else by fewer stages', () => {
    const divided = (stages: readonly (readonly number[])[]) => {
      const groups: Group[] = [{ at: at(['n', 'o']), stages: stages.map((counts) => counts.reduce((sum, count) => sum + count, 0)) }];
      return new Lattice(groups, profile).divided([stages], 2)([]);
    };
    const full = [
      [20, 20],
      [15, 15],
      [10, 10],
    ];
    expect(divided(full)).toEqual([
      [45, 25, 10],
      [45, 25, 10],
    ]);
    expect(divided([...full.slice(0, 2), [10, 3]])).toEqual([
      [45, 25, undefined],
      [40, 20, undefined],
    ]);
    expect(
      divided([
        [20, 2],
        [15, 15],
        [10, 3],
      ]),
    ).toEqual([
      [45, undefined, undefined],
      [20, undefined, undefined],
    ]);
  });
});

describe('within one another', () => {
  it('an organisation is masked where the rest of its parent would be too few', () => {
    const { all } = applied([['n', 'board', 'a'], [40]], [['n', 'board', 'b'], [6]]);
    expect([all(), all('n'), all('board'), all('a'), all('b')]).toEqual([45, 45, 45, undefined, undefined]);
  });

  it('two small ones hide each other, and the large one beside them is told', () => {
    const { all } = applied([['n', 'board', 'a'], [40]], [['n', 'board', 'b'], [6]], [['n', 'board', 'c'], [7]]);
    expect([all('board'), all('a'), all('b'), all('c')]).toEqual([55, 40, undefined, undefined]);
  });

  it('those who stand at the parent itself count as a part of it', () => {
    const { all } = applied([['n', 'board'], [3]], [['n', 'board', 'a'], [40]]);
    expect([all('board'), all('a')]).toEqual([45, undefined]);
  });

  it('nations do not tell of one another', () => {
    const { all } = applied([['n', 'o'], [40]], [['m', 'q'], [5]]);
    expect([all(), all('n'), all('m'), all('o'), all('q')]).toEqual([45, undefined, undefined, undefined, undefined]);
  });

  it('a category is told in each of several organisations, or in none', () => {
    const small = applied(
      [
        ['n', 'a'],
        [40, 30, 30],
      ],
      [
        ['n', 'b'],
        [40, 5, 30],
      ],
      [
        ['n', 'c'],
        [40, 30, 4],
      ],
    );
    // b and c hide each other: what is left of the whole without a is large in every category.
    expect([small.by(), small.by('a'), small.by('b'), small.by('c')]).toEqual([
      [120, 65, 65],
      [40, 30, 30],
      [40, undefined, undefined],
      [40, undefined, undefined],
    ]);
  });

  it('a programme is told within an organisation, and across where organisations cannot be told apart', () => {
    const groups: Group[] = [
      { at: at(['n', 'a'], 'p'), stages: [8, 0, 0] },
      { at: at(['n', 'a'], 'q'), stages: [20, 0, 0] },
      { at: at(['n', 'b'], 'p'), stages: [7, 0, 0] },
      { at: at(['n', 'b'], 'q'), stages: [20, 0, 0] },
    ];
    const lattice = new Lattice(groups, profile);
    const told = (...selection: Selection) => lattice.reached(selection)[0];
    // Organisations come first; within each, 8 and 7 would be left.
    expect([told(), told('a'), told('b'), told(undefined, 'p'), told('a', 'p')]).toEqual([55, 30, 25, undefined, undefined]);
    const few = new Lattice(
      [
        { at: at(['n', 'a'], 'p'), stages: [30, 0, 0] },
        { at: at(['n', 'b'], 'q'), stages: [9, 0, 0] },
        { at: at(['n', 'b'], 'p'), stages: [0, 0, 0] },
      ],
      profile,
    );
    expect(few.reached([undefined, 'q'])[0]).toBeUndefined();
    const across = new Lattice(
      [
        { at: at(['n', 'a'], 'p'), stages: [9, 0, 0] },
        { at: at(['n', 'b'], 'p'), stages: [40, 0, 0] },
        { at: at(['n', 'c'], 'q'), stages: [0, 0, 0] },
        { at: at(['n', 'a'], 'q'), stages: [0, 0, 0] },
        { at: at(['n', 'b'], 'q'), stages: [20, 0, 0] },
      ],
      profile,
    );
    expect([across.reached(['b'])[0], across.reached([undefined, 'p'])[0], across.reached([undefined, 'q'])[0]]).toEqual([undefined, 50, 20]);
  });
});

describe('whoever knows these rules, and how many people there are', () => {
  const few = { least: 3, roundTo: 1 };
  /** Every way to divide so many people. */
  const divisions = (people: number, categories: number): number[][] =>
    categories === 1
      ? [[people]]
      : Array.from({ length: people + 1 }, (_one, first) => divisions(people - first, categories - 1).map((rest) => [first, ...rest])).flat();

  /** Of every answer that can come of so many people in each place: whether a small count that it masks could be no other. */
  function isAnythingFound(places: readonly number[], categories: number): boolean {
    const groups = places.map((people, number): Group => ({ at: at(['n', `place-${number}`]), stages: [people, 0, 0] }));
    const lattice = new Lattice(groups, few);
    const none = new Array<number>(categories).fill(0);
    const selections: Selection[] = [[], ...places.map((_people, number) => [`place-${number}`])];
    const found = new Map<string, Set<number>[]>();
    const worlds = places.reduce<number[][][]>(
      (all, people) => all.flatMap((world) => divisions(people, categories).map((counts) => [...world, counts])),
      [[]],
    );
    for (const world of worlds) {
      const divided = lattice.divided(
        world.map((counts) => [counts, none, none]),
        categories,
      );
      const told = selections.map((selection) => divided(selection).map(([first]) => first));
      const all = none.map((_none, category) => world.reduce((sum, counts) => sum + (counts[category] ?? 0), 0));
      const exact = [all, ...world].flat();
      const answer = JSON.stringify(told);
      const possible = found.get(answer) ?? exact.map(() => new Set());
      told.flat().forEach((count, index) => count === undefined && possible[index]?.add(exact[index] ?? 0));
      found.set(answer, possible);
    }
    return [...found.values()].flat().some((counts) => counts.size === 1 && [...counts].some((count) => count >= 1 && count < few.least));
  }

  it.each([2, 3, 4])(
    'finds out no masked count of one place by %d categories: there are always people who differ in it, of whom the same would be told',
    (categories) => {
      for (let people = 1; people <= 14; people++) expect([people, isAnythingFound([people], categories)]).toEqual([people, false]);
    },
  );

  it('nor of two places, or three, within a whole that is told', () => {
    for (let one = 1; one <= 9; one++)
      for (let other = one; other <= 9; other++) expect([one, other, isAnythingFound([one, other], 2)]).toEqual([one, other, false]);
    for (const places of [
      [3, 4],
      [6, 6],
      [4, 7],
    ])
      expect([places, isAnythingFound(places, 3)]).toEqual([places, false]);
    for (const places of [
      [1, 2, 6],
      [3, 3, 6],
      [2, 6, 6],
      [5, 6, 6],
    ])
      expect([places, isAnythingFound(places, 2)]).toEqual([places, false]);
  });
});
