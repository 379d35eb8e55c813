import type { Cells, Telling } from './cells.js';
import { isTellable, reductions, sum, together } from './cells.js';

/** Groups of people that are told of together, what is told of them, and how they are told apart within. */
export interface Block {
  /** The numbers of the groups. */
  readonly groups: readonly number[];
  /** Of how many categories, from the first, it is told how many people they are. */
  readonly told: number;
  /** Nothing, or every group in one of these. */
  readonly parts: readonly Block[];
}

/** What might become a block of its own. */
export interface Part {
  readonly groups: readonly number[];
  /** False where something else forbids that it is told of alone. */
  readonly mayStandAlone: boolean;
  /** How it is told apart within, where so many categories are told. */
  within(told: number): readonly Block[];
}

/** Tells groups of people apart, as far as nobody can be told from it. */
export class Telltale {
  constructor(
    private readonly cells: readonly Cells[],
    private readonly rows: number,
    private readonly categories: number,
    private readonly telling: Telling,
  ) {}

  /** Everybody together, with as many categories told as may be; undefined where nothing may. */
  whole(groups: readonly number[], fewest: number): number | undefined {
    const all = this.of(groups);
    for (const told of reductions(this.categories, this.categories)) if (told >= fewest && isTellable(all, told, this.telling)) return told;
    return undefined;
  }

  /**
   * The blocks that some parts of a block make: those that can be told of alone, and the rest in one. What is told of the parts is the
   * same for all, and no more than what is told of the whole.
   * @param fewest how many categories must be told for a part to be worth telling apart
   * @param otherwise how the rest is told apart, where these parts do not do it
   */
  apart(parts: readonly Part[], told: number, fewest: number, otherwise: (groups: readonly number[], told: number) => readonly Block[]): readonly Block[] {
    if (parts.length < 2) return parts[0] ? parts[0].within(told) : [];
    for (const fewer of reductions(told, this.categories)) {
      if (fewer < fewest) break;
      const [alone, rest] = this.#separated(parts, fewer);
      if (alone.length === 0) continue;
      return [
        ...alone.map((part) => ({ groups: part.groups, told: fewer, parts: part.within(fewer) })),
        ...(rest.length === 0 ? [] : [{ groups: rest.flatMap(({ groups }) => groups), told: fewer, parts: this.apart(rest, fewer, fewest, otherwise) }]),
      ];
    }
    return otherwise(
      parts.flatMap(({ groups }) => groups),
      told,
    );
  }

  /** Those parts that can be told of alone, so that what is left of the whole can be told of too. */
  #separated(parts: readonly Part[], told: number): readonly [alone: readonly Part[], rest: readonly Part[]] {
    const tellable = (groups: readonly number[]): boolean => isTellable(this.of(groups), told, this.telling);
    const alone = parts.filter(({ groups, mayStandAlone }) => mayStandAlone && tellable(groups)).sort((one, other) => this.#size(one) - this.#size(other));
    const rest = parts.filter((part) => !alone.includes(part));
    while (rest.length > 0 && alone.length > 0 && !tellable(rest.flatMap(({ groups }) => groups))) rest.push(...alone.splice(0, 1));
    return [parts.filter((part) => alone.includes(part)), parts.filter((part) => rest.includes(part))];
  }

  #size({ groups }: Part): number {
    return sum(this.of(groups).map(sum));
  }

  of(groups: readonly number[]): Cells {
    return together(
      groups.map((group) => this.cells[group] ?? []),
      this.rows,
      this.categories,
    );
  }
}

/** What is told of some groups taken together, which a tree of blocks makes up; undefined where it does not, or where there are none. */
export function toldOf(root: Block | undefined, groups: ReadonlySet<number>): number | undefined {
  if (!root || groups.size === 0) return undefined;
  let told: number | undefined;
  const isMadeUp = (block: Block): boolean => {
    const inside = block.groups.filter((group) => groups.has(group)).length;
    if (inside === 0) return true;
    if (inside < block.groups.length) return block.parts.length > 0 && block.parts.every(isMadeUp);
    told = Math.min(told ?? block.told, block.told);
    return true;
  };
  return isMadeUp(root) ? told : undefined;
}
