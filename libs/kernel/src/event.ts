import type { Actor } from './actor.js';

/** A calendar date, `YYYY-MM-DD`, in Europe/London. */
export type CalendarDate = string;
/** A moment in UTC with milliseconds, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
export type Instant = string;
/** An event's ordinal in the log, 1…n without holes; 0 stands before the first. Never a `number`. */
export type Position = bigint;
/** The largest that a position can be: PostgreSQL knows no larger bigint. */
export const LAST_POSITION: Position = 2n ** 63n - 1n;

/** What a decision records: a fact, in the past tense. The envelope (who, when, where) is added when it is appended. */
export interface Event<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
  /** When the fact holds, where that differs from the command's own `effectiveOn`. */
  readonly effectiveOn?: CalendarDate;
  /** Id of the event that this one replaces. */
  readonly corrects?: string;
  /** Id of the event that this one declares never to have held. */
  readonly voids?: string;
}

/** Who recorded an event, under which command, and why; stored beside its data, and never personal. */
export interface EventMeta {
  readonly actor: Actor;
  readonly commandId: string;
  readonly commandName: string;
  /** HMAC-SHA-256 of the command's canonical input: tells a retry from another command under the same id. */
  readonly inputHash: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly reasonCode?: string;
  readonly traceparent?: string;
  readonly corrects?: string;
  readonly voids?: string;
}

/** What the store adds to an event. */
export interface Envelope {
  readonly id: string;
  readonly stream: string;
  /** Ordinal within the stream, from 0. */
  readonly revision: bigint;
  readonly schemaVersion: number;
  readonly effectiveOn: CalendarDate;
  readonly recordedAt: Instant;
  readonly meta: EventMeta;
}

/** An event read back from its stream. Distributes over unions, so that `type` still narrows `data`. */
export type Recorded<E extends Event = Event> = E extends Event ? E & Envelope & { readonly effectiveOn: CalendarDate } : never;

/** An event read back from the log, in order. */
export type Logged<E extends Event = Event> = Recorded<E> & { readonly position: Position };

declare const holds: unique symbol;
/** A stream's name: one dash after the category. It knows the events that the stream holds: these, no fewer and no others. */
export type StreamOf<E extends Event> = string & { readonly [holds]: (event: E) => E };

/** Names a stream, once for all who write or fold it. @param id a UUID */
export function streamOf<E extends Event>(category: string, id: string): StreamOf<E> {
  return `${category}-${id}` as StreamOf<E>;
}

/** State from events: pure, total, and by the order in which they were recorded. */
export interface Fold<State, E extends Event> {
  readonly initialState: State;
  /** A property, so that a fold of fewer events is none of more. */
  readonly evolve: (state: State, event: Recorded<E>) => State;
}

/** Ends a switch that must answer every case: the compiler refuses a forgotten one. */
export function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}

/** A name in both languages; Welsh only where there is an official one. */
export interface BilingualName {
  readonly en: string;
  readonly cy?: string;
}

/** Where a reference record comes from. */
export interface Provenance {
  readonly pack: string;
  readonly version: string;
  readonly publisher: string;
  readonly source: string;
  readonly licence: string;
}
