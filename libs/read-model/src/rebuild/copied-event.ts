import type { CopiedRows } from '@app/event-store';
import { copyRows, LazyEvent, lazyColumns, LeftOut, LogCorrupt } from '@app/event-store';
import type { Position } from '@app/kernel';
import type { ClientBase } from 'pg';

/**
 * How much of each event is read. Metadata are half of it, and few handlers look at them or at the name of the stream: in brief, without them,
 * a rebuild takes two thirds of the time. What corrects or voids another always comes with its metadata.
 */
export type Reading = 'in brief' | 'whole';

/** Reads as little as will do: in brief, and from the start again, whole, where a key or a handler looks at what was left out. */
export async function readingLittle<T>(read: (reading: Reading) => Promise<T>): Promise<T> {
  try {
    return await read('in brief');
  } catch (error) {
    if (!LeftOut.isIn(error)) throw error;
    return read('whole');
  }
}

/** Of all names in an event's metadata, "corrects" and "voids" alone end in s and have a text: one short search finds either. */
const REPLACES = `strpos(e.meta::text, 's":"') > 0`;

const COLUMNS: Readonly<Record<Reading, string>> = {
  'in brief': lazyColumns({ meta: `case when ${REPLACES} then e.meta::text end`, stream: false, leaf: false }),
  whole: lazyColumns({ meta: 'e.meta::text', stream: true, leaf: false }),
};

/** Events that were read together, in order: the first one's row is between the first two bounds, and so on. */
export interface CopiedEvents {
  readonly rows: CopiedRows;
  readonly events: readonly LazyEvent[];
}

/**
 * The log up to a position, in order, many events at a time.
 * @throws LogCorrupt where a position is missing
 */
export async function* copyLog(client: ClientBase, upTo: Position, reading: Reading): AsyncGenerator<CopiedEvents> {
  let at = 0n;
  for await (const rows of copyRows(client, `select ${COLUMNS[reading]} from es.events e where e.position <= ${upTo} order by e.position`)) {
    const events: LazyEvent[] = [];
    for (let row = 0; row + 1 < rows.bounds.length; row++) {
      const event = new LazyEvent(rows, rows.bounds[row] ?? 0);
      if (event.position !== ++at) throw new LogCorrupt(`${event.position} stands where ${at} should`);
      events.push(event);
    }
    yield { rows, events };
  }
  if (at !== upTo) throw new LogCorrupt(`nothing stands at ${at + 1n}, though the log goes on to ${upTo}`);
}
