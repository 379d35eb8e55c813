import type { Block, Part } from './blocks.js';
import { Telltale, toldOf } from './blocks.js';
import type { Cells } from './cells.js';
import { sum, together } from './cells.js';
import type { DisclosureProfile } from './profile.js';
import { rounded } from './profile.js';

/** A finest group of people: nobody is in two. */
export interface Group {
  /** Where it stands in each dimension, the widest first, such as `[['WALES', board, trust], [programme]]`. */
  readonly at: readonly (readonly string[])[];
  /** How many people came how far, and no further: one count for each stage. */
  readonly stages: readonly number[];
}

/** Whom a figure is about: what they have in common in some dimensions, at any width; undefined: whatever it is. */
export type Selection = readonly (string | undefined)[];

/**
 * People by how far they came at least: first all of them, then those who reached the second stage, and so on. Undefined: masked.
 */
export type Reached = readonly (number | undefined)[];

interface Cursor {
  readonly dimension: number;
  readonly depth: number;
}

/** How finely stages are told apart when people are divided by what they are, the finest first: `[1, 2]` tells the last two together. */
const mergedStages = (stages: number): readonly (readonly number[])[] =>
  Array.from({ length: stages }, (_one, kept) => Array.from({ length: stages }, (_stage, stage) => Math.min(stage, stages - 1 - kept)));

/**
 * Everything that is told about some people at one moment. Every figure is of people that one tree of disjoint blocks makes up, each of
 * which can be told of, so that no difference of figures is of fewer. Figures by what people are hold against whoever knows all else
 * about them: who is counted where, and how far each came. See ADR 21.
 */
export class Lattice {
  readonly #tree: Block | undefined;
  readonly #stages: number;
  readonly #totals: Telltale;

  constructor(
    private readonly groups: readonly Group[],
    private readonly profile: DisclosureProfile,
  ) {
    this.#stages = Math.max(0, ...groups.map(({ stages }) => stages.length));
    this.#totals = new Telltale(
      groups.map(({ stages }) => [stages]),
      1,
      this.#stages,
      { least: profile.least, mayBeEmpty: () => true },
    );
    const all = groups.map((_group, number) => number);
    const told = all.length === 0 ? undefined : this.#totals.whole(all, 0);
    this.#tree = told === undefined ? undefined : { groups: all, told, parts: this.#divided(all, told, { dimension: 0, depth: 0 }) };
  }

  /** How many people came how far. All masked where they are too few, could be reckoned to be, or nobody. */
  reached(selection: Selection): Reached {
    const groups = this.#selected(selection);
    const told = toldOf(this.#tree, groups);
    const [counts = []] = this.#totals.of([...groups]);
    // Who reached a stage is everybody but those who stayed before it.
    return counts.map((_count, stage) => (told !== undefined && stage <= told ? this.#round(sum(counts.slice(stage))) : undefined));
  }

  /**
   * The same people divided by what they are.
   * @param cells of each group, by stage and category; categories that are too small to tell are masked together with all that follow
   * @param mayBeEmpty categories of which it says nothing about anybody that they are empty, such as those who did not answer
   * @returns answers, for a selection, one `Reached` for each category
   */
  divided(cells: readonly Cells[], categories: number, mayBeEmpty: ReadonlySet<number> = new Set()): (selection: Selection) => readonly Reached[] {
    const choices = mergedStages(this.#stages).map((rowOf) => this.#choice(cells, categories, mayBeEmpty, rowOf));
    // As much as can be told of everybody; of choices that tell as much, the one with the finest stages.
    const [best] = choices.sort((one, other) => other.tells - one.tells);
    return (selection) => {
      const groups = this.#selected(selection);
      const told = toldOf(best?.tree, groups) ?? 0;
      const all = together(
        [...groups].map((group) => cells[group] ?? []),
        this.#stages,
        categories,
      );
      return Array.from({ length: categories }, (_category, category) =>
        all.map((_row, stage) => {
          const begins = best?.rowOf.indexOf(best.rowOf[stage] ?? 0) === stage;
          return category < told && begins ? this.#round(sum(all.slice(stage).map((counts) => counts[category] ?? 0))) : undefined;
        }),
      );
    };
  }

  #round(count: number): number {
    return rounded(count, this.profile);
  }

  #choice(cells: readonly Cells[], categories: number, mayBeEmpty: ReadonlySet<number>, rowOf: readonly number[]) {
    const rows = new Set(rowOf).size;
    const merged = cells.map((one) => mergedRows(one, rowOf, rows, categories));
    const telltale = new Telltale(merged, rows, categories, { least: this.profile.least, mayBeEmpty: (category) => mayBeEmpty.has(category) });
    // Rows are of known size only where the totals tell how many came so far.
    const stagesNeeded = rows === this.#stages ? rows : rows - 1;
    const partOf = (block: Block): Part => ({
      groups: block.groups,
      mayStandAlone: stagesNeeded <= block.told,
      within: (told) => telltale.apart(block.parts.map(partOf), told, 1, () => []),
    });
    const root = this.#tree && partOf(this.#tree);
    const told = root?.mayStandAlone ? telltale.whole(root.groups, 1) : undefined;
    return { rowOf, tells: rows * (told ?? 0), tree: root && told !== undefined ? { groups: root.groups, told, parts: root.within(told) } : undefined };
  }

  /** Divides by the next step of the next dimension that divides at all. */
  #divided(groups: readonly number[], told: number, from: Cursor): readonly Block[] {
    const width = this.groups[0]?.at.length ?? 0;
    let { dimension, depth } = from;
    while (dimension < width) {
      const parts = this.#by(groups, { dimension, depth });
      const only = parts[0]?.[0];
      if (parts.length > 1) {
        const deeper = { dimension, depth: depth + 1 };
        const next = { dimension: dimension + 1, depth: 0 };
        return this.#totals.apart(
          parts.map(([, of]) => ({ groups: of, mayStandAlone: true, within: (fewer) => this.#divided(of, fewer, deeper) })),
          told,
          0,
          (rest, fewer) => this.#divided(rest, fewer, next),
        );
      }
      // All of them stand here, or all of them go on in one place.
      if (only === undefined || only === '') [dimension, depth] = [dimension + 1, 0];
      else depth++;
    }
    return [];
  }

  #by(groups: readonly number[], { dimension, depth }: Cursor): readonly (readonly [step: string, groups: readonly number[]])[] {
    const parts = new Map<string, number[]>();
    for (const group of groups) {
      const step = this.groups[group]?.at[dimension]?.[depth] ?? '';
      parts.set(step, [...(parts.get(step) ?? []), group]);
    }
    return [...parts].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  }

  #selected(selection: Selection): ReadonlySet<number> {
    const isSelected = ({ at }: Group): boolean => selection.every((step, dimension) => step === undefined || (at[dimension]?.includes(step) ?? false));
    return new Set(this.groups.flatMap((group, number) => (isSelected(group) ? [number] : [])));
  }
}

function mergedRows(cells: Cells, rowOf: readonly number[], rows: number, categories: number): Cells {
  const merged = Array.from({ length: rows }, () => new Array<number>(categories).fill(0));
  for (const [stage, counts] of cells.entries()) {
    const into = merged[rowOf[stage] ?? 0];
    if (into) for (const [category, count] of counts.entries()) into[category] = (into[category] ?? 0) + count;
  }
  return merged;
}
