import type { Actor } from './actor.js';
import type { CalendarDate, Instant } from './event.js';

/** What arrives with every command, so that a decision reads no clock, makes no id and asks for no session. */
export interface CommandMeta {
  /** Chosen by the sender; the same id again is the same command again. */
  readonly commandId: string;
  readonly actor: Actor;
  /** When the facts that this command records hold. */
  readonly effectiveOn: CalendarDate;
  readonly now: Instant;
  /** Today in Europe/London. */
  readonly today: CalendarDate;
  /** Of the command that this one began with or, where nobody sent it because of another, its own id. */
  readonly correlationId: string;
  /** Id of the event that led to this command, where a process manager sent it. */
  readonly causationId?: string;
  readonly reasonCode?: string;
  /** Id of the event that recorded a fact otherwise than this command would have it. */
  readonly corrects?: string;
  /** What the sender said of these themselves, such as a date of their own rather than today's: saying otherwise is another request. */
  readonly stated?: Readonly<Record<string, string>>;
  readonly traceparent?: string;
}

declare const meeting: unique symbol;

/**
 * A request to record something. Subclasses are named in the imperative and add nothing but their input's shape; and `Code`, the refusals
 * that can meet it where it follows from an event, each of which whoever sends it then has an answer to.
 */
export abstract class Command<Input extends object = object, Code extends string = never> {
  /** For the compiler alone: what a command can be refused with is part of its type. */
  declare readonly [meeting]: (code: Code) => void;

  constructor(
    readonly meta: CommandMeta,
    readonly input: Input,
  ) {}
}

/** What a command answers: where its events stand. `token` is opaque: "wait until this is visible". */
export interface Receipt {
  readonly eventIds: readonly string[];
  /** What was recorded, in the order of `eventIds`: a hold on a full cohort answers `PlaceQueued`. */
  readonly eventTypes: readonly string[];
  readonly stream: string;
  readonly revision: bigint;
  readonly token: string;
}
