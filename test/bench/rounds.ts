/** One ratio, both of its sides measured in the same run. */
export interface Figure {
  readonly id: string;
  readonly goal: number;
  readonly ratio: number;
  /** Medians, in `unit`. */
  readonly ours: number;
  readonly anchor: number;
  readonly unit: string;
  /** The smallest and the largest ratio of two neighbouring rounds: how steady the machine was. */
  readonly spread: readonly [number, number];
  /** What the two sides do, and what was seen. */
  readonly notes: readonly string[];
}

export interface Measured {
  readonly ratio: number;
  readonly ours: number;
  readonly anchor: number;
  readonly spread: readonly [number, number];
  readonly rounds: number;
}

export interface Rounds {
  /** Rates; the anchor's round follows ours and may repeat what that did. */
  readonly ours: () => Promise<number>;
  readonly anchor: () => Promise<number>;
  readonly least: number;
  readonly most: number;
  /** No further round is begun after this, once there are `least`. */
  readonly budgetMs: number;
  readonly tell: (done: number, total: number) => void;
}

/** Ours, the anchor, ours, the anchor …, after one round of both that does not count. */
export async function alternating({ ours, anchor, least, most, budgetMs, tell }: Rounds): Promise<Measured> {
  const rates = { ours: [] as number[], anchor: [] as number[] };
  await ours();
  await anchor();
  const begun = Date.now();
  for (let round = 0; round < most && (round < least || Date.now() - begun < budgetMs); round++) {
    rates.ours.push(await ours());
    rates.anchor.push(await anchor());
    tell(Math.max((round + 1) / most, (Date.now() - begun) / budgetMs), 1);
  }
  tell(1, 1);
  const ratios = rates.ours.map((rate, round) => rate / (rates.anchor[round] ?? Number.NaN));
  const medians = { ours: median(rates.ours), anchor: median(rates.anchor) };
  return { ...medians, ratio: medians.ours / medians.anchor, spread: [Math.min(...ratios), Math.max(...ratios)], rounds: ratios.length };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** So many per second, over work that took so long. */
export async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - begun);
}
