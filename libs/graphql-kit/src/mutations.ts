import type { Besides } from '@app/event-store';
import type { Role } from '@app/identity';
import type { Command, CommandMeta, Receipt } from '@app/kernel';
import { Refused } from '@app/kernel';
import type { Moment } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Sql } from 'sql-template-tag';
import { type CommandInput, commandMeta } from './command.js';
import { DAYS } from './input/fields.js';
import { nodeId } from './node.js';
import type { GraphqlContext } from './operation/context.js';
import { PROJECTION_WAIT_MS, ReadSources } from './operation/reads.js';
import { type Outcome, outcome } from './outcome.js';

/** What a mutation is about, by its GraphQL type and UUID. */
export type Subject = readonly [type: string, id: string];

/** A command by its name, with its fields that say what it is about. */
type PermittedAs = readonly [command: string, fields: object];

/** Where the command's own rule does not tell alone whether it is permitted. */
interface Rights {
  /** Another command, whose rule says it instead. */
  readonly as?: PermittedAs;
  /** A right that it takes besides, found once its own is granted. */
  readonly besides?: () => Promise<Besides | undefined> | undefined;
}

/** Sends mutations' commands: those that the access matrix permits their senders. */
@Injectable()
export class Mutations {
  constructor(
    private readonly bus: CommandBus,
    private readonly sources: ReadSources,
  ) {}

  /**
   * One mutation: its input as a command, its outcome as the API answers it. What is recorded names the role that permits it.
   * @param fields the command's input, where it is not the mutation's own without what every mutation has
   */
  send<Fields extends object, Input extends CommandInput>(
    context: GraphqlContext,
    command: new (meta: CommandMeta, fields: Fields) => Command<Fields>,
    input: Input,
    [type, id]: Subject,
    fields: Fields,
    { as = [command.name, fields], besides }: Rights = {},
  ): Promise<Outcome> {
    return outcome(context, async () => {
      const role = await this.#permitted(context, ...as);
      await this.#permittedBesides(context, await besides?.());
      const meta = commandMeta(context, input);
      const permitted = new command({ ...meta, actor: { ...meta.actor, role } }, fields);
      return { id: nodeId(type, id), receipt: await this.bus.execute<Command<Fields>, Receipt>(permitted) };
    });
  }

  /**
   * What is on record, for a mutation that names its subject by what it is called, such as by a code: of everybody's and of whatever day,
   * since what is to hold is on record too. What was recorded a moment ago may be missing: it is met in its stream.
   * @param query of tables with periods
   */
  async onRecord<T extends object>(query: (onRecord: Moment) => Sql): Promise<readonly T[]> {
    const snapshot = await this.sources.readModel.snapshot();
    try {
      return await snapshot.query<T>(query(snapshot.moment({ asOf: DAYS.max })));
    } finally {
      await snapshot.release();
    }
  }

  async #permitted(context: GraphqlContext, command: string, fields: object): Promise<Role> {
    const { access, log, readModel } = this.sources;
    const claimed = access.permittedByClaim(command, context.principal.claims);
    if (claimed) return claimed;
    const asked = await this.#ask(context, command, fields);
    if (asked.permitted !== undefined) return asked.permitted;
    // What was recorded a moment ago may be missing still. Whether there is such a thing makes no difference to the wait.
    const head = await log.head();
    if (asked.at >= head) throw asked.refused;
    await readModel.waitFor(head, PROJECTION_WAIT_MS);
    const again = await this.#ask(context, command, fields);
    if (again.permitted === undefined) throw again.refused;
    return again.permitted;
  }

  async #permittedBesides(context: GraphqlContext, right: Besides | undefined): Promise<void> {
    if (!right) return;
    try {
      await this.#permitted(context, right.command, right.fields);
    } catch (error) {
      // Whom it is about, whoever lacks the right does not see perhaps, and did not name.
      throw error instanceof Refused ? right.refused : error;
    }
  }

  async #ask(context: GraphqlContext, command: string, fields: object): Promise<Asked> {
    const { access, readModel } = this.sources;
    const snapshot = await readModel.snapshot('writing');
    try {
      return { permitted: await access.permit(snapshot, await access.viewer(snapshot, context.principal), command, fields) };
    } catch (error) {
      if (error instanceof Refused) return { permitted: undefined, refused: error, at: snapshot.head };
      throw error;
    } finally {
      await snapshot.release();
    }
  }
}

type Asked = { readonly permitted: Role } | { readonly permitted: undefined; readonly refused: Refused; readonly at: bigint };

/** A mutation's own fields: its input without what every mutation has. */
export function own<Input extends CommandInput>({
  commandId: _id,
  effectiveOn: _on,
  reasonCode: _why,
  corrects: _which,
  ...fields
}: Input): Omit<Input, keyof CommandInput> {
  return fields;
}
