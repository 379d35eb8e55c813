import type { BinaryRows } from '@app/event-store';
import { LazyEvent } from '@app/event-store';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { Spill } from './spill.js';

/** A table's facts are folded in portions of about as many events of the log, so that memory does not grow with it. */
const EVENTS_AT_ONCE = 50_000;
const MOST_PORTIONS = 1_024;

// A record: the length of all of it (4 bytes), that of its key (4), what it is (1), its place where that is not its position (8), the key in
// UTF-8, the event's row.
const LENGTH_AT = 0;
const KEY_LENGTH_AT = 4;
const KIND_AT = 8;
const PLACE_AT = 9;
const KEY_AT = 17;

const VOIDED = 1;
const PLACED = 2;

/** FNV-1a: any hash will do that spreads keys evenly. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Where the row stands that an event was read from. */
export interface EventRow {
  readonly rows: BinaryRows;
  readonly start: number;
  readonly end: number;
}

/** The facts of every table, put aside in the order of the log and given back key by key. */
export class StagedFacts {
  readonly #spill: Spill;
  readonly #portions: number;
  readonly #numbers: ReadonlyMap<Table, number>;
  readonly #counts: number[];
  #taken: readonly [Buffer | undefined, Buffer | undefined] = [undefined, undefined];

  /** @param events how many the log holds, about */
  constructor(tables: readonly Table[], events: number) {
    this.#portions = Math.max(1, Math.min(MOST_PORTIONS, Math.ceil(events / EVENTS_AT_ONCE)));
    this.#numbers = new Map(tables.map((table, number) => [table, number]));
    this.#counts = tables.map(() => 0);
    this.#spill = new Spill(tables.length * this.#portions);
  }

  add(table: Table, { key, place, position, fact }: Entry, { rows, start, end }: EventRow): void {
    const number = this.#numberOf(table);
    this.#counts[number] = this.countOf(table) + 1;
    // A UTF-16 unit takes three bytes at most.
    const block = this.#spill.room(number * this.#portions + (hashOf(key) % this.#portions), KEY_AT + key.length * 3 + end - start);
    const { buffer, used } = block;
    const keyLength = buffer.write(key, used + KEY_AT);
    const length = KEY_AT + keyLength + end - start;
    buffer.writeUInt32LE(length, used + LENGTH_AT);
    buffer.writeUInt32LE(keyLength, used + KEY_LENGTH_AT);
    buffer.writeUInt8((fact ? 0 : VOIDED) | (place === position ? 0 : PLACED), used + KIND_AT);
    if (place !== position) buffer.writeBigInt64LE(place, used + PLACE_AT);
    rows.bytes.copy(buffer, used + KEY_AT + keyLength, start, end);
    block.used += length;
  }

  settle(): Promise<void> {
    return this.#spill.settle();
  }

  countOf(table: Table): number {
    return this.#counts[this.#numberOf(table)] ?? 0;
  }

  /** A table's keys, each once; some at a time, and good until the next are asked for, which are read meanwhile. */
  async *portionsOf(table: Table): AsyncGenerator<Portion> {
    const first = this.#numberOf(table) * this.#portions;
    let next = this.#take(first);
    for (let portion = 1; portion <= this.#portions; portion++) {
      const records = await next;
      if (portion < this.#portions) {
        next = this.#take(first + portion);
        // Told when it is awaited; until then it must not count as unhandled.
        next.catch(() => undefined);
      }
      yield new Portion(records);
    }
  }

  close(): Promise<void> {
    return this.#spill.close();
  }

  /** Into the memory of what was taken the time before the last. */
  async #take(shelf: number): Promise<Buffer> {
    const [oldest, latest] = this.#taken;
    this.#taken = [latest, undefined];
    const records = await this.#spill.take(shelf, oldest);
    this.#taken = [latest, Buffer.from(records.buffer)];
    return records;
  }

  #numberOf(table: Table): number {
    return this.#numbers.get(table) ?? -1;
  }
}

/** Records of some keys of a table. Few of its parts are ever on JavaScript's heap at once. */
export class Portion {
  /** Where each key's records begin, in the order of their positions. */
  readonly keys: ReadonlyMap<string, readonly number[]>;
  readonly #rows: BinaryRows;

  constructor(private readonly records: Buffer) {
    this.#rows = { bytes: records, view: new DataView(records.buffer, records.byteOffset, records.length) };
    const keys = new Map<string, number[]>();
    for (let at = 0; at < records.length; at += records.readUInt32LE(at + LENGTH_AT)) {
      const key = records.toString('utf8', at + KEY_AT, at + KEY_AT + records.readUInt32LE(at + KEY_LENGTH_AT));
      const ofKey = keys.get(key);
      if (ofKey) ofKey.push(at);
      else keys.set(key, [at]);
    }
    this.keys = keys;
  }

  entry(key: string, at: number, decoder: EventDecoder): Entry {
    const { records } = this;
    const kind = records.readUInt8(at + KIND_AT);
    const event = new LazyEvent(this.#rows, at + KEY_AT + records.readUInt32LE(at + KEY_LENGTH_AT));
    const place = kind & PLACED ? records.readBigInt64LE(at + PLACE_AT) : event.position;
    return { key, place, position: event.position, fact: kind & VOIDED ? undefined : decoder.decode(event) };
  }
}
