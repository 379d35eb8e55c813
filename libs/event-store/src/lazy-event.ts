import type { CalendarDate, EventMeta, Instant, Position } from '@app/kernel';
import type { Json, LoggedEvent } from './port.js';

/** Rows as PostgreSQL sends them in binary: a number of values, then each value's length and its bytes. */
export interface BinaryRows {
  readonly bytes: Buffer;
  /** Of the same bytes. */
  readonly view: DataView;
}

/** Which parts of an event are read; the others are null, and looking at one throws `LeftOut`. */
export interface LazyParts {
  /** An expression over `es.events e`, of type text. */
  readonly meta: string;
  readonly stream: boolean;
  readonly leaf: boolean;
}

/** The columns of `es.events e` that `LazyEvent` takes: first those of a fixed length. */
export function lazyColumns({ meta, stream, leaf }: LazyParts = { meta: 'e.meta::text', stream: true, leaf: true }): string {
  return `e.position, e.schema_version, e.effective_on, e.event_id, e.recorded_at, e.revision, e.type, e.data,
    ${meta}, ${stream ? 'e.stream' : 'null::text'}, ${leaf ? 'e.leaf' : 'null::bytea'}`;
}

// Where values stand in a row: two bytes for their number, four before each for its length.
const POSITION = 6;
const SCHEMA_VERSION = 18;
const EFFECTIVE_ON = 26;
const EVENT_ID = 34;
const RECORDED_AT = 54;
const REVISION = 66;
/** The length of the first that is not of a fixed one. */
const TYPE_LENGTH = 74;
const LENGTH_BYTES = 4;
// What follows the type, by its place.
const DATA = 1;
const META = 2;
const STREAM = 3;
const LEAF = 4;

/** Someone looked at a part of an event that was not read. */
export class LeftOut extends Error {
  constructor() {
    super('this part of the event was not read');
    this.name = 'LeftOut';
  }

  /** Whether an error, or what caused it, is this. */
  static isIn(error: unknown): boolean {
    return error instanceof LeftOut || (error instanceof Error && error.cause !== undefined && LeftOut.isIn(error.cause));
  }
}

/** Midnight of 2000-01-01 UTC, from which PostgreSQL counts. */
const EPOCH_MS = 946_684_800_000;
const DAY_MS = 86_400_000;

/** Some centuries of days: a log has few dates, each very many times. */
const MOST_DATES = 100_000;
const dates = new Map<number, CalendarDate>();

function dateOf(days: number): CalendarDate {
  const known = dates.get(days);
  if (known !== undefined) return known;
  const date = new Date(EPOCH_MS + days * DAY_MS).toISOString().slice(0, 10);
  if (dates.size >= MOST_DATES) dates.clear();
  dates.set(days, date);
  return date;
}

/** An event in a row of `lazyColumns`, of which little is made before it is looked at: for whoever reads very many. */
export class LazyEvent implements LoggedEvent {
  readonly position: Position;
  readonly type: string;
  readonly #rows: BinaryRows;
  readonly #start: number;
  #meta: EventMeta | undefined;

  /** @param start where its row begins; the bytes must stay as they are */
  constructor(rows: BinaryRows, start: number) {
    const type = start + TYPE_LENGTH + LENGTH_BYTES;
    this.#rows = rows;
    this.#start = start;
    this.position = rows.view.getBigInt64(start + POSITION);
    this.type = rows.bytes.toString('latin1', type, type + rows.view.getInt32(start + TYPE_LENGTH));
  }

  get schemaVersion(): number {
    return this.#rows.view.getInt32(this.#start + SCHEMA_VERSION);
  }

  get effectiveOn(): CalendarDate {
    return dateOf(this.#rows.view.getInt32(this.#start + EFFECTIVE_ON));
  }

  get id(): string {
    const start = this.#start + EVENT_ID;
    const hex = this.#rows.bytes.toString('hex', start, start + 16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  get recordedAt(): Instant {
    const microseconds = this.#rows.view.getBigInt64(this.#start + RECORDED_AT);
    return new Date(EPOCH_MS + Number(microseconds / 1_000n)).toISOString();
  }

  get revision(): bigint {
    return this.#rows.view.getBigInt64(this.#start + REVISION);
  }

  get data(): Json {
    return JSON.parse(this.#text(DATA)) as Json;
  }

  /** @throws LeftOut */
  get meta(): EventMeta {
    this.#meta ??= JSON.parse(this.#text(META)) as EventMeta;
    return this.#meta;
  }

  /** @throws LeftOut */
  get stream(): string {
    return this.#text(STREAM);
  }

  /** @throws LeftOut */
  get leaf(): Uint8Array {
    const { start, end } = this.#bounds(LEAF);
    return Buffer.from(this.#rows.bytes.subarray(start, end));
  }

  /** False where the event surely corrects and voids none, told without parsing; without metadata nothing is known to. */
  get replaces(): boolean {
    if (this.#rows.view.getInt32(this.#lengthAt(META)) < 0) return false;
    const { start, end } = this.#bounds(META);
    const meta = this.#rows.bytes.subarray(start, end);
    return meta.includes('"corrects":') || meta.includes('"voids":');
  }

  #text(value: number): string {
    const { start, end } = this.#bounds(value);
    return this.#rows.bytes.toString('utf8', start, end);
  }

  #bounds(value: number): { readonly start: number; readonly end: number } {
    const at = this.#lengthAt(value);
    const length = this.#rows.view.getInt32(at);
    if (length < 0) throw new LeftOut();
    return { start: at + LENGTH_BYTES, end: at + LENGTH_BYTES + length };
  }

  #lengthAt(value: number): number {
    let at = this.#start + TYPE_LENGTH;
    for (let before = 0; before < value; before++) at += LENGTH_BYTES + Math.max(0, this.#rows.view.getInt32(at));
    return at;
  }
}
