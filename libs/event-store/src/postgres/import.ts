import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import type { ClientBase } from 'pg';
import type { StoredEvent } from '../port.js';
import type { EncodedEvent } from '../storable.js';
import { encodeEvents } from '../storable.js';

const BATCH = 1_000;
const IMPORT = 'select es.import_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as position';

/** Milliseconds and no finer: what is stored is what was hashed. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

interface EncodedStoredEvent extends EncodedEvent {
  readonly event: StoredEvent;
}

function parametersOf(batch: readonly EncodedStoredEvent[]): unknown[] {
  return [
    batch.map(({ event }) => event.stream),
    batch.map(({ event }) => event.revision),
    batch.map(({ event }) => event.id),
    batch.map(({ event }) => event.type),
    batch.map(({ event }) => event.schemaVersion),
    batch.map(({ event }) => event.effectiveOn),
    batch.map(({ event }) => event.recordedAt),
    batch.map(({ event }) => event.meta.commandId),
    batch.map(({ meta }) => meta),
    batch.map(({ data }) => data),
  ];
}

/**
 * Copies events into an empty log, all or none: appends wait until it is done. Answers with the position of the last.
 * @param complete what else is to be done once all are found good, before anybody sees them
 */
export function importInto(database: Database, events: AsyncIterable<StoredEvent>, complete?: (client: ClientBase) => Promise<void>): Promise<Position> {
  return database.transaction(async (client) => {
    let position = 0n;
    let batch: EncodedStoredEvent[] = [];
    const flush = async () => {
      const { rows } = await client.query<{ position: bigint }>(IMPORT, parametersOf(batch));
      position = rows[0]?.position ?? position;
      batch = [];
    };
    for await (const event of events) {
      if (!INSTANT.test(event.recordedAt)) throw new RangeError(`${event.id} was recorded at no instant: ${event.recordedAt}`);
      for (const { meta, data } of encodeEvents(event.stream, [event])) batch.push({ event, meta, data });
      if (batch.length === BATCH) await flush();
    }
    // Also when there was nothing: that the log was empty is checked there.
    await flush();
    await complete?.(client);
    return position;
  });
}
