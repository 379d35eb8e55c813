import { LazyEvent, LogCorrupt } from '@app/event-store';
import { types } from '@app/database';
import type { Position } from '@app/kernel';
import type { ClientBase } from 'pg';
import pg from 'pg';
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

const REPLACES = `strpos(e.meta::text, '"corrects":') > 0 or strpos(e.meta::text, '"voids":') > 0`;

/** What `eventIn` takes, from `es.events e`, after its position. */
export function eventColumns(reading: Reading): string {
  const meta = reading === 'whole' ? 'e.meta' : `case when ${REPLACES} then e.meta end`;
  return `e.stream, e.revision, e.event_id, e.type, e.schema_version, e.effective_on, e.recorded_at, ${meta}, e.data`;
}

const instant = types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => string;

/** An event from the fields of a line of COPY, from `start` on. Its data and metadata stay text until they are looked at. */
export function eventIn(position: Position, fields: readonly string[], start: number): LazyEvent {
  const field = (index: number): string => fields[start + index] ?? '';
  const meta = field(7);
  const Kind = meta === '\\N' ? EventWithoutMetadata : LazyEvent;
  const version = Number(field(4));
  return new Kind(position, field(0), BigInt(field(1)), field(2), field(3), version, field(5), instant(field(6)), unescaped(meta), unescaped(field(8)), '');
}

/**
 * The log up to a position, in order, many events at a time.
 * @throws LogCorrupt where a position is missing
 */
export async function* copyLog(client: ClientBase, upTo: Position, reading: Reading): AsyncGenerator<readonly LazyEvent[]> {
  let at = 0n;
  for await (const lines of copyLines(client, `select e.position, ${eventColumns(reading)} from es.events e where e.position <= ${upTo} order by e.position`)) {
    yield lines.map((line) => {
      const fields = line.split('\t');
      const position = BigInt(fields[0] ?? 0);
      if (position !== ++at) throw new LogCorrupt(`${position} stands where ${at} should`);
      return eventIn(position, fields, 1);
    });
  }
  if (at !== upTo) throw new LogCorrupt(`nothing stands at ${at + 1n}, though the log goes on to ${upTo}`);
}
