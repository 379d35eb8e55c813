import type { Command, CommandMeta } from '@app/kernel';

/** A command’s class. */
export interface CommandType<C extends Command = Command> {
  readonly name: string;
  new (meta: CommandMeta, input: never): C;
}
