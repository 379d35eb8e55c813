import type { ResolvedEvent } from '@eventstore/db-client';
import type { EventMeta, Instant } from '@app/kernel';
import { canonicalJson } from '../canonical.js';
import { LogCorrupt } from '../errors.js';
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

/**
 * The exact reverse of `toNative`; `recordedAt` is the server's time of writing, in milliseconds, unless the event was imported.
 * @param prefix of the native stream's name, which the stream's own name does not have
 * @throws LogCorrupt for what this product did not write
 */
export function fromNative(prefix: string, { event }: Pick<ResolvedEvent, 'event'>): EventFromNative {
  const metadata: unknown = event?.metadata;
  if (!event?.isJson || !event.streamId.startsWith(prefix) || !event.position || !isMetadata(metadata)) {
    throw new LogCorrupt(`${event ? `event ${event.id} in ${event.streamId}` : 'an event'} is not one that this product wrote`);
  }
  const { effectiveOn, schemaVersion, recordedAt, $correlationId, $causationId, ...meta } = metadata;
  return {
    id: event.id,
    stream: event.streamId.slice(prefix.length),
    revision: event.revision,
    type: event.type,
    schemaVersion,
    effectiveOn,
    recordedAt: recordedAt ?? event.created.toISOString(),
    meta: { ...meta, correlationId: $correlationId, ...($causationId !== undefined && { causationId: $causationId }) },
    data: event.data as Json,
    native: event.position,
  };
}

/** Looks at what `toNative` always writes, and not at all of it: who may write to these streams is the server's to say. */
function isMetadata(metadata: unknown): metadata is NativeMetadata {
  const given = metadata as Partial<NativeMetadata> | undefined;
  return typeof given?.effectiveOn === 'string' && typeof given.schemaVersion === 'number' && typeof given.commandId === 'string';
}
