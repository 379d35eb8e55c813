import { LazyEvent, lazyColumns, LogCorrupt, MetadataLeftOut } from '@app/event-store';
import type { Position } from '@app/kernel';
import type { ClientBase } from 'pg';
import type { Lines } from './copy-out.js';
import { copyLines } from './copy-out.js';

/**
 * How much of each event is read. Metadata are half of it, and few handlers look at them: without them a rebuild takes two thirds of the
 * time. What corrects or voids another always comes whole.
 */
export type Reading = 'without metadata' | 'whole';

/** Reads as little as will do: without metadata, and from the start again, whole, where a key or a handler looks at them. */
export async function readingLittle<T>(read: (reading: Reading) => Promise<T>): Promise<T> {
  try {
    return await read('without metadata');
  } catch (error) {
    if (!MetadataLeftOut.isIn(error)) throw error;
    return read('whole');
  }
}

/** An event and where its line stands among those it was read with. */
export interface CopiedEvent {
  readonly event: LazyEvent;
  readonly start: number;
  readonly end: number;
}

/** Events that were read together. */
export interface CopiedEvents {
  readonly lines: Lines;
  readonly events: readonly CopiedEvent[];
}

const REPLACES = `strpos(e.meta::text, '"corrects":') > 0 or strpos(e.meta::text, '"voids":') > 0`;

const META: Readonly<Record<Reading, string>> = { whole: 'e.meta::text', 'without metadata': `case when ${REPLACES} then e.meta::text else '' end` };

/**
 * The log up to a position, in order, many events at a time.
 * @throws LogCorrupt where a position is missing
 */
export async function* copyLog(client: ClientBase, upTo: Position, reading: Reading): AsyncGenerator<CopiedEvents> {
  let at = 0n;
  const query = `select ${lazyColumns(META[reading], "''")} from es.events e where e.position <= ${upTo} order by e.position`;
  for await (const lines of copyLines(client, query)) {
    let start = 0;
    const events = lines.texts.map((line): CopiedEvent => {
      const event = new LazyEvent(line);
      if (event.position !== ++at) throw new LogCorrupt(`${event.position} stands where ${at} should`);
      const end = start + (lines.ascii ? line.length : Buffer.byteLength(line));
      const copied = { event, start, end };
      start = end + 1;
      return copied;
    });
    yield { lines, events };
  }
  if (at !== upTo) throw new LogCorrupt(`nothing stands at ${at + 1n}, though the log goes on to ${upTo}`);
}
