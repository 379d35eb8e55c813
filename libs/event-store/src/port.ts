import type { Queryable } from '@app/database';
import type { CalendarDate, EventMeta, Instant, Position } from '@app/kernel';

/** A JSON value as it is stored: sealed, validated, without undefined. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An event ready to be stored: encoded at its current schema version, its personal values sealed. */
export interface EventToAppend {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly effectiveOn: CalendarDate;
  readonly meta: EventMeta;
  readonly data: Json;
}

/** An event as its stream stores it, at the schema version it was written with. */
export interface StoredEvent extends EventToAppend {
  readonly stream: string;
  /** Ordinal within the stream, from 0. */
  readonly revision: bigint;
  readonly recordedAt: Instant;
}

/** An event as the log stores it. */
export interface LoggedEvent extends StoredEvent {
  readonly position: Position;
  /** SHA-256(0x00 ‖ RFC 8785 JSON of the envelope and the sealed data), 32 bytes. */
  readonly leaf: Uint8Array;
}

/** What the stream must be for an append to be accepted: empty, or with this as its last revision. */
export type Expected = 'none' | bigint;

export interface Appended {
  /** The stream's revision after the last of these events. */
  readonly revision: bigint;
  /** Opaque; `Log.positionOf` waits for it. */
  readonly token: string;
  /** When this append recorded the events: absent where they were there already, and always with a store that cannot tell the two apart. */
  readonly recordedAt?: Instant;
}

/** Where decisions read and write. One stream at a time; order and uniqueness are per stream. */
export interface EventStore {
  /**
   * Appends one to many events, all or none. Repeated with the same event ids it answers as it did the first time,
   * also after the stream has moved on.
   * @throws StreamConflict when the stream is not as expected
   * @throws Refused COMMAND_ID_REUSED when other events, of whichever stream, were recorded under one of these events' command ids
   * @throws Unstorable when an event can never be stored (size, null bytes, lone surrogates, depth): nothing was sent
   * @throws AppendOutcomeUnknown when the connection failed before the answer
   * @throws StoreUnavailable when nothing was sent because the store cannot be reached
   */
  append(stream: string, events: readonly EventToAppend[], condition: { readonly expected: Expected }): Promise<Appended>;
  /**
   * The stream's events in order, from a revision on (default 0), for who decides. A stream that does not exist is empty.
   * @throws StoreUnavailable, NotNow: nothing is decided on what may no longer be so
   */
  readStream(stream: string, options?: { readonly from?: bigint; readonly limit?: number }): AsyncIterable<StoredEvent>;
  /**
   * The same from a revision on, for who answers and decides nothing: while the store is away, or is not as it was left, as far as it was last known.
   * @throws StoreUnavailable, NotNow where that is too long ago
   */
  readLastKnown(stream: string, from: bigint): AsyncIterable<StoredEvent>;
  /** Whether something that reads the log passes over an event: asked of what nobody here can read. @throws StoreUnavailable */
  isPassedOver(eventId: string): Promise<boolean>;
  /** Another one whenever the connection to the store was made anew: what was known of streams before may be of a store that was set back since. */
  readonly era: number;
  /** The token of what stands last in the store, for answers that recorded nothing. */
  tokenOf(event: StoredEvent): Promise<string>;
}

/** Events handed to a follower together, in order and without holes. */
export interface Batch {
  readonly kind: 'batch';
  readonly events: readonly LoggedEvent[];
}
/** The follower has everything that was recorded up to `position`. */
export interface CaughtUp {
  readonly kind: 'caught-up';
  readonly position: Position;
}

/** An event as far as it tells who has to have read it. */
export interface Correlated {
  readonly type: string;
  readonly position: Position;
  /** Whether it corrects or voids another, of whatever type. */
  readonly amends: boolean;
}

/** What is asked of the log with a statement or few. */
export interface LogReading {
  /** Events with `after < position < before`, in order, at most `limit`. Asserts density: a hole is corruption. */
  read(options?: { readonly after?: Position; readonly before?: Position; readonly limit?: number; readonly batchSize?: number }): AsyncIterable<LoggedEvent>;
  head(): Promise<Position>;
  /** The last position recorded at or before a moment; 0 when there is none. */
  positionAt(moment: Instant): Promise<Position>;
  /**
   * Everything that was recorded until then is in it; null where that is always now, because appending writes the log. A mirror says
   * null too, before it has had everything for the first time.
   */
  levelAt(): Promise<Instant | null>;
  /** Events by id, for corrections; absent ids are absent from the answer. */
  byId(ids: readonly string[]): Promise<ReadonlyMap<string, LoggedEvent>>;
  /**
   * The last fact that holds, after another and outside of its stream, and names an id; undefined where none does. Reads all there is after it: for what is asked rarely.
   * @param since the other fact
   */
  namedBy(id: string, since: Pick<LoggedEvent, 'stream' | 'position'>, among: NamedAmong): Promise<string | undefined>;
  /** The event at a position and all of its correlation, in order: of what a command led to what is recorded by now. Of very many the last. */
  correlatedWith(position: Position): Promise<readonly Correlated[]>;
  /** Several streams' events up to a position, for timelines; at most `limit` per stream, in order. */
  readStreams(streams: readonly string[], options: { readonly upTo: Position; readonly limit: number }): Promise<ReadonlyMap<string, readonly LoggedEvent[]>>;
}

/** Where it is looked for who names something. */
export interface NamedAmong {
  /** Not in streams of these. */
  readonly categories: readonly string[];
  /** Of facts that hold from days before this one alone; of all where absent. */
  readonly before?: CalendarDate | undefined;
}

/** The log in order, with either store. */
export interface Log extends LogReading {
  /** The same, asked over a connection that is at hand: whoever holds one takes no second, and reads from one snapshot. */
  within(connection: Queryable): LogReading;
  /** Everything after a position, for ever, as it is recorded; a lost connection is mended within. Ends when aborted. */
  follow(options: { readonly after: Position; readonly signal: AbortSignal; readonly batchSize?: number }): AsyncIterable<Batch | CaughtUp>;
  /**
   * How far the log was last heard to have come, in whichever process; undefined while something may be missed. What was read before it moved may be
   * read again for nothing, but never too late.
   */
  readonly heard: Position | undefined;
  /**
   * The position of the last event that the store had recorded when this was asked, of whichever process; where the log follows its store, waits
   * up to `timeoutMs` until it has that event. For loaders and tests: whoever waits for one event has its token.
   */
  recordedSoFar(timeoutMs: number): Promise<Position>;
  /**
   * The position that a receipt's token stands for. Where the log follows its store, waits up to `timeoutMs` for what the store holds and the log has yet
   * to; what neither holds is waited for by nobody.
   * @throws Refused TOKEN_MALFORMED, TOKEN_NOT_REACHED
   */
  positionOf(token: string, timeoutMs: number): Promise<Position>;
  /** Copies events with their ids and times into an empty log. */
  import(events: AsyncIterable<StoredEvent>): Promise<Position>;
}
