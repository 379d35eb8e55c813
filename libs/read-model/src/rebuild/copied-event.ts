import { LazyEvent, LogCorrupt } from '@app/event-store';
import type { Position } from '@app/kernel';
import type { ClientBase } from 'pg';
import type { Lines } from './copy-out.js';
import { copyLines, unescaped } from './copy-out.js';

/**
 * How much of each event is read. Metadata are half of it, and few handlers look at them: without them a rebuild takes two thirds of the
 * time. What corrects or voids another always comes whole.
 */
export type Reading = 'without metadata' | 'whole';

/** A key or a handler looked at metadata that were not read. */
export class MetadataWanted extends Error {
  constructor() {
    super('the metadata of this event were not read');
    this.name = 'MetadataWanted';
  }

  /** Whether an error, or what caused it, is this. */
  static isIn(error: unknown): boolean {
    return error instanceof MetadataWanted || (error instanceof Error && error.cause !== undefined && MetadataWanted.isIn(error.cause));
  }
}

/** Reads as little as will do: without metadata, and from the start again, whole, where a key or a handler looks at them. */
export async function readingLittle<T>(read: (reading: Reading) => Promise<T>): Promise<T> {
  try {
    return await read('without metadata');
  } catch (error) {
    if (!MetadataWanted.isIn(error)) throw error;
    return read('whole');
  }
}

class EventWithoutMetadata extends LazyEvent {
  override get meta(): never {
    throw new MetadataWanted();
  }

  override get replaces(): boolean {
    return false;
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

/** Empty where they are not read: null would be written as an escape. */
const META: Readonly<Record<Reading, string>> = { whole: 'e.meta::text', 'without metadata': `case when ${REPLACES} then e.meta::text else '' end` };

const query = (reading: Reading, upTo: Position): string => `
  select e.position, e.stream, e.revision, e.event_id, e.type, e.schema_version, e.effective_on, e.recorded_at, ${META[reading]}, e.data
  from es.events e where e.position <= ${upTo} order by e.position`;

/** An event from its line. All that is costly stays text until it is looked at. */
export function eventIn(line: string, plain: boolean): LazyEvent {
  const [position = '', stream = '', revision = '', id = '', type = '', version = '', effectiveOn = '', recordedAt = '', meta = '', data = ''] =
    line.split('\t');
  const Kind = meta === '' ? EventWithoutMetadata : LazyEvent;
  const text = plain ? (field: string) => field : unescaped;
  return new Kind(BigInt(position), stream, revision, id, type, Number(version), effectiveOn, recordedAt, text(meta), text(data), '');
}

/**
 * The log up to a position, in order, many events at a time.
 * @throws LogCorrupt where a position is missing
 */
export async function* copyLog(client: ClientBase, upTo: Position, reading: Reading): AsyncGenerator<CopiedEvents> {
  let at = 0n;
  for await (const lines of copyLines(client, query(reading, upTo))) {
    let start = 0;
    const events = lines.texts.map((line): CopiedEvent => {
      const event = eventIn(line, lines.plain);
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
