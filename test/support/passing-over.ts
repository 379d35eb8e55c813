import { Reader } from '@app/event-store';
import { Readers } from '@app/operation';
import type { System } from './system.js';

/** Has a reader pass over the log's first event, as if it had stopped there. @returns the id of what is recorded of it */
export async function passedOver({ projector, database }: System, reader: string): Promise<string> {
  const stopped = new Reader(database.database, reader);
  const { rows } = await database.database.query<{ id: string; type: string; position: bigint }>(
    'select event_id as id, type, position from es.events where position = 1',
  );
  await stopped.stopped('planted', rows[0]);
  const actor = { kind: 'system', id: 'command-line', role: 'administrator' } as const;
  const recorded = await projector.get(Readers, { strict: false }).passOver({ reader, event: '1', reason: 'FOREIGN' }, actor);
  if (recorded === undefined) throw new Error(`${reader} passes over it already`);
  await stopped.goesOn();
  return recorded;
}
