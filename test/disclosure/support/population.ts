import type { Cells, Group, Selection } from '@app/privacy';

// People made up for the attacker: few groups, in which nearly every count lies where masking is decided.

export const STAGES = 3;

/** Everybody at one date. */
export interface Population {
  readonly groups: readonly Group[];
  /** By characteristic: of each group, by stage and category. */
  readonly characteristics: readonly (readonly Cells[])[];
}

export interface Made {
  readonly dates: readonly [Population, ...Population[]];
  readonly categories: readonly number[];
  /** Everything that may be asked by. */
  readonly selections: readonly Selection[];
}

/** Mulberry32: the same numbers for the same seed, everywhere. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** @param dates so many publications, each of the people before and more */
export function populationOf(seed: number, dates: number): Made {
  const below = random(seed);
  const nations = 1 + below(2);
  const paths: (readonly string[])[] = [];
  for (let organisation = 0; organisation < 1 + below(6); organisation++) {
    const parent = paths[below(paths.length + 2)];
    paths.push([...(parent ?? [`nation-${below(nations)}`]), `organisation-${organisation}`]);
  }
  const programmes = Array.from({ length: 1 + below(3) }, (_one, number) => `programme-${number}`);
  const places = paths.flatMap((path) => programmes.map((programme) => [path, [programme]])).filter(() => below(3) > 0);
  if (places.length === 0) places.push([paths[0] ?? ['nation-0'], programmes.slice(0, 1)]);
  const categories = Array.from({ length: 1 + below(2) }, () => 2 + below(3));
  // Of some characteristics hardly anybody is of one category.
  const rare = categories.map(() => (below(2) === 0 ? 2 + below(30) : 1));
  const size = [12, 40, 150][below(3)] ?? 40;
  const people = (): number => [0, 1 + below(9), 10 + below(size), below(size)][below(4)] ?? 0;
  const split = (count: number, of: number, odds: number): number[] => {
    const counts = new Array<number>(of).fill(0);
    for (let person = 0; person < count; person++) {
      const category = odds > 1 && below(odds) > 0 ? 0 : below(of);
      counts[category] = (counts[category] ?? 0) + 1;
    }
    return counts;
  };
  const grow = (before: Population | undefined): Population => {
    const stages = places.map((_place, group) =>
      Array.from({ length: STAGES }, (_stage, stage) => (before?.groups[group]?.stages[stage] ?? 0) + (before ? below(3) && below(8) : people())),
    );
    const characteristics = categories.map((of, characteristic) =>
      places.map((_place, group) =>
        (stages[group] ?? []).map((count, stage) => {
          const known = before?.characteristics[characteristic]?.[group]?.[stage];
          const more = split(count - (known?.reduce((total, one) => total + one, 0) ?? 0), of, rare[characteristic] ?? 1);
          return known ? more.map((one, category) => one + (known[category] ?? 0)) : more;
        }),
      ),
    );
    return { groups: places.map((at, group) => ({ at, stages: stages[group] ?? [] })), characteristics };
  };
  const all: [Population, ...Population[]] = [grow(undefined)];
  for (let date = 1; date < dates; date++) all.push(grow(all[date - 1]));
  const steps = [...new Set(paths.flat())];
  const selections: Selection[] = [[], ...steps.map((step) => [step]), ...programmes.map((programme) => [undefined, programme])];
  for (const step of steps.filter((one) => one.startsWith('organisation'))) for (const programme of programmes) selections.push([step, programme]);
  return { dates: all, categories, selections };
}

/** The numbers of the groups that a selection is about. */
export function selected(groups: readonly Group[], selection: Selection): readonly number[] {
  return groups.flatMap(({ at }, number) =>
    selection.every((step, dimension) => step === undefined || (at[dimension]?.includes(step) ?? false)) ? [number] : [],
  );
}
