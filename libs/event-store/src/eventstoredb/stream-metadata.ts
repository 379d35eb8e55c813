import { goneForGood, StreamCut } from '../errors.js';
import type { EventStoreDb } from './connection.js';

type Pages = Pick<EventStoreDb, 'page' | 'prefix'>;
/** The last revision that is mirrored of a stream; undefined where none is. */
export type LastOf = (stream: string) => Promise<bigint | undefined>;

/** EventStoreDB keeps what is said of a stream in a stream of its own, of this name. */
export const METADATA = '$$';
/** What of it hides events of the stream, until a scavenge removes them. A deletion that can be taken back is the last of these. */
const HIDING = ['$maxAge', '$maxCount', '$tb'] as const;
const PAGE = 500;

/**
 * Sees that a native stream shows all of itself: that its metadata, as they are by now, hide nothing, and that nothing is missing of it, which metadata say
 * nothing of once a scavenge has run.
 * @throws StreamCut; StoreUnavailable
 */
export async function mustBeWhole(source: Pages, native: string, lastOf: LastOf): Promise<void> {
  const [latest] = await source.page(METADATA + native, 'end', 1);
  const metadata = (latest?.event?.data ?? {}) as Readonly<Record<string, unknown>>;
  const hiding = HIDING.filter((name) => metadata[name]);
  if (hiding.length > 0) {
    throw new StreamCut(
      native,
      `is deleted, or cut short, in EventStoreDB: its metadata say ${hiding.join(', ')}. ` +
        'Write them as {"$tb":0}, and once more where it was deleted, before a scavenge removes what is hidden; "log verify --whole" tells what is missing. ' +
        'Until then nothing is recorded.',
    );
  }
  const missing = await missingOf(source, native, await lastOf(native.slice(source.prefix.length)));
  if (missing !== undefined) throw goneForGood(native, `was cut short in EventStoreDB, and scavenged: its revision ${missing} is not there`);
}

/** The first revision that is not there; undefined where all of them are, up to the last that is mirrored. */
async function missingOf(source: Pages, native: string, last: bigint | undefined): Promise<bigint | undefined> {
  for (let next = 0n; ;) {
    const found = await source.page(native, next, PAGE);
    for (const { event } of found) {
      if (event?.revision !== next) return next;
      next++;
    }
    if (found.length < PAGE) return last !== undefined && next <= last ? next : undefined;
  }
}
