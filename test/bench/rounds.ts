/** One ratio, both of its sides measured in the same run. */
export interface Figure {
  readonly id: string;
  /** The ratio is to be at least this. */
  readonly goal?: number;
  /** The ratio is to be at most this. */
  readonly limit?: number;
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

/** A figure that this run could not have. */
export interface Skipped {
  readonly id: string;
  readonly skipped: string;
}

export interface Measured {
  readonly ratio: number;
  readonly ours: number;
  readonly anchor: number;
  readonly spread: readonly [number, number];
  readonly rounds: number;
}

export interface Rounds {
  /** What a round of each measures, rates or times; the anchor's follows ours and may repeat what that did. */
  readonly ours: () => Promise<number>;
  readonly anchor: () => Promise<number>;
  readonly least: number;
  readonly most: number;
  /** No further round is begun after this, once there are `least`. */
  readonly budgetMs: number;
  readonly tell: (done: number, total: number) => void;
}

/** As few rounds as there must be: to see that everything runs, not to measure. */
export const QUICK = process.argv.includes('--quick');

/** Ours, the anchor, ours, the anchor …, after one round of both that does not count. */
export async function alternating({ ours, anchor, least, most, tell, ...rounds }: Rounds): Promise<Measured> {
  const budgetMs = QUICK ? 0 : rounds.budgetMs;
  const seen = { ours: [] as number[], anchor: [] as number[] };
  await ours();
  await anchor();
  const begun = Date.now();
  for (let round = 0; round < most && (round < least || Date.now() - begun < budgetMs); round++) {
    seen.ours.push(await ours());
    seen.anchor.push(await anchor());
    tell(Math.max((round + 1) / most, (Date.now() - begun) / rounds.budgetMs), 1);
  }
  tell(1, 1);
  return compared(seen.ours, seen.anchor);
}

/** The medians of rounds that went by turns, and their ratio. */
export function compared(ours: readonly number[], anchor: readonly number[]): Measured {
  const ratios = ours.map((one, round) => one / (anchor[round] ?? Number.NaN));
  const medians = { ours: median(ours), anchor: median(anchor) };
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
