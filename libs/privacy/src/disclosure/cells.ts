/** Counts of people in rows of categories; rows never share a person, and neither do categories. */
export type Cells = readonly (readonly number[])[];

/** When counts of people may be told. */
export interface Telling {
  /** The smallest count that is told. */
  readonly least: number;
  /** Whether it may be told that a category is empty. Of what people are it may not: it says of everybody what they are not. */
  readonly mayBeEmpty: (category: number) => boolean;
}

export const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Several groups taken together. */
export function together(cells: readonly Cells[], rows: number, categories: number): number[][] {
  const all = Array.from({ length: rows }, () => new Array<number>(categories).fill(0));
  for (const one of cells) {
    for (const [row, counts] of one.entries()) {
      const into = all[row];
      if (into) for (const [category, count] of counts.entries()) into[category] = (into[category] ?? 0) + count;
    }
  }
  return all;
}

/**
 * Whether the first categories of a group may be told, when it is known exactly how many people each of its rows has: each is large enough,
 * and what is left is of several categories and large enough as well. A row that nobody is in tells nothing about anybody.
 * @param told how many categories
 */
export function isTellable(cells: Cells, told: number, { least, mayBeEmpty }: Telling): boolean {
  return cells.every((counts) => {
    if (sum(counts) === 0) return true;
    if (sum(counts) < least) return false;
    const untold = counts.slice(told);
    const isHidden = sum(untold) >= least || (sum(untold) === 0 && untold.every((_count, index) => mayBeEmpty(told + index)));
    if (untold.length === 1 || (untold.length > 1 && !isHidden)) return false;
    return counts.slice(0, told).every((count, category) => count >= least || (count === 0 && mayBeEmpty(category)));
  });
}

/**
 * How many categories to tell, fewer and fewer, those at the end left out first and never one alone, which could be reckoned from the rest.
 * Their order is fixed beforehand: a choice by size would tell of sizes.
 */
export function* reductions(told: number, categories: number): Generator<number> {
  for (let fewer = told; fewer >= 0; fewer--) if (fewer !== categories - 1 || categories === 1) yield fewer;
}
