import type { ResolvedEvent } from '@eventstore/db-client';
import type { EventMeta, Instant } from '@app/kernel';
import { canonicalJson } from '../canonical.js';
import { ForeignEvent, LogCorrupt, type NativePlace } from '../errors.js';
import type { Json, StoredEvent } from '../port.js';
import type { EncodedEvent } from '../storable.js';

/** An event as EventStoreDB takes it: both texts are RFC 8785 JSON in UTF-8, which the mirror then need not parse. */
export interface NativeEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** Where an event stands among everything that the server holds. Never leaves the adapter and the schema `es`. */
export interface NativePosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** What stands beside `meta` in the native metadata; no name in `meta` is one of these. */
interface Beside {
  readonly effectiveOn: string;
  readonly schemaVersion: number;
  /** Only of events that were imported: of all others, the server's own time counts. */
  readonly recordedAt?: Instant;
}

/** EventStoreDB's own names of these two: its tools follow them from event to event. */
type NativeMetadata = Beside & Omit<EventMeta, 'correlationId' | 'causationId'> & { readonly $correlationId: string; readonly $causationId?: string };

/**
 * @param encoded the event in writing, as `encodeEvents` gives it
 * @param recordedAt of an event that was recorded elsewhere before: it is kept
 */
export function toNative({ event, data }: EncodedEvent, recordedAt?: Instant): NativeEvent {
  const { correlationId, causationId, ...meta } = event.meta;
  const metadata: NativeMetadata = {
    effectiveOn: event.effectiveOn,
    schemaVersion: event.schemaVersion,
    ...(recordedAt !== undefined && { recordedAt }),
    ...meta,
    $correlationId: correlationId,
    ...(causationId !== undefined && { $causationId: causationId }),
  };
  return { id: event.id, type: event.type, data: Buffer.from(data), metadata: Buffer.from(canonicalJson(metadata)) };
}

export interface EventFromNative extends StoredEvent {
  readonly native: NativePosition;
}

const STREAM = /^[a-z][A-Za-z]*-[A-Za-z0-9._-]+$/;
const TYPE = /^[A-Z][A-Za-z0-9]*$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws ForeignEvent for what this product gives no such name */
export function mustBeNamedAsOurs(place: NativePlace, prefix: string, isJson: boolean): void {
  if (!place.stream.startsWith(prefix) || !STREAM.test(place.stream.slice(prefix.length))) throw new ForeignEvent(place, 'its stream has no such name');
  if (!TYPE.test(place.type)) throw new ForeignEvent(place, 'its type has no such name');
  if (!isJson) throw new ForeignEvent(place, 'it is no JSON');
}

const NO_METADATA = 'it has no metadata';

/** @throws ForeignEvent where there are none, or they are no JSON */
export function metadataIn(place: NativePlace, bytes: Buffer): Json {
  if (bytes.length === 0) throw new ForeignEvent(place, NO_METADATA);
  return jsonIn(place, bytes, 'its metadata are no JSON');
}

/** @throws ForeignEvent for what is none */
export function jsonIn(place: NativePlace, bytes: Buffer, otherwise = 'it is no JSON'): Json {
  try {
    return JSON.parse(bytes.toString()) as Json;
  } catch {
    throw new ForeignEvent(place, otherwise);
  }
}

/**
 * The exact reverse of `toNative`; `recordedAt` is the server's time of writing, in milliseconds, unless the event was imported.
 * @param prefix of the native stream's name, which the stream's own name does not have
 * @throws ForeignEvent for what this product did not write
 */
export function fromNative(prefix: string, { event }: Pick<ResolvedEvent, 'event'>): EventFromNative {
  if (!event?.position) throw new LogCorrupt('EventStoreDB shows no event where there is one');
  const { id, type, streamId, revision, isJson, position } = event;
  const place = { id, type, stream: streamId, revision };
  mustBeNamedAsOurs(place, prefix, isJson);
  const metadata: unknown = event.metadata;
  if (!isMetadata(metadata)) throw new ForeignEvent(place, metadata === undefined ? NO_METADATA : `its metadata name no ${missingIn(metadata)}`);
  const { effectiveOn, schemaVersion, recordedAt, $correlationId, $causationId, ...meta } = metadata;
  return {
    id,
    stream: streamId.slice(prefix.length),
    revision,
    type,
    schemaVersion,
    effectiveOn,
    recordedAt: recordedAt ?? event.created.toISOString(),
    meta: { ...meta, correlationId: $correlationId, ...($causationId !== undefined && { causationId: $causationId }) },
    data: event.data as Json,
    native: position,
  };
}

/** Looks at what `toNative` always writes, and not at all of it: who may write to these streams is the server's to say. */
function missingIn(metadata: unknown): string | undefined {
  const { effectiveOn, schemaVersion, commandId } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof effectiveOn !== 'string') return 'effective date';
  if (typeof schemaVersion !== 'number' || !Number.isInteger(schemaVersion) || schemaVersion < 1) return 'schema version';
  return typeof commandId === 'string' && UUID.test(commandId) ? undefined : 'command';
}

const isMetadata = (metadata: unknown): metadata is NativeMetadata => missingIn(metadata) === undefined;
