import { DatabaseUnavailable, toDatabaseError } from '@app/database';
import type { Log, Reader, StoppedAt } from '@app/event-store';
import { CannotApply } from '../fold/cannot-apply.js';
import { Fenced } from '../live/live-writer.js';
import { RebuildUnderWay } from '../rebuild/rebuild.js';

/** What passes by itself, and is no word on what was being applied. */
const PASSING = [DatabaseUnavailable, Fenced, RebuildUnderWay];

/**
 * Works as a reader, and leaves word of what stops it, unless that passes by itself.
 * @throws what the work throws
 */
export async function sayingWhatStops(reader: Reader, log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const error = toDatabaseError(thrown);
    // Where no word can be left, the next attempt leaves it.
    if (!PASSING.some((type) => error instanceof type)) await reader.stopped(messageOf(error), await stoppedAt(log, error)).catch(() => undefined);
    throw thrown;
  }
}

/** The event that was come to; it is not the one that cannot be folded where that one's key was folded anew. */
async function stoppedAt(log: Log, error: unknown): Promise<StoppedAt | undefined> {
  if (!(error instanceof CannotApply)) return undefined;
  for await (const { id, type, position } of log.read({ after: error.position - 1n, limit: 1 })) return { id, type, position };
  return undefined;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
