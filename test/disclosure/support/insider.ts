import { type Population, STAGES } from './population.js';
import type { Figure } from './published.js';

/*
 * An attacker who knows who is counted where and how far each came, every figure that is told, and these exactly, not rounded. What they
 * cannot find out is shown by exhibit: other people, of whom everything that they know is true as well, and the secret is another number.
 */

interface Cell {
  readonly group: number;
  readonly stage: number;
}
/** Where those are whom nothing counts: of how many people there are in all, too, only what is told is known. */
const NOWHERE: Cell = { group: -1, stage: 0 };

const isIn = ({ groups, stage }: Figure, cell: Cell): boolean => cell.stage >= stage && groups.includes(cell.group);
const toldOf = (figures: readonly Figure[], is: (figure: Figure) => boolean): readonly Figure[] =>
  figures.filter((figure) => figure.told !== undefined && is(figure));

/** Tells cells apart by the figures that count them. */
class Signatures {
  readonly #known = new Map<string, string>();
  constructor(private readonly figures: readonly Figure[]) {}

  of(cell: Cell, characteristic?: number, category?: number): string {
    const key = [cell.group, cell.stage, characteristic, category].join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const told = toldOf(this.figures, (figure) => figure.characteristic === characteristic && figure.category === category);
    const signature = told.map((figure) => (isIn(figure, cell) ? '1' : '0')).join('');
    this.#known.set(key, signature);
    return signature;
  }
}

const cellsOf = ({ groups }: Population): readonly Cell[] =>
  groups.flatMap((_group, group) => Array.from({ length: STAGES }, (_stage, stage) => ({ group, stage })));

/** The secrets for which there is no exhibit. */
export function pinnedForInsider(population: Population, figures: readonly Figure[], secrets: readonly Figure[]): readonly Figure[] {
  const signatures = new Signatures(figures);
  const cells = cellsOf(population);
  return secrets.filter((secret) =>
    secret.characteristic === undefined ? !mayBeOtherwise(population, signatures, figures, cells, secret) : !mayBeOthers(population, signatures, cells, secret),
  );
}

/** Somebody within might be of another category, and somebody else counted alike, without, of theirs. */
function mayBeOthers({ characteristics }: Population, signatures: Signatures, cells: readonly Cell[], secret: Figure): boolean {
  const { characteristic = 0, category = 0 } = secret;
  const of = characteristics[characteristic] ?? [];
  const people = ({ group, stage }: Cell, which: number): number => of[group]?.[stage]?.[which] ?? 0;
  const categories = of[0]?.[0]?.length ?? 0;
  const within = cells.filter((cell) => isIn(secret, cell));
  const without = cells.filter((cell) => !isIn(secret, cell));
  const isUntold = (cell: Cell, which: number): boolean => !signatures.of(cell, characteristic, which).includes('1');
  const others = Array.from({ length: categories }, (_one, other) => other).filter((other) => other !== category);
  const alike = (one: Cell, another: Cell, which: number): boolean =>
    signatures.of(one, characteristic, which) === signatures.of(another, characteristic, which);
  return within.some((inside) =>
    others.some((other) => {
      if (people(inside, category) + people(inside, other) === 0) return false;
      if (isUntold(inside, category) && isUntold(inside, other)) return true;
      return without.some(
        (outside) =>
          ((people(inside, category) > 0 && people(outside, other) > 0) || (people(inside, other) > 0 && people(outside, category) > 0)) &&
          alike(inside, outside, category) &&
          alike(inside, outside, other),
      );
    }),
  );
}

interface Move {
  readonly from: Cell;
  readonly to: Cell;
}

/**
 * For counts of all people: somebody might be elsewhere, or have come as far as somebody else, who then is where they were. Nothing is known of these but
 * what is told.
 */
function mayBeOtherwise(population: Population, signatures: Signatures, figures: readonly Figure[], cells: readonly Cell[], secret: Figure): boolean {
  const { groups, characteristics } = population;
  const everywhere = [...cells, NOWHERE];
  const isThere = (cell: Cell): boolean => cell === NOWHERE || (groups[cell.group]?.stages[cell.stage] ?? 0) > 0;
  const moves = everywhere.flatMap((from) => (isThere(from) ? everywhere.filter((to) => to !== from).map((to): Move => ({ from, to })) : []));
  const effect = ({ from, to }: Move): number => Number(isIn(secret, to)) - Number(isIn(secret, from));
  /** Of a characteristic: the categories of which there is somebody in the cell, or anybody nowhere. */
  const categoriesOf = ({ group, stage }: Cell, characteristic: number): readonly number[] => {
    const counts = characteristics[characteristic]?.[Math.max(0, group)]?.[stage] ?? [];
    return counts.flatMap((count, category) => (count > 0 || group < 0 ? [category] : []));
  };
  const isUnseen = ({ from, to }: Move, characteristic: number, category: number): boolean =>
    signatures.of(from, characteristic, category) === signatures.of(to, characteristic, category);
  const isUnseenOfSome = (move: Move, characteristic: number): boolean =>
    categoriesOf(move.from, characteristic).some((category) => isUnseen(move, characteristic, category));
  /** That no figure of this category changes where both go: what the one takes away the other brings. */
  const cancels = (one: Move, other: Move, characteristic: number, category: number): boolean => {
    const [a, b, c, d] = [one.from, one.to, other.from, other.to].map((cell) => signatures.of(cell, characteristic, category));
    return [...(a ?? '')].every((_told, index) => Number(a?.[index]) + Number(c?.[index]) === Number(b?.[index]) + Number(d?.[index]));
  };
  const each = characteristics.map((_of, characteristic) => characteristic);
  const alone = (move: Move): boolean =>
    effect(move) !== 0 && signatures.of(move.from) === signatures.of(move.to) && each.every((characteristic) => isUnseenOfSome(move, characteristic));
  if (moves.some(alone)) return true;
  const told = toldOf(figures, ({ characteristic }) => characteristic === undefined);
  const changes = ({ from, to }: Move): string => told.map((figure) => Number(isIn(figure, to)) - Number(isIn(figure, from))).join();
  const byChange = new Map<string, Move[]>();
  for (const move of moves) byChange.set(changes(move), [...(byChange.get(changes(move)) ?? []), move]);
  const together = (one: Move, other: Move): boolean =>
    effect(one) + effect(other) !== 0 &&
    each.every(
      (characteristic) =>
        (isUnseenOfSome(one, characteristic) && isUnseenOfSome(other, characteristic)) ||
        categoriesOf(one.from, characteristic).some(
          (category) => categoriesOf(other.from, characteristic).includes(category) && cancels(one, other, characteristic, category),
        ),
    );
  return moves.some((one) => (byChange.get(changes({ from: one.to, to: one.from })) ?? []).some((other) => together(one, other)));
}
