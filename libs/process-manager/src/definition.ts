import type { CalendarDate, Command, CommandMeta, Event, Instant, Logged } from '@app/kernel';

/** A command's class. Its name is stored with timers, so renaming one that waits needs its old name kept. */
export interface CommandClass {
  readonly name: string;
  new (meta: CommandMeta, input: never): Command;
}

/** A command that follows from an event. */
export interface Reaction {
  /** Names the reaction within its event; with the event's id it makes the command's id, so that a replay repeats nothing. */
  readonly step: string;
  readonly command: CommandClass;
  readonly input: object;
  readonly effectiveOn: CalendarDate;
  /** What happens for each refusal that can occur; an empty list is "nothing more". Any other refusal stops the manager. */
  readonly refused: Readonly<Record<string, readonly Reaction[]>>;
}

/** A command for later; kept in the timer table, written with the checkpoint. A refusal then is kept with the timer for the operator. */
export interface Timer {
  readonly step: string;
  readonly dueAt: Instant;
  readonly command: CommandClass;
  readonly input: object;
  readonly effectiveOn: CalendarDate;
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
