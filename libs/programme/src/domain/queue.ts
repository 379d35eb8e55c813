import type { Recorded } from '@app/kernel';
import type { PlaceQueued } from './cohort.events.js';

/** Where somebody stands among those who wait. */
export interface InQueue {
  readonly enrolmentId: string;
  readonly priority: boolean;
  /** By which those of one kind are served; below nothing of who had a place that was given on meanwhile. */
  readonly turn: number;
}

/** @param before the turn that they had, where they waited already */
export function turnOf({ data: { reinstates, keepsTurn }, revision }: Pick<Recorded<PlaceQueued>, 'data' | 'revision'>, before: number | undefined): number {
  if (keepsTurn && before !== undefined) return before;
  return Number(reinstates ? -revision : revision);
}

/** Who had a place before everybody, the last to be reinstated first; then those with priority; in order among their own. */
export function joined<W extends InQueue>(queue: readonly W[], newcomer: W): readonly W[] {
  const behind = queue.findIndex((other) => isServedBefore(newcomer, other));
  return behind < 0 ? [...queue, newcomer] : queue.toSpliced(behind, 0, newcomer);
}

export function withoutWaiting<W extends InQueue>(queue: readonly W[], enrolmentId: string): readonly W[] {
  return queue.filter((waiting) => waiting.enrolmentId !== enrolmentId);
}

function isServedBefore(one: InQueue, other: InQueue): boolean {
  const bothHadNone = one.turn >= 0 && other.turn >= 0;
  return bothHadNone && one.priority !== other.priority ? one.priority : one.turn < other.turn;
}
