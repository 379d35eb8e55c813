import type { Log, LoggedEvent } from '@app/event-store';
import { refusals } from '@app/kernel';

/** How long a log that follows its store may take to show what was recorded a moment ago. */
const SHOWN_WITHIN_MS = 2_000;

const refuse = refusals({
  EVENT_NOT_FOUND: {
    en: 'No event is recorded under this id. Give the id of the event as a receipt or a timeline shows it.',
    cy: 'Nid oes digwyddiad wedi’i gofnodi o dan yr ID hwn. Rhowch ID y digwyddiad fel y mae derbynneb neu linell amser yn ei ddangos.',
    field: 'eventId',
  },
});

/** The event that recorded a fact, of whichever stream. @throws Refused EVENT_NOT_FOUND */
export async function factOnRecord(log: Log, eventId: string): Promise<LoggedEvent> {
  const find = async () => (await log.byId([eventId])).get(eventId);
  const found = await find();
  if (found) return found;
  await log.recordedSoFar(SHOWN_WITHIN_MS);
  const late = await find();
  if (!late) throw refuse('EVENT_NOT_FOUND');
  return late;
}
