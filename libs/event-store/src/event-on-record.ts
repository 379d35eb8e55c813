import type { CalendarDate, Recorded } from '@app/kernel';
import type { AnyAmending } from './amending.js';
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

/** How long a log that follows its store may take to show everything that names something. */
const SHOWN_WHOLE_WITHIN_MS = 5_000;

/** By which event something was recorded of what a fact began, as the log tells it once it shows all that is recorded. @throws as `eventOnRecord`, after five seconds */
export const namedBy =
  (log: Pick<Log, 'byId' | 'recordedSoFar' | 'namedBy'>, amending: readonly AnyAmending[]) =>
  async ({ id: eventId }: Recorded, id: string, before?: CalendarDate): Promise<string | undefined> => {
    await log.recordedSoFar(SHOWN_WHOLE_WITHIN_MS);
    const first = (await log.byId([eventId])).get(eventId);
    const categories = amending.filter(({ namesUnseen }) => namesUnseen).map(({ category }) => category);
    return first && log.namedBy(id, first, { before, categories });
  };

/**
 * The id of what began with a fact that a command corrects: it keeps that, also where ids are otherwise made of the command's. Undefined where a command corrects
 * nothing, or what began nothing of the kind, or with another id in it than the command says: it is then refused where it is decided.
 * @param type of the fact that begins one @param field of its data that has the id
 * @throws as `eventOnRecord`
 */
export async function idFromCorrected(log: Pick<Log, 'byId' | 'recordedSoFar'>, asked: object, type: string, field: string): Promise<string | undefined> {
  const said = { ...asked } as Readonly<Record<string, unknown>>;
  const { corrects } = said;
  const event = typeof corrects === 'string' ? await eventOnRecord(log, corrects) : undefined;
  if (event?.type !== type) return undefined;
  const began = event.data as Readonly<Record<string, string>>;
  const agrees = Object.entries(began).every(([name, value]) => !name.endsWith('Id') || (said[name] ?? value) === value);
  return agrees ? began[field] : undefined;
}
