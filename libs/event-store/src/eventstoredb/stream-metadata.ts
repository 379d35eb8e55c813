import { LogCorrupt } from '../errors.js';
import type { EventStoreDb } from './connection.js';

/** EventStoreDB keeps what is said of a stream in a stream of its own, of this name. */
export const METADATA = '$$';
/** What of it hides events of the stream, until a scavenge removes them. A deletion that can be taken back is the last of these. */
const HIDING = ['$maxAge', '$maxCount', '$tb'] as const;

/** Sees that a stream's metadata, as they are by now, hide nothing of it. @throws LogCorrupt naming the stream; StoreUnavailable */
export async function mustHideNothing(source: Pick<EventStoreDb, 'page'>, metadataStream: string): Promise<void> {
  const [latest] = await source.page(metadataStream, 'end', 1);
  const metadata = (latest?.event?.data ?? {}) as Readonly<Record<string, unknown>>;
  const hiding = HIDING.filter((name) => metadata[name]);
  if (hiding.length === 0) return;
  throw new LogCorrupt(
    `the native stream ${metadataStream.slice(METADATA.length)} is deleted, or cut short, in EventStoreDB: its metadata say ${hiding.join(', ')}. ` +
      'Write them as {"$tb":0}, and once more where it was deleted, before a scavenge removes what is hidden; "log verify --whole" tells what is missing. ' +
      'Until then nothing is recorded.',
  );
}
