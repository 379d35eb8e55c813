import type { Command, CommandMeta, Decided, Event, Fold, Receipt, StreamOf } from '@app/kernel';
import type { Provider } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { CommandType } from './command-type.js';
import { Streams } from './streams.js';

/** What a handler needs besides the streams, by name: classes that the application provides. */
type Needs = Readonly<Record<string, abstract new (...args: never[]) => object>>;
type Given<N extends Needs> = { readonly [Name in keyof N]: N[Name] extends abstract new (...args: never[]) => infer Instance ? Instance : never };

/** How a command is carried out: on streams, and with what else it is given, so that it can be carried out on others too. */
export interface Handler {
  readonly command: CommandType;
  readonly needs: Needs;
  readonly handle: (command: never, streams: Streams, given: never) => Promise<Receipt>;
}

type Decide<C, S, E extends Event, Known extends readonly unknown[] = []> = (command: NoInfer<C>, state: S, ...known: Known) => Decided<E>;
type Know<C, K, Given extends readonly object[] = []> = (command: NoInfer<C>, streams: Streams, ...given: Given) => NoInfer<K> | Promise<NoInfer<K>>;

/** Has a command decided on the stream that its input names; with what the decision has to know besides, where it does, and what that takes besides other streams. */
export interface On<I extends object, S, E extends Event> {
  <C extends Command<I>>(command: CommandType<C>, decide: Decide<C, S, E>): Handler;
  <C extends Command<I>, K>(command: CommandType<C>, decide: Decide<C, S, E, [K]>, know: Know<C, K>): Handler;
  <C extends Command<I>, K, N extends Needs = never>(
    command: CommandType<C>,
    decide: Decide<C, S, E, [K]>,
    know: Know<C, K, [Given<NoInfer<N>>]>,
    needs: N,
  ): Handler;
}

/** Says once which stream commands of a kind are decided on, and by which fold. @param stream the one that such a command's input names */
export function on<I extends object, S, E extends Event>(stream: (input: I, meta: CommandMeta) => StreamOf<E>, fold: Fold<S, NoInfer<E>>): On<I, S, E> {
  return <C extends Command<I>, K, N extends Needs>(
    command: CommandType<C>,
    decide: (command: C, state: S, known?: K) => Decided<E>,
    know?: (command: C, streams: Streams, given: Given<N>) => K | Promise<K>,
    needs?: N,
  ): Handler => ({
    command,
    needs: needs ?? {},
    async handle(asked: C, streams: Streams, given: Given<N>) {
      const known = await know?.(asked, streams, given);
      return streams.transact(asked, stream(asked.input, asked.meta), fold, (again, state) => decide(again, state, known));
    },
  });
}

/** A handler that does more than look and decide. @param needs what it takes besides the streams */
export function handled<C extends Command>(command: CommandType<C>, handle: (command: NoInfer<C>, streams: Streams) => Promise<Receipt>): Handler;
export function handled<C extends Command, N extends Needs = never>(
  command: CommandType<C>,
  handle: (command: NoInfer<C>, streams: Streams, given: Given<NoInfer<N>>) => Promise<Receipt>,
  needs: N,
): Handler;
export function handled(command: CommandType, handle: Handler['handle'], needs: Needs = {}): Handler {
  return { command, needs, handle };
}

/** Makes a table of handlers the command bus's. `Streams` and what they need are provided to the module. */
export function commandHandlers(handlers: readonly Handler[]): Provider[] {
  return handlers.map(({ command, needs, handle }) => {
    class Handling {
      constructor(readonly execute: (command: never) => Promise<Receipt>) {}
    }
    // By this name Nest says whose needs are not provided.
    Object.defineProperty(Handling, 'name', { value: `${command.name}Handler` });
    CommandHandler(command)(Handling);
    return {
      provide: Handling,
      inject: [Streams, ...Object.values(needs)],
      // What is injected is what was asked for, in that order.
      useFactory: (streams: Streams, ...given: readonly object[]) =>
        new Handling((asked) => handle(asked, streams, Object.fromEntries(Object.keys(needs).map((name, index) => [name, given[index]])) as never)),
    };
  });
}
