import { types } from '@app/database';
import type { CalendarDate, EventMeta, Instant, Position } from '@app/kernel';
import pg from 'pg';
import type { Json, LoggedEvent } from './port.js';

const instant = types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Instant;

/** An event whose costly parts stay text, as PostgreSQL writes them, until they are looked at: for whoever reads very many. */
export class LazyEvent implements LoggedEvent {
  #meta: EventMeta | undefined;

  constructor(
    readonly position: Position,
    readonly stream: string,
    readonly revisionText: string,
    readonly id: string,
    readonly type: string,
    readonly schemaVersion: number,
    readonly effectiveOn: CalendarDate,
    readonly recordedAtText: string,
    /** RFC 8785 JSON. */
    readonly metaText: string,
    /** RFC 8785 JSON. */
    readonly dataText: string,
    readonly leafHex: string,
  ) {}

  get revision(): bigint {
    return BigInt(this.revisionText);
  }

  get recordedAt(): Instant {
    return instant(this.recordedAtText);
  }

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
