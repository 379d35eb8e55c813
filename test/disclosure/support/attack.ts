import { DISCLOSURE_PROFILES } from '@app/privacy';
import { pinnedForInsider } from './insider.js';
import { pinnedForOutsider } from './outsider.js';
import { populationOf } from './population.js';
import { type Figure, published, secrets } from './published.js';

export interface Case {
  readonly seed: number;
  readonly dates: number;
  readonly profile: keyof typeof DISCLOSURE_PROFILES;
}

export interface Outcome {
  /** Figures that were told, and counts that were to be kept. */
  readonly told: number;
  readonly secrets: number;
  /** What came out all the same. */
  readonly pinned: readonly (Figure & { readonly attacker: 'insider' | 'outsider' })[];
}

/** Both attackers on people made up for a case. */
export function attack({ seed, dates: count, profile: name }: Case): Outcome {
  const profile = DISCLOSURE_PROFILES[name];
  const made = populationOf(seed, count);
  const dates = made.dates.map((population) => {
    const figures = published(made, population, profile);
    return { population, figures, secrets: secrets(figures, profile) };
  });
  const byInsider = dates.flatMap((date) => pinnedForInsider(date.population, date.figures, date.secrets));
  const byOutsider = pinnedForOutsider(dates, made.categories, made.dates[0].groups.length, profile);
  return {
    told: dates.reduce((total, { figures }) => total + figures.filter(({ told }) => told !== undefined).length, 0),
    secrets: dates.reduce((total, date) => total + date.secrets.length, 0),
    pinned: [
      ...byInsider.map((figure) => ({ ...figure, attacker: 'insider' as const })),
      ...byOutsider.map((figure) => ({ ...figure, attacker: 'outsider' as const })),
    ],
  };
}
