import type { CalendarDate, EventMeta, Instant, Position } from '@app/kernel';
import type { Json, LoggedEvent } from './port.js';

/** An event whose costly parts stay text until they are looked at, for whoever reads very many. */
export class LazyEvent implements LoggedEvent {
  #meta: EventMeta | undefined;

  constructor(
    readonly position: Position,
    readonly stream: string,
    readonly revision: bigint,
    readonly id: string,
    readonly type: string,
    readonly schemaVersion: number,
    readonly effectiveOn: CalendarDate,
    readonly recordedAt: Instant,
    /** RFC 8785 JSON. */
    readonly metaText: string,
    /** RFC 8785 JSON. */
    readonly dataText: string,
    readonly leafHex: string,
  ) {}

  get meta(): EventMeta {
    this.#meta ??= JSON.parse(this.metaText) as EventMeta;
    return this.#meta;
  }

  get data(): Json {
    return JSON.parse(this.dataText) as Json;
  }

  get leaf(): Uint8Array {
    return Buffer.from(this.leafHex, 'hex');
  }

  /** False where the event surely corrects and voids none, told without parsing. */
  get replaces(): boolean {
    return this.metaText.includes('"corrects":') || this.metaText.includes('"voids":');
  }
}
