import type { Database } from '@app/database';
import { toDatabaseError } from '@app/database';
import { LAST_POSITION, type Position } from '@app/kernel';
import { LogCorrupt } from '../errors.js';
import { LazyEvent, lazyColumns } from '../lazy-event.js';
import type { LoggedEvent } from '../port.js';
import { copyRows } from './copied-rows.js';

const query = (after: Position, before: Position) =>
  `select ${lazyColumns()} from es.events e where e.position > ${after} and e.position < ${before} order by e.position`;

/** See `PostgresLog.copyOut`. */
export async function* copyOut(database: Database, after: Position, before: Position = LAST_POSITION): AsyncIterable<readonly LoggedEvent[]> {
  const client = await database.connect('copy');
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ head: bigint }>('select position as head from es.log_head');
    let at = after;
    for await (const copied of copyRows(client, query(after, before))) {
      const events = copied.bounds.slice(0, -1).map((start) => new LazyEvent(copied, start));
      for (const { position } of events) {
        if (position !== ++at) throw new LogCorrupt(`${position} stands where ${at} should`);
      }
      yield events;
    }
    const head = rows[0]?.head ?? 0n;
    const end = before <= head ? before - 1n : head;
    if (at < end) throw new LogCorrupt(`nothing stands at ${at + 1n}, though the log goes on to ${head}`);
  } catch (error) {
    throw toDatabaseError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
