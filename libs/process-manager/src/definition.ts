import type { CalendarDate, Command, CommandMeta, Event, Instant, Logged } from '@app/kernel';

/** A command's class. Its name is stored with timers, so renaming one that waits needs its old name kept. */
export interface CommandClass<Input extends object = never, Code extends string = never> {
  readonly name: string;
  new (meta: CommandMeta, input: Input): Command<object, Code>;
}

/** What is given, where all of it is of the input: what a literal is held against, of a variable too. */
type Exactly<Input extends object, Given extends Input> = Given & Readonly<Record<Exclude<keyof Given, Keys<Input>>, never>>;
type Keys<Union> = Union extends unknown ? keyof Union : never;

interface Sent<Input extends object> {
  /** Names it within its event; with the event's id it makes the command's id, so that a replay repeats nothing. */
  readonly step: string;
  readonly input: Input;
  readonly effectiveOn: CalendarDate;
}

interface Answering<Input extends object, Code extends string, Answer> extends Sent<Input> {
  /** What happens for each refusal that can meet the command; an empty list is "nothing more". Any other refusal stops the manager. */
  readonly refused: Readonly<[Code] extends [never] ? Record<string, never> : Record<Code, readonly Answer[]>>;
}

interface Reacting<Input extends object, Code extends string> extends Answering<Input, Code, Reaction> {
  readonly undo: Undo;
}

interface Timed<Input extends object> extends Sent<Input> {
  readonly dueAt: Instant;
}

declare const checked: unique symbol;
/** Its input and refusals were held against the command's, so that there is no other way to make one. */
interface Checked {
  readonly [checked]: true;
  readonly command: CommandClass;
}

/** A command that is sent as it is. */
export interface Sendable extends Checked, Sent<object> {
  readonly refused: Readonly<Record<string, readonly Sendable[]>>;
}

/**
 * What is done about a command that recorded something once it no longer follows, because a fact was corrected or voided: what it recorded is voided, unless a
 * later fact stands on it; or commands take it back; or nothing does, and why.
 */
export type Undo = 'void' | readonly Undoing[] | { readonly nothing: string };

/** A command that follows from an event. */
export interface Reaction extends Sendable {
  readonly refused: Readonly<Record<string, readonly Reaction[]>>;
  readonly undo: Undo;
}

declare const takesBack: unique symbol;
/** A command that takes back what another recorded. Nothing undoes it: what follows after all is sent anew. */
export interface Undoing extends Sendable {
  readonly [takesBack]: true;
  readonly refused: Readonly<Record<string, readonly Undoing[]>>;
}

/**
 * A command for later; kept in the timer table, written with the checkpoint. A refusal then is kept with the timer for the operator. One that no longer follows
 * is deleted.
 */
export interface Timer extends Checked, Timed<object> {}

/** Has a command follow from an event: its input is that command's, and each refusal that can meet it is answered. */
export function reaction<Input extends object, Code extends string, Given extends Input>(
  command: CommandClass<Input, Code>,
  sent: Reacting<Exactly<NoInfer<Input>, Given>, NoInfer<Code>>,
): Reaction {
  return { command, ...sent } as unknown as Reaction;
}

/** Has a command take back what another recorded: its input is that command's, and each refusal that can meet it is answered. */
export function undoing<Input extends object, Code extends string, Given extends Input>(
  command: CommandClass<Input, Code>,
  sent: Answering<Exactly<NoInfer<Input>, Given>, NoInfer<Code>, Undoing>,
): Undoing {
  return { command, ...sent } as unknown as Undoing;
}

/** Has a command follow from an event later on: its input is that command's. */
export function timer<Input extends object, Code extends string, Given extends Input>(
  command: CommandClass<Input, Code>,
  sent: Timed<Exactly<NoInfer<Input>, Given>>,
): Timer {
  return { command, ...sent } as unknown as Timer;
}

/** Reads the log in order and answers with commands. Pure: the runner does all I/O. `State` is stored as JSON, one per key. */
export interface ProcessManager<E extends Event, State extends object> {
  /** Its name in the checkpoint table and as an actor. */
  readonly name: string;
  /** Where in the log a new installation of it begins: with all of history, or with what comes after its first start. */
  readonly startsAt: 'beginning' | 'now';
  readonly reads: readonly E['type'][];
  /** Commands that its timers may send. */
  readonly timed: readonly CommandClass[];
  readonly initialState: State;
  /** The instance that an event belongs to, as does whatever corrects or voids it. Events of one key are handled in order, keys side by side. */
  key(event: Logged<E>): string;
  /** A correction takes the place of what it corrects, and has its `recordedAt`; what was voided never was there. */
  evolve(state: State, event: Logged<E>): State;
  /** @param state after `evolve` */
  react(state: State, event: Logged<E>): { readonly reactions?: readonly Reaction[]; readonly timers?: readonly Timer[] };
}

/** Any process manager, for lists of them. */
export type AnyProcessManager = ProcessManager<Event, object>;

/** Declares a process manager, inferring what it reads and keeps. */
export function processManager<E extends Event, State extends object>(definition: ProcessManager<E, State>): AnyProcessManager {
  // The runner hands every manager only events of the types that it `reads`, and states that its own `evolve` made.
  return definition as unknown as AnyProcessManager;
}
