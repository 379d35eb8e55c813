import { Random } from './random.js';

export const VICTIMS = ['writer', 'projector', 'database', 'node'] as const;
/** Whom a kill meets: a process that appends, a worker, the PostgreSQL server, the EventStoreDB node. */
export type Victim = (typeof VICTIMS)[number];

/** One kill, as the seed has it: nothing of it is decided when it comes. */
export interface Kill {
  readonly victim: Victim;
  /** Comes once so many appends have been acknowledged, and this much later. */
  readonly after: number;
  readonly delayMs: number;
  /** From 0, below 1: which of several, and how. */
  readonly which: number;
  readonly how: number;
}

const MOST_DELAY_MS = 100;

/** Kills of each victim at random moments of a run, between its first hundredth and its last, in their order. */
export function scheduleOf(seed: string, victims: readonly Victim[], kills: number, appends: number): readonly Kill[] {
  const random = new Random(`${seed} kills`);
  const drawn = victims.flatMap((victim) =>
    Array.from({ length: kills }, () => ({
      victim,
      after: Math.floor(appends * (0.01 + 0.98 * random.next())),
      delayMs: random.below(MOST_DELAY_MS),
      which: random.next(),
      how: random.next(),
    })),
  );
  return drawn.sort((one, other) => one.after - other.after);
}

/** The one of several that a number from 0, below 1, stands for. */
export function chosen<T>(items: readonly T[], which: number): T | undefined {
  return items[Math.floor(which * items.length)];
}
