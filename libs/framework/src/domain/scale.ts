import { present } from '@app/kernel';
import type { FrameworkLevel } from './framework.events.js';
import { refuse } from './refusals.js';
import { worded, type WordingInput } from './wording.js';

export interface LevelInput {
  readonly code: string;
  readonly names: WordingInput;
  readonly rank?: number | undefined;
}

export const MOST_LEVELS = 20;
const FEWEST_RANKED = 2;
export const RANKS = { least: 1, most: 100 } as const;

/** This product's own scale of behaviours, for frameworks whose publishers have none, or none that was found. */
export const PRODUCT_SCALE: readonly FrameworkLevel[] = [
  { code: 'not-yet-observed', names: { en: 'Not yet observed', cy: 'Heb ei arsylwi eto' }, rank: 1 },
  { code: 'developing', names: { en: 'Developing', cy: 'Yn datblygu' }, rank: 2 },
  { code: 'consistent', names: { en: 'Consistent', cy: 'Yn gyson' }, rank: 3 },
  { code: 'role-models', names: { en: 'Role-models it', cy: 'Yn esiampl i eraill' }, rank: 4 },
];

/** The levels as they are recorded, from the lowest to the highest and then those without a rank, where they have an order. */
export function possibleScale(input: readonly LevelInput[], own: boolean): readonly FrameworkLevel[] {
  if (input.length > MOST_LEVELS) throw refuse('TOO_MANY_LEVELS', { most: MOST_LEVELS });
  const codes = new Set<string>();
  const ranks = new Map<number, string>();
  for (const { code, rank } of input) {
    if (codes.has(code)) throw refuse('LEVEL_CODE_TWICE', { level: code });
    codes.add(code);
    if (rank === undefined) continue;
    if (!Number.isInteger(rank) || rank < RANKS.least || rank > RANKS.most) throw refuse('LEVEL_RANK_OUT_OF_RANGE', { level: code, rank, ...RANKS });
    const other = ranks.get(rank);
    if (other !== undefined) throw refuse('LEVEL_RANK_TWICE', { level: code, other, rank });
    ranks.set(rank, code);
  }
  if (ranks.size < FEWEST_RANKED) throw refuse('TOO_FEW_RANKED_LEVELS', { least: FEWEST_RANKED });
  const levels = input.map(({ code, names, rank }, index) => present({ code, names: worded(names, `scale.${index}.names`, own), rank }));
  return levels.sort((one, other) => (one.rank ?? Infinity) - (other.rank ?? Infinity) || 0);
}
