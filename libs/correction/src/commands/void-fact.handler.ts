import type { Log, Streams } from '@app/event-store';
import type { Persons } from '@app/identity';
import { dropsNothing, type Receipt, type VoidFact } from '@app/kernel';
import { factOnRecord } from '../fact-on-record.js';

/** A fact is voided in its own stream, whichever that is. */
export async function voidFact(command: VoidFact, streams: Streams, { log, persons }: { readonly log: Log; readonly persons: Persons }): Promise<Receipt> {
  const { stated = {}, actor } = command.meta;
  dropsNothing({ effectiveOn: stated['effectiveOn'], corrects: stated['corrects'] });
  const { stream, position } = await factOnRecord(log, command.input.eventId);
  return streams.voidFact(command, stream, await persons.of(actor), (id) => log.isNamed(id, stream, position));
}
