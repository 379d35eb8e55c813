import type { DisclosureProfile } from '@app/privacy';
import { STAGES } from './population.js';
import type { Figure } from './published.js';

/*
 * An attacker who has asked everything that may be asked, about every date, and solves for the rest by intervals: with what rounding
 * leaves open, with every difference of one figure and others within it, and in the knowledge that people joined between dates and nobody left.
 */

/** Σ coefficient × unknown lies from `low` to `high`. */
interface Equation {
  readonly terms: readonly (readonly [unknown: number, coefficient: 1 | -1])[];
  readonly low: number;
  readonly high: number;
}

const ROUNDS = 40;

/** The secrets that come out as one number. @param dates all figures of each, with the secrets among them */
export function pinnedForOutsider(
  dates: readonly { readonly figures: readonly Figure[]; readonly secrets: readonly Figure[] }[],
  categories: readonly number[],
  groups: number,
  { roundTo }: DisclosureProfile,
): readonly Figure[] {
  const width = groups * STAGES;
  const perCategory = categories.reduce((total, of) => total + of, 0);
  const perDate = width * (1 + perCategory);
  const offsetOf = (characteristic: number | undefined, category: number | undefined): number =>
    characteristic === undefined ? 0 : width * (1 + categories.slice(0, characteristic).reduce((total, of) => total + of, 0) + (category ?? 0));
  const unknownsOf = (date: number, figure: Figure): number[] => {
    const base = date * perDate + offsetOf(figure.characteristic, figure.category);
    return figure.groups.flatMap((group) => Array.from({ length: STAGES - figure.stage }, (_one, beyond) => base + group * STAGES + figure.stage + beyond));
  };
  const equations: Equation[] = [];
  const plus = (unknowns: readonly number[]): Equation['terms'] => unknowns.map((unknown) => [unknown, 1] as const);
  const half = Math.floor(roundTo / 2);
  const lowOf = (told: number): number => Math.max(0, told - half);
  const highOf = (told: number): number => told + (told === 0 ? 0 : half);
  let unknowns = dates.length * perDate;
  const targets: { readonly secret: Figure; readonly unknown: number }[] = [];

  dates.forEach(({ figures, secrets }, date) => {
    for (let cell = 0; cell < width; cell++) {
      // Every characteristic divides the same people.
      let offset = width;
      for (const of of categories) {
        equations.push({
          terms: [[date * perDate + cell, -1], ...plus(Array.from({ length: of }, (_one, category) => date * perDate + offset + category * width + cell))],
          low: 0,
          high: 0,
        });
        offset += of * width;
      }
      if (date > 0) for (let kind = 0; kind < 1 + perCategory; kind++) equations.push(...grown(date, kind, cell));
    }
    const told = figures.filter((figure) => figure.told !== undefined);
    for (const figure of told) equations.push({ terms: plus(unknownsOf(date, figure)), low: lowOf(figure.told ?? 0), high: highOf(figure.told ?? 0) });
    equations.push(...differences(told, date));
    for (const secret of secrets) {
      const unknown = unknowns++;
      targets.push({ secret, unknown });
      equations.push({ terms: [[unknown, -1], ...plus(unknownsOf(date, secret))], low: 0, high: 0 });
    }
  });

  /** Who had come so far is still counted so far. */
  function grown(date: number, kind: number, cell: number): readonly Equation[] {
    const stage = cell % STAGES;
    const beyond = Array.from({ length: STAGES - stage }, (_one, more) => kind * width + cell + more);
    return [
      { terms: beyond.flatMap((at) => [[date * perDate + at, 1] as const, [(date - 1) * perDate + at, -1] as const]), low: 0, high: Number.POSITIVE_INFINITY },
    ];
  }

  /** What is left of a figure without the largest others that lie within it. */
  function differences(told: readonly Figure[], date: number): readonly Equation[] {
    return told.flatMap((whole) => {
      const all = new Set(unknownsOf(date, whole));
      const inside = told
        .filter((part) => part !== whole && part.characteristic === whole.characteristic && part.category === whole.category)
        .map((part) => ({ part, of: unknownsOf(date, part) }))
        .filter(({ of }) => of.length > 0 && of.length < all.size && of.every((unknown) => all.has(unknown)))
        .sort((one, other) => other.of.length - one.of.length);
      const left = new Set(all);
      let [low, high] = [lowOf(whole.told ?? 0), highOf(whole.told ?? 0)];
      for (const { part, of } of inside) {
        if (!of.every((unknown) => left.has(unknown))) continue;
        for (const unknown of of) left.delete(unknown);
        [low, high] = [low - highOf(part.told ?? 0), high - lowOf(part.told ?? 0)];
      }
      const single = inside.map(({ part, of }) => ({
        terms: plus([...all].filter((unknown) => !of.includes(unknown))),
        low: lowOf(whole.told ?? 0) - highOf(part.told ?? 0),
        high: highOf(whole.told ?? 0) - lowOf(part.told ?? 0),
      }));
      return inside.length === 0 ? [] : [{ terms: plus([...left]), low, high }, ...single];
    });
  }

  const { low, high } = propagated(equations, unknowns);
  return targets.filter(({ unknown }) => low[unknown] === high[unknown]).map(({ secret }) => secret);
}

/** Bounds of every unknown: whole numbers from nought, as narrow as each equation alone makes them, over and over. */
function propagated(equations: readonly Equation[], unknowns: number): { readonly low: Float64Array; readonly high: Float64Array } {
  const low = new Float64Array(unknowns);
  const high = new Float64Array(unknowns).fill(Number.POSITIVE_INFINITY);
  for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
    changed = false;
    for (const { terms, low: least, high: most } of equations) {
      // Sums of the bounds, infinite ones counted apart, so that each unknown's own can be taken out again.
      let [sumLow, sumHigh, openLow, openHigh] = [0, 0, 0, 0];
      for (const [unknown, coefficient] of terms) {
        const [a, b] = coefficient === 1 ? [low[unknown] ?? 0, high[unknown] ?? 0] : [-(high[unknown] ?? 0), -(low[unknown] ?? 0)];
        if (Number.isFinite(a)) sumLow += a;
        else openLow++;
        if (Number.isFinite(b)) sumHigh += b;
        else openHigh++;
      }
      for (const [unknown, coefficient] of terms) {
        const [a, b] = coefficient === 1 ? [low[unknown] ?? 0, high[unknown] ?? 0] : [-(high[unknown] ?? 0), -(low[unknown] ?? 0)];
        const restLow = openLow - Number(!Number.isFinite(a)) > 0 ? Number.NEGATIVE_INFINITY : sumLow - (Number.isFinite(a) ? a : 0);
        const restHigh = openHigh - Number(!Number.isFinite(b)) > 0 ? Number.POSITIVE_INFINITY : sumHigh - (Number.isFinite(b) ? b : 0);
        const [from, to] = [Math.max(a, least - restHigh), Math.min(b, most - restLow)];
        const [newLow, newHigh] = coefficient === 1 ? [from, to] : [-to, -from];
        if (newLow > (low[unknown] ?? 0)) {
          low[unknown] = newLow;
          changed = true;
        }
        if (newHigh < (high[unknown] ?? 0)) {
          high[unknown] = newHigh;
          changed = true;
        }
        if (from > a || to < b) {
          if (Number.isFinite(a)) sumLow += from - a;
          else if (Number.isFinite(from)) [sumLow, openLow] = [sumLow + from, openLow - 1];
          if (Number.isFinite(b)) sumHigh += to - b;
          else if (Number.isFinite(to)) [sumHigh, openHigh] = [sumHigh + to, openHigh - 1];
        }
      }
    }
  }
  return { low, high };
}
