import type { CommandMeta, Event, EventMeta, Instant, Logged, Recorded } from '@app/kernel';
import { derivedId } from '@app/kernel';
import { UnknownEventType } from './errors.js';
import type { EventTypes, JsonObject } from './event-types.js';
import { LazyEvent } from './lazy-event.js';
import type { EventToAppend, Json, LoggedEvent, StoredEvent } from './port.js';
import { checkStorable } from './storable.js';

/** Event data with values still to be sealed, and what their sealing is bound to. */
export interface Unsealed {
  readonly stream: string;
  /** The event's id. */
  readonly id: string;
  readonly data: object;
}

/** Replaces every value marked `toSeal` by a sealed one. The keys it needs are stored before it answers. */
export abstract class Sealer {
  /** @returns the events' data, in their order */
  abstract seal(events: readonly Unsealed[]): Promise<readonly Json[]>;
}

/** A command as its events remember it. */
export interface RecordedBy extends CommandMeta {
  readonly commandName: string;
  readonly inputHash: string;
}

/** Only what is there: absent properties are not stored as empty ones. Every command passes here, hence nothing is made on the way. */
function metaOf({ actor, commandId, commandName, inputHash, correlationId, causationId, reasonCode, traceparent }: RecordedBy, event: Event): EventMeta {
  const meta: { -readonly [Name in keyof EventMeta]: EventMeta[Name] } = { actor, commandId, commandName, correlationId, inputHash };
  if (causationId !== undefined) meta.causationId = causationId;
  if (event.corrects !== undefined) meta.corrects = event.corrects;
  if (reasonCode !== undefined) meta.reasonCode = reasonCode;
  if (traceparent !== undefined) meta.traceparent = traceparent;
  if (event.voids !== undefined) meta.voids = event.voids;
  return meta;
}

/** Between the events that features decide on and those that are stored. */
export class Codec {
  readonly #versions: EventTypes['versions'];

  constructor(
    types: readonly EventTypes[],
    private readonly sealer: Sealer,
  ) {
    const versions = new Map<string, { version: number; upcasters: Readonly<Record<number, (data: JsonObject) => JsonObject>> }>();
    for (const [type, declared] of types.flatMap((feature) => [...feature.versions])) {
      if (versions.has(type)) throw new Error(`two features declare the event ${type}`);
      versions.set(type, declared);
    }
    this.#versions = versions;
  }

  /** The stored types, each with the version that is written now. */
  get currentVersions(): ReadonlyMap<string, number> {
    return new Map([...this.#versions].map(([type, { version }]) => [type, version]));
  }

  /**
   * Events as they will be stored: at their current version, sealed, under ids that the command's own id determines.
   * @throws Unstorable for what cannot be kept, also inside of values that are sealed
   */
  async encode(stream: string, events: readonly Event[], by: RecordedBy): Promise<readonly EventToAppend[]> {
    const drafts = events.map((event, index) => {
      checkStorable(event.data, '');
      return { event, id: derivedId(by.commandId, `${stream}#${index}`), schemaVersion: this.#declared(event.type, undefined).version };
    });
    const sealed = await this.sealer.seal(drafts.map(({ event, id }) => ({ stream, id, data: event.data })));
    return drafts.map(({ event, id, schemaVersion }, index) => ({
      id,
      type: event.type,
      schemaVersion,
      effectiveOn: event.effectiveOn ?? by.effectiveOn,
      meta: metaOf(by, event),
      data: sealed[index] ?? null,
    }));
  }

  /**
   * A stored event as its feature knows it: data at the current version, sealed values as they are. Where `stored` makes some of it
   * only when it is looked at, as in `PostgresLog.copyOut`, so does the event, whose `id`, `meta`, `stream`, `revision` and `recordedAt`
   * then are no properties of its own.
   * @throws UnknownEventType
   */
  decode<E extends Event = Event>(stored: LoggedEvent): Logged<E>;
  decode<E extends Event = Event>(stored: StoredEvent): Recorded<E>;
  decode<E extends Event = Event>(stored: StoredEvent & Partial<Pick<LoggedEvent, 'position'>>): Recorded<E> {
    const data = this.#upcast(stored);
    // The type's name is all that ties stored data to its feature's shape: golden samples prove that it fits.
    if (stored instanceof LazyEvent) return new DecodedLazyEvent(stored, data) as unknown as Recorded<E>;
    const { id, stream, revision, type, schemaVersion, effectiveOn, recordedAt, meta, position } = stored;
    const event = { type, data, effectiveOn, id, stream, revision, schemaVersion, recordedAt, meta };
    return withLinks(position === undefined ? event : { ...event, position }, meta) as unknown as Recorded<E>;
  }

  #upcast(stored: StoredEvent): unknown {
    const { version, upcasters } = this.#declared(stored.type, stored.schemaVersion);
    let { data } = stored as { data: unknown };
    for (let from = stored.schemaVersion; from < version; from++) data = upcasters[from]?.(data as JsonObject);
    return data;
  }

  #declared(type: string, written: number | undefined) {
    const declared = this.#versions.get(type);
    if (!declared || (written !== undefined && written > declared.version)) throw new UnknownEventType(type, written ?? 1);
    return declared;
  }
}

/** Says what an event replaces, where it does: nearly none do. */
function withLinks<T extends object>(event: T, { corrects, voids }: EventMeta): T & Pick<Event, 'corrects' | 'voids'> {
  if (corrects === undefined && voids === undefined) return event;
  return { ...event, ...(corrects !== undefined && { corrects }), ...(voids !== undefined && { voids }) };
}

/** One of very many: a class, so that all have one shape, and its metadata are parsed for those that need them. */
class DecodedLazyEvent {
  readonly type: string;
  readonly effectiveOn: string;
  readonly position: bigint;
  readonly schemaVersion: number;
  readonly #stored: LazyEvent;

  constructor(
    stored: LazyEvent,
    readonly data: unknown,
  ) {
    this.type = stored.type;
    this.effectiveOn = stored.effectiveOn;
    this.position = stored.position;
    this.schemaVersion = stored.schemaVersion;
    this.#stored = stored;
    if (stored.replaces) Object.assign(this, withLinks({}, stored.meta));
  }

  get id(): string {
    return this.#stored.id;
  }

  get stream(): string {
    return this.#stored.stream;
  }

  get revision(): bigint {
    return this.#stored.revision;
  }

  get recordedAt(): Instant {
    return this.#stored.recordedAt;
  }

  get meta(): EventMeta {
    return this.#stored.meta;
  }
}
