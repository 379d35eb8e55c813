import type { DisclosureProfile } from '@app/privacy';
import { Lattice } from '@app/privacy';
import { type Made, type Population, selected, STAGES } from './population.js';

/** One figure that may be asked for: of whom, from which stage on, in which category of which characteristic; all of them where neither is said. */
export interface Figure {
  readonly groups: readonly number[];
  readonly stage: number;
  readonly characteristic?: number;
  readonly category?: number;
  /** As answered; undefined is masked. */
  readonly told: number | undefined;
  /** As it is. The attacker does not know it. */
  readonly exact: number;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Every answer that there is to every question that may be asked about one date. */
export function published({ categories, selections }: Made, population: Population, profile: DisclosureProfile): readonly Figure[] {
  const { groups, characteristics } = population;
  const lattice = new Lattice(groups, profile);
  const divided = characteristics.map((cells, characteristic) => lattice.divided(cells, categories[characteristic] ?? 0));
  return selections.flatMap((selection) => {
    const of = selected(groups, selection);
    const reached = lattice.reached(selection);
    const stages = Array.from({ length: STAGES }, (_one, stage) => stage);
    const all = stages.map((stage): Figure => {
      const exact = sum(of.map((group) => sum(groups[group]?.stages.slice(stage) ?? [])));
      return { groups: of, stage, told: reached[stage], exact };
    });
    const byCategory = characteristics.flatMap(
      (cells, characteristic) =>
        divided[characteristic]?.(selection).flatMap((reach, category) =>
          stages.map((stage): Figure => {
            const exact = sum(of.map((group) => sum((cells[group] ?? []).slice(stage).map((counts) => counts[category] ?? 0))));
            return { groups: of, stage, characteristic, category, told: reach[stage], exact };
          }),
        ) ?? [],
    );
    return [...all, ...byCategory];
  });
}

/** What must not be found out: a count that is masked for being small, or is small and masked with others. */
export const secrets = (figures: readonly Figure[], profile: DisclosureProfile): readonly Figure[] =>
  figures.filter(({ told, exact }) => told === undefined && exact >= 1 && exact < profile.least);
