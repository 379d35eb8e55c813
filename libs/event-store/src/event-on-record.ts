import type { Log, LoggedEvent } from './port.js';

/** How long a log that follows its store may take to show what was recorded a moment ago. */
const SHOWN_WITHIN_MS = 2_000;

/**
 * The event under an id, of whichever stream, whether it still holds or not; undefined where there is none.
 * @param eventId a UUID
 * @throws StoreUnavailable, DatabaseUnavailable; Refused where the log does not show in two seconds what is recorded
 */
export async function eventOnRecord(log: Pick<Log, 'byId' | 'recordedSoFar'>, eventId: string): Promise<LoggedEvent | undefined> {
  const find = async () => (await log.byId([eventId])).get(eventId);
  const found = await find();
  if (found) return found;
  await log.recordedSoFar(SHOWN_WITHIN_MS);
  return find();
}
