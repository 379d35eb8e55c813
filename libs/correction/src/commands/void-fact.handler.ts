import { type Log, type Naming, type Streams, thingOf } from '@app/event-store';
import type { Persons } from '@app/identity';
import type { Receipt, VoidFact } from '@app/kernel';
import { factOnRecord } from '../fact-on-record.js';

/** How long a log that follows its store may take to show everything that names what is voided. */
const SHOWN_WITHIN_MS = 5_000;

interface Given {
  readonly log: Log;
  readonly persons: Persons;
  readonly naming: Naming;
}

/** A fact is voided in its own stream, whichever that is; while nobody names what it is about. */
export async function voidFact(command: VoidFact, streams: Streams, { log, persons, naming }: Given): Promise<Receipt> {
  const fact = await factOnRecord(log, command.input.eventId);
  const { stream, position } = fact;
  const isNamed = async (id: string): Promise<boolean> => {
    await log.recordedSoFar(SHOWN_WITHIN_MS);
    return log.isNamed(id, stream, position);
  };
  const self = await persons.of(command.meta.actor);
  const rules = streams.amendingOf(stream);
  const voided = () => streams.voidFact(command, stream, self, isNamed);
  return rules ? naming.changes(thingOf(rules, fact), voided) : voided();
}
