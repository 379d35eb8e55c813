import { type Besides, eventOnRecord, tellsOf } from '@app/event-store';
import type { Role, Viewer } from '@app/identity';
import type { Command, CommandMeta, Position, Receipt } from '@app/kernel';
import { Refused } from '@app/kernel';
import type { Moment, Snapshot } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Sql } from 'sql-template-tag';
import { type CommandInput, commandMeta } from './command.js';
import { FactsShown } from './facts-shown.js';
import { DAYS } from './input/fields.js';
import { nodeId } from './node.js';
import type { GraphqlContext } from './operation/context.js';
import { PROJECTION_WAIT_MS, ReadSources } from './operation/reads.js';
import { type Outcome, outcome } from './outcome.js';

/** What a mutation is about, by its GraphQL type and UUID. */
export type Subject = readonly [type: string, id: string];

/** Where a rule does not tell alone whether a mutation is permitted. */
interface Rights {
  /** A right that it takes besides, found once its own is granted. */
  readonly besides?: (() => Promise<Besides | undefined> | undefined) | undefined;
}

/** That a mutation is permitted, in which role, and what it is about. */
export interface Permitted extends Rights {
  readonly role: Role;
  readonly subject: Subject;
}

type Sent<Fields extends object> = new (meta: CommandMeta, fields: Fields) => Command<Fields>;
/** Finds something out on behalf of who asks. */
type Asking<Found> = (snapshot: Snapshot, viewer: Viewer) => Promise<Found>;

/** Sends mutations' commands: those that the access matrix permits their senders. */
@Injectable()
export class Mutations {
  constructor(
    private readonly bus: CommandBus,
    private readonly sources: ReadSources,
    private readonly facts: FactsShown,
  ) {}

  /**
   * One mutation: its input as a command, its outcome as the API answers it. What is recorded names the role that permits it.
   * @param fields the command's input, where it is not the mutation's own without what every mutation has
   */
  send<Fields extends object, Input extends CommandInput>(
    context: GraphqlContext,
    command: Sent<Fields>,
    input: Input,
    subject: Subject,
    fields: Fields,
    rights: Rights = {},
  ): Promise<Outcome> {
    return this.#send(context, command, input, fields, async () => ({ ...rights, subject, role: await this.#permitted(context, command.name, fields) }));
  }

  /**
   * The same of a mutation that names something on record, which says who is permitted it and what it is about.
   * @param find refuses who is not, and whom there is nothing for; asked again once all that is recorded can be read
   */
  sendAbout<Fields extends object, Input extends CommandInput>(
    context: GraphqlContext,
    command: Sent<Fields>,
    input: Input,
    fields: Fields,
    find: Asking<Permitted>,
  ): Promise<Outcome> {
    const { log } = this.sources;
    return this.#send(context, command, input, fields, () => this.#onceKnown(context, find, () => log.recordedSoFar(PROJECTION_WAIT_MS)));
  }

  #send<Fields extends object>(
    context: GraphqlContext,
    command: Sent<Fields>,
    input: CommandInput,
    fields: Fields,
    permitted: () => Promise<Permitted>,
  ): Promise<Outcome> {
    return outcome(context, async () => {
      const { role, subject, besides } = await permitted();
      await this.#permittedBesides(context, await besides?.());
      const meta = commandMeta(context, input);
      const receipt = await this.#execute(context, new command({ ...meta, actor: { ...meta.actor, role } }, fields));
      return { id: nodeId(...subject), receipt };
    });
  }

  /** What tells of a fact that its sender is not shown is said otherwise. */
  async #execute(context: GraphqlContext, command: Command): Promise<Receipt> {
    try {
      return await this.bus.execute<Command, Receipt>(command);
    } catch (error) {
      const told = error instanceof Refused ? tellsOf(error, command.meta.corrects) : undefined;
      if (told && !(await this.#isShown(context, told.eventId))) throw told.otherwise;
      throw error;
    }
  }

  async #isShown(context: GraphqlContext, eventId: string): Promise<boolean> {
    const event = await eventOnRecord(this.sources.log, eventId);
    return event !== undefined && this.#reading(context, (snapshot, viewer) => this.facts.isShown(snapshot, viewer, event));
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
    const { access, log } = this.sources;
    const claimed = access.permittedByClaim(command, context.principal.claims);
    return (
      claimed ??
      this.#onceKnown(
        context,
        (snapshot, viewer) => access.permit(snapshot, viewer, command, fields),
        () => log.head(),
      )
    );
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

  /**
   * What is found; where it is refused, asked again once it can be read what was recorded a moment ago. Whether there is such a thing makes no difference to the wait.
   * @param soFar how far all goes that is recorded by now
   */
  async #onceKnown<Found>(context: GraphqlContext, find: Asking<Found>, soFar: () => Promise<Position>): Promise<Found> {
    const asked = await this.#reading<Asked<Found>>(context, async (snapshot, viewer) => {
      try {
        return { found: await find(snapshot, viewer) };
      } catch (error) {
        if (error instanceof Refused) return { refused: error, at: snapshot.head };
        throw error;
      }
    });
    if ('found' in asked) return asked.found;
    const head = await soFar();
    if (asked.at >= head) throw asked.refused;
    await this.sources.readModel.waitFor(head, PROJECTION_WAIT_MS);
    return this.#reading(context, find);
  }

  async #reading<Found>(context: GraphqlContext, find: Asking<Found>): Promise<Found> {
    const { access, readModel } = this.sources;
    const snapshot = await readModel.snapshot('writing');
    try {
      return await find(snapshot, await access.viewer(snapshot, context.principal));
    } finally {
      await snapshot.release();
    }
  }
}

type Asked<Found> = { readonly found: Found } | { readonly refused: Refused; readonly at: Position };

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
