import { type Log, type Naming, type Streams, thingOf } from '@app/event-store';
import type { Persons } from '@app/identity';
import type { Receipt, VoidFact } from '@app/kernel';
import { factOnRecord } from '../fact-on-record.js';

interface Given {
  readonly log: Log;
  readonly persons: Persons;
  readonly naming: Naming;
}

/** A fact is voided in its own stream, whichever that is; while nobody names what it is about. */
export async function voidFact(command: VoidFact, streams: Streams, { log, persons, naming }: Given): Promise<Receipt> {
  const fact = await factOnRecord(log, command.input.eventId);
  const self = await persons.of(command.meta.actor);
  const rules = streams.amendingOf(fact.stream);
  const voided = () => streams.voidFact(command, fact.stream, self);
  return rules ? naming.changes(thingOf(rules, fact), voided) : voided();
}
