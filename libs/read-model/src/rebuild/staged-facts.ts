import type { BinaryRows } from '@app/event-store';
import { LazyEvent } from '@app/event-store';
import type { Logged } from '@app/kernel';
import type { Table } from '../definition/table.js';
import type { Entry } from '../fold/facts.js';
import type { EventDecoder } from '../storage/log-rows.js';
import { Spill } from './spill.js';

/** A table's facts are folded in portions of about as many events of the log, so that memory does not grow with it. */
const EVENTS_AT_ONCE = 50_000;
const MOST_PORTIONS = 1_024;

// A record: the length of all of it (4 bytes), how many keys it has (4), what it is (1), its place where that is not its position (8), each key
// in UTF-8 after its length (4), the event's row. An event of many keys stands once in each portion, not once for each of them.
const LENGTH_AT = 0;
const KEYS_AT = 4;
const KIND_AT = 8;
const PLACE_AT = 9;
const KEY_AT = 17;
const KEY_LENGTH = 4;

const VOIDED = 1;
const PLACED = 2;

/** Events of several keys that are at hand, decoded: those who share one come one after the other. */
const MOST_AT_HAND = 64;

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

  /** @param entries all that one event made in a table */
  add(table: Table, entries: readonly Entry[], row: EventRow): void {
    const number = this.#numberOf(table);
    this.#counts[number] = this.countOf(table) + entries.length;
    const [first] = entries;
    if (first && entries.length === 1) return this.#put(this.#shelfOf(number, first), entries, first, row);
    const alike = new Map<string, Entry[]>();
    for (const entry of entries) {
      const kind = `${this.#shelfOf(number, entry)} ${entry.fact ? '' : VOIDED}`;
      const known = alike.get(kind);
      if (known) known.push(entry);
      else alike.set(kind, [entry]);
    }
    for (const some of alike.values()) if (some[0]) this.#put(this.#shelfOf(number, some[0]), some, some[0], row);
  }

  #put(shelf: number, entries: readonly Entry[], { place, position, fact }: Entry, { rows, start, end }: EventRow): void {
    // A UTF-16 unit takes three bytes at most.
    const keyBytes = entries.reduce((bytes, { key }) => bytes + KEY_LENGTH + key.length * 3, 0);
    const block = this.#spill.room(shelf, KEY_AT + keyBytes + end - start);
    const { buffer, used } = block;
    let at = used + KEY_AT;
    for (const { key } of entries) {
      const length = buffer.write(key, at + KEY_LENGTH);
      at = buffer.writeUInt32LE(length, at) + length;
    }
    buffer.writeUInt32LE(entries.length, used + KEYS_AT);
    buffer.writeUInt8((fact ? 0 : VOIDED) | (place === position ? 0 : PLACED), used + KIND_AT);
    if (place !== position) buffer.writeBigInt64LE(place, used + PLACE_AT);
    at += rows.bytes.copy(buffer, at, start, end);
    buffer.writeUInt32LE(at - used, used + LENGTH_AT);
    block.used = at;
  }

  #shelfOf(number: number, { key }: Entry): number {
    return number * this.#portions + (hashOf(key) % this.#portions);
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

interface Decoded {
  readonly event: LazyEvent;
  readonly fact: Logged | undefined;
}

/** Records of some keys of a table. Few of its parts are ever on JavaScript's heap at once. */
export class Portion {
  /** Where each key's records begin, in the order of their positions. */
  readonly keys: ReadonlyMap<string, readonly number[]>;
  readonly #rows: BinaryRows;
  readonly #atHand = new Map<number, Decoded>();

  constructor(private readonly records: Buffer) {
    this.#rows = { bytes: records, view: new DataView(records.buffer, records.byteOffset, records.length) };
    const keys = new Map<string, number[]>();
    for (let at = 0; at < records.length; at += records.readUInt32LE(at + LENGTH_AT)) {
      let keyAt = at + KEY_AT;
      for (let left = records.readUInt32LE(at + KEYS_AT); left > 0; left--) {
        const end = this.#keyEnd(keyAt);
        const key = records.toString('utf8', keyAt + KEY_LENGTH, end);
        const ofKey = keys.get(key);
        if (ofKey) ofKey.push(at);
        else keys.set(key, [at]);
        keyAt = end;
      }
    }
    this.keys = keys;
  }

  entry(key: string, at: number, decoder: EventDecoder): Entry {
    const { records } = this;
    const { event, fact } = this.#decoded(at, decoder);
    const place = records.readUInt8(at + KIND_AT) & PLACED ? records.readBigInt64LE(at + PLACE_AT) : event.position;
    return { key, place, position: event.position, fact };
  }

  #keyEnd(keyAt: number): number {
    return keyAt + KEY_LENGTH + this.records.readUInt32LE(keyAt);
  }

  /** What many keys share is decoded once for those that follow one another, or reading it would take the square of its size. */
  #decoded(at: number, decoder: EventDecoder): Decoded {
    const known = this.#atHand.get(at);
    if (known) return known;
    const keys = this.records.readUInt32LE(at + KEYS_AT);
    let rowAt = at + KEY_AT;
    for (let left = keys; left > 0; left--) rowAt = this.#keyEnd(rowAt);
    const event = new LazyEvent(this.#rows, rowAt);
    const decoded: Decoded = { event, fact: this.records.readUInt8(at + KIND_AT) & VOIDED ? undefined : decoder.decode(event) };
    if (keys > 1) {
      const [oldest] = this.#atHand.keys();
      if (oldest !== undefined && this.#atHand.size >= MOST_AT_HAND) this.#atHand.delete(oldest);
      this.#atHand.set(at, decoded);
    }
    return decoded;
  }
}
