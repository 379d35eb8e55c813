import type { EventStoreNode } from '../stage/node.js';

export interface Size {
  readonly seed: string;
  readonly appends: number;
  readonly kills: number;
  readonly writers: number;
  readonly node: EventStoreNode | undefined;
  readonly say: (line: string) => void;
}

/** What an ordeal has shown: figures for the record, and what was seen that must not be. */
export interface Outcome {
  readonly figures: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

/** Why an ordeal cannot be had on this machine, or with this store. */
export class Skipped extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Skipped';
  }
}

/** Of several durations in milliseconds, the median and the longest, in seconds. */
export function spread(durations: readonly number[]): string {
  const sorted = [...durations].sort((one, other) => one - other);
  const seconds = (ms: number | undefined) => (ms === undefined ? '–' : `${(ms / 1_000).toFixed(2)} s`);
  return `p50 ${seconds(sorted[sorted.length >> 1])}, max ${seconds(sorted.at(-1))} of ${sorted.length}`;
}
