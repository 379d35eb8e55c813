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

interface Reacting<Input extends object, Code extends string> extends Sent<Input> {
  /** What happens for each refusal that can meet the command; an empty list is "nothing more". Any other refusal stops the manager. */
  readonly refused: Readonly<[Code] extends [never] ? Record<string, never> : Record<Code, readonly Reaction[]>>;
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

/** A command that follows from an event. */
export interface Reaction extends Checked, Sent<object> {
  readonly refused: Readonly<Record<string, readonly Reaction[]>>;
}

/** A command for later; kept in the timer table, written with the checkpoint. A refusal then is kept with the timer for the operator. */
export interface Timer extends Checked, Timed<object> {}

/** Has a command follow from an event: its input is that command's, and each refusal that can meet it is answered. */
export function reaction<Input extends object, Code extends string, Given extends Input>(
  command: CommandClass<Input, Code>,
  sent: Reacting<Exactly<NoInfer<Input>, Given>, NoInfer<Code>>,
): Reaction {
  return { command, ...sent } as unknown as Reaction;
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
  /** The instance that an event belongs to. Events of one key are handled in order, keys side by side. */
  key(event: Logged<E>): string;
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
