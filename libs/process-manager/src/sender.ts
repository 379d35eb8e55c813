import { type CommandIdentity, NotNow, StoreUnavailable } from '@app/event-store';
import { type Clock, type Command, type CommandMeta, derivedId, type Event, type Logged, Refused } from '@app/kernel';
import type { AnyProcessManager, CommandClass, Sendable, Timer } from './definition.js';
import type { Answered, ProcessStore, StoredTimer } from './process-store.js';

/** What a command is sent with, besides its input. */
export type SentWith = Pick<CommandMeta, 'commandId' | 'effectiveOn' | 'correlationId'> & { readonly causationId: string };

/** What a command follows from: an event; and where that amends another, the place at which it makes something follow, or no longer follow. */
export interface Cause {
  readonly event: Logged<Event>;
  readonly place?: string;
}

export interface SenderOptions {
  readonly clock: Clock;
  /** Executes a command, as anyone else's would be. */
  readonly execute: (command: Command) => Promise<unknown>;
  readonly identity: Pick<CommandIdentity, 'unguessable'>;
}

/** Sends process managers' commands, under ids that follow from the event and the step: sent again, they are the same command again. */
export class Sender {
  constructor(
    private readonly options: SenderOptions,
    private readonly store: ProcessStore,
  ) {}

  /**
   * Sends what follows from an event, and what follows from its refusal.
   * @param refused refusals that stand since an attempt that was broken off, by command id, to which this one's are added: were they
   *   decided afresh, what was sent in answer would stand beside what it stood in for
   * @throws Error naming a refusal that nothing answers; whatever a command throws
   */
  async send(manager: AnyProcessManager, cause: Cause, sent: Sendable, refused: Map<string, Answered>): Promise<void> {
    const commandId = commandIdOf(manager, cause, sent.step);
    const standing = refused.get(commandId)?.code;
    const code = standing ?? (await this.attempt(manager, cause, sent, commandId));
    if (code === undefined) return;
    const alternatives = sent.refused[code];
    if (!alternatives) throw new Error(`${sent.step} was refused with ${code}, which nothing answers`);
    if (standing === undefined && alternatives.length > 0) {
      const answered = { code, position: cause.event.position };
      await this.store.refused(manager.name, commandId, answered);
      refused.set(commandId, answered);
    }
    for (const alternative of alternatives) await this.send(manager, cause, alternative, refused);
  }

  /** The ids that a step's command may have been sent under. */
  idsOf(manager: AnyProcessManager, cause: Cause, step: string): readonly string[] {
    const commandId = commandIdOf(manager, cause, step);
    return [commandId, this.options.identity.unguessable(commandId)];
  }

  /**
   * An id that this manager has used stands for this very step after this very event, sent by a release that put it in other words: it is done. One that somebody else has
   * used tells nothing: whoever chooses a command's id knows those of what follows from it beforehand. The step is then sent under one that nobody knows.
   * @throws Refused
   */
  async execute(manager: string, command: CommandClass, input: object, meta: SentWith): Promise<void> {
    if (!(await this.wasTaken(manager, command, input, meta))) return;
    const commandId = this.options.identity.unguessable(meta.commandId);
    if (await this.wasTaken(manager, command, input, { ...meta, commandId })) throw new Error(`somebody else has used the command id ${commandId}`);
  }

  /** @returns whether the id is somebody else's, and nothing was done */
  private async wasTaken(manager: string, command: CommandClass, input: object, meta: SentWith): Promise<boolean> {
    const { clock, execute } = this.options;
    // A reaction's input was held against its command's when it was made; a timer's too, before it was stored.
    const sent = new command(
      { ...meta, actor: { kind: 'system', id: manager, role: 'process-manager' }, now: clock.instant(), today: clock.today() },
      input as never,
    );
    try {
      await execute(sent);
      return false;
    } catch (error) {
      // Nobody may record anything for now: that is no answer to this command.
      if (error instanceof NotNow) throw new StoreUnavailable(error);
      if (!(error instanceof Refused && error.code === 'COMMAND_ID_REUSED')) throw error;
      const own = await this.store.isOwn(manager, meta.commandId);
      if (own === undefined) throw new StoreUnavailable(new Error(`the log does not show yet who used the command id ${meta.commandId}`));
      return !own;
    }
  }

  /** @returns the code of the refusal, if it was refused */
  private async attempt(manager: AnyProcessManager, cause: Cause, { command, input, effectiveOn }: Sendable, commandId: string): Promise<string | undefined> {
    try {
      await this.execute(manager.name, command, input, { commandId, effectiveOn, ...causedBy(cause) });
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return error.code;
    }
  }
}

/** The id of the command that is this step after this event. */
export function commandIdOf(manager: Pick<AnyProcessManager, 'name'>, { event, place }: Cause, step: string): string {
  return derivedId(event.id, [manager.name, ...(place === undefined ? [] : [place]), step].join('/'));
}

export function toStored(manager: AnyProcessManager, cause: Cause, { step, dueAt, command, input, effectiveOn }: Timer): StoredTimer {
  return {
    commandId: commandIdOf(manager, cause, step),
    manager: manager.name,
    dueAt,
    command: command.name,
    payload: { input, meta: { effectiveOn, ...causedBy(cause) } },
  };
}

export const causedBy = ({ event }: Cause) => ({ correlationId: event.meta.correlationId, causationId: event.id });
