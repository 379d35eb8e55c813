import type { CommandMeta, Event, EventMeta, Logged, Recorded } from '@app/kernel';
import { derivedId } from '@app/kernel';
import { UnknownEventType } from './errors.js';
import type { EventTypes, JsonObject } from './event-types.js';
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

/** Only what is there: absent properties are not stored as empty ones. */
function metaOf(by: RecordedBy, event: Event): EventMeta {
  const { actor, commandId, commandName, inputHash, correlationId } = by;
  const optional = { causationId: by.causationId, reasonCode: by.reasonCode, traceparent: by.traceparent, corrects: event.corrects, voids: event.voids };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { actor, commandId, commandName, inputHash, correlationId, ...given };
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
   * A stored event as its feature knows it: data at the current version, sealed values as they are. `meta` is read when it is
   * looked at, so that reading much of the log costs no more than it must.
   * @throws UnknownEventType
   */
  decode<E extends Event = Event>(stored: LoggedEvent): Logged<E>;
  decode<E extends Event = Event>(stored: StoredEvent): Recorded<E>;
  decode<E extends Event = Event>(stored: StoredEvent & Partial<Pick<LoggedEvent, 'position'>>): Recorded<E> {
    const { id, stream, revision, type, schemaVersion, effectiveOn, recordedAt, position } = stored;
    const event = {
      type,
      data: this.#upcast(stored),
      effectiveOn,
      ...linksOf(stored),
      id,
      stream,
      revision,
      schemaVersion,
      recordedAt,
      ...(position !== undefined && { position }),
      get meta() {
        return stored.meta;
      },
    };
    // The type's name is all that ties stored data to its feature's shape: golden samples prove that it fits.
    return event as unknown as Recorded<E>;
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

/** What an event replaces, without parsing the metadata of those that replace nothing, which are nearly all. */
function linksOf(stored: StoredEvent & { readonly replaces?: boolean }): Pick<Event, 'corrects' | 'voids'> {
  if (stored.replaces === false) return {};
  const { corrects, voids } = stored.meta;
  return { ...(corrects !== undefined && { corrects }), ...(voids !== undefined && { voids }) };
}
