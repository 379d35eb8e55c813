import { types } from '@app/database';
import type { CalendarDate, EventMeta, Instant, Position } from '@app/kernel';
import pg from 'pg';
import type { Json, LoggedEvent } from './port.js';

/**
 * The columns of `es.events e` that `LazyEvent` takes, in a line of COPY in its text format.
 * @param meta the metadata as text; '' leaves them out
 * @param leaf the leaf in hexadecimal; '' leaves it out
 */
export function lazyColumns(meta = 'e.meta::text', leaf = "encode(e.leaf, 'hex')"): string {
  return `e.position, e.type, e.schema_version, e.effective_on, e.event_id, e.data, ${meta}, e.stream, e.revision, e.recorded_at, ${leaf}`;
}

/** Someone looked at metadata that were left out. */
export class MetadataLeftOut extends Error {
  constructor() {
    super('the metadata of this event were not read');
    this.name = 'MetadataLeftOut';
  }

  /** Whether an error, or what caused it, is this. */
  static isIn(error: unknown): boolean {
    return error instanceof MetadataLeftOut || (error instanceof Error && error.cause !== undefined && MetadataLeftOut.isIn(error.cause));
  }
}

const TAB = 9;
const instant = types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Instant;

/** COPY writes two backslashes for one; nothing else that it escapes stands in canonical JSON. */
const unescaped = (text: string): string => (text.includes('\\') ? text.replaceAll('\\\\', '\\') : text);

/** An event that is a line of COPY, of which little is parsed before it is looked at: for whoever reads very many. */
export class LazyEvent implements LoggedEvent {
  readonly position: Position;
  readonly type: string;
  readonly schemaVersion: number;
  readonly effectiveOn: CalendarDate;
  readonly id: string;
  readonly #data: string;
  /** From the metadata on. */
  readonly #rest: string;
  #fields: readonly string[] | undefined;
  #meta: EventMeta | undefined;

  /** @param line without its newline */
  constructor(line: string) {
    const type = line.indexOf('\t') + 1;
    const version = line.indexOf('\t', type) + 1;
    const date = line.indexOf('\t', version) + 1;
    const id = line.indexOf('\t', date) + 1;
    const data = line.indexOf('\t', id) + 1;
    const rest = line.indexOf('\t', data) + 1;
    this.position = BigInt(line.slice(0, type - 1));
    this.type = line.slice(type, version - 1);
    this.schemaVersion = Number(line.slice(version, date - 1));
    this.effectiveOn = line.slice(date, id - 1);
    this.id = line.slice(id, data - 1);
    this.#data = line.slice(data, rest - 1);
    this.#rest = line.slice(rest);
  }

  get stream(): string {
    return this.#field(1);
  }

  get revision(): bigint {
    return BigInt(this.#field(2));
  }

  get recordedAt(): Instant {
    return instant(this.#field(3));
  }

  /** @throws MetadataLeftOut */
  get meta(): EventMeta {
    if (!this.#hasMeta) throw new MetadataLeftOut();
    this.#meta ??= JSON.parse(unescaped(this.#field(0))) as EventMeta;
    return this.#meta;
  }

  get data(): Json {
    return JSON.parse(unescaped(this.#data)) as Json;
  }

  get leaf(): Uint8Array {
    return Buffer.from(this.#field(4), 'hex');
  }

  /** False where the event surely corrects and voids none, told without parsing; without metadata nothing is known to. */
  get replaces(): boolean {
    return this.#hasMeta && (this.#rest.includes('"corrects":') || this.#rest.includes('"voids":'));
  }

  get #hasMeta(): boolean {
    return this.#rest.charCodeAt(0) !== TAB;
  }

  #field(index: number): string {
    this.#fields ??= this.#rest.split('\t');
    return this.#fields[index] ?? '';
  }
}
