import type { Command, CommandMeta, Receipt } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandInput, commandMeta } from './command.js';
import { nodeId } from './node.js';
import type { GraphqlContext } from './operation/context.js';
import { type Outcome, outcome } from './outcome.js';

/** What a mutation is about, by its GraphQL type and UUID. */
export type Subject = readonly [type: string, id: string];

/** Sends mutations' commands. */
@Injectable()
export class Mutations {
  constructor(private readonly bus: CommandBus) {}

  /**
   * One mutation: its input as a command, its outcome as the API answers it.
   * @param fields the command's input, where it is not the mutation's own without what every mutation has
   */
  send<Fields extends object, Input extends CommandInput>(
    context: GraphqlContext,
    command: new (meta: CommandMeta, fields: Fields) => Command<Fields>,
    input: Input,
    [type, id]: Subject,
    fields: Fields,
  ): Promise<Outcome> {
    return outcome(context, async () => ({
      id: nodeId(type, id),
      receipt: await this.bus.execute<Command<Fields>, Receipt>(new command(commandMeta(context, input), fields)),
    }));
  }
}

/** A mutation's own fields: its input without what every mutation has. */
export function own<Input extends CommandInput>({ commandId: _id, effectiveOn: _on, reasonCode: _why, ...fields }: Input): Omit<Input, keyof CommandInput> {
  return fields;
}
