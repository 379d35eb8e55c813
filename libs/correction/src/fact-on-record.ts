import { eventOnRecord, type Log, type LoggedEvent } from '@app/event-store';
import { refusals } from '@app/kernel';

export const refuse = refusals({
  EVENT_NOT_FOUND: {
    en: 'No event that you are shown is recorded under this id. Give the id of the event as a receipt or a timeline shows it.',
    cy: 'Nid oes digwyddiad a ddangosir i chi wedi’i gofnodi o dan yr ID hwn. Rhowch ID y digwyddiad fel y mae derbynneb neu linell amser yn ei ddangos.',
    field: 'eventId',
  },
});

/** The event that recorded a fact, of whichever stream. @throws Refused EVENT_NOT_FOUND */
export async function factOnRecord(log: Log, eventId: string): Promise<LoggedEvent> {
  const found = await eventOnRecord(log, eventId);
  if (!found) throw refuse('EVENT_NOT_FOUND');
  return found;
}
