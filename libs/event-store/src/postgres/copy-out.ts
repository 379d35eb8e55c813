import type { Database } from '@app/database';
import { toDatabaseError } from '@app/database';
import type { Position } from '@app/kernel';
import { to as copyTo } from 'pg-copy-streams';
import { LogCorrupt } from '../errors.js';
import { LazyEvent, lazyColumns } from '../lazy-event.js';
import type { LoggedEvent } from '../port.js';

const COPY = (after: Position, before: Position) =>
  `copy (select ${lazyColumns()} from es.events e where position > ${after} and position < ${before} order by position) to stdout`;

/** See `PostgresLog.copyOut`. */
export async function* copyOut(database: Database, after: Position, before: Position = 2n ** 63n - 1n): AsyncIterable<readonly LoggedEvent[]> {
  const client = await database.connect('copy');
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ head: bigint }>('select position as head from es.log_head');
    const stream = client.query(copyTo(COPY(after, before)));
    const decoder = new TextDecoder();
    let at = after;
    let rest = '';
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length === 0) continue;
      const events = lines.map((line) => new LazyEvent(line));
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
