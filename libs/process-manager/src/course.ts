import type { LoggedEvent, Reader } from '@app/event-store';
import type { Logged, Position } from '@app/kernel';
import type { AnyProcessManager } from './definition.js';
import { type Change, plainly } from './instance.js';
import { passing } from './passing.js';
import type { Answered, ProcessStore, StoredTimer } from './process-store.js';
import { Reading, type ReadingParts, type Told } from './reading.js';
import { commandIdOf, type Sender, toStored } from './sender.js';
import type { Undoer } from './undoer.js';

/** An event after which a manager cannot go on: what follows from it fails, or is refused in a way that nothing answers. */
export class CannotHandle extends Error {
  constructor(
    manager: string,
    readonly event: Pick<LoggedEvent, 'id' | 'type' | 'position'>,
    cause: unknown,
  ) {
    super(`${manager} cannot handle event ${event.id} (${event.type}, position ${event.position}): ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'CannotHandle';
  }
}

export interface CourseParts extends ReadingParts {
  readonly store: ProcessStore;
  readonly sender: Sender;
  readonly undoer: Undoer;
}

type Timers = Map<string, StoredTimer | undefined>;

/** One manager's way along the log, from its checkpoint on. */
export class Course {
  private constructor(
    private readonly manager: AnyProcessManager,
    private readonly parts: CourseParts,
    private position: Position,
    private readonly refused: Map<string, Answered>,
    private readonly reading: Reading,
  ) {}

  /**
   * Continues where the manager stood, or begins where it is to begin. One that has read another log, such as one that was set back since, reads this one anew: its
   * commands have the ids that they had, so that what is recorded is answered as before, and what was lost is recorded again.
   * @throws Error where it began in the middle, and so does not know what it may repeat
   */
  static async begin(manager: AnyProcessManager, parts: CourseParts, reader: Reader, head: Position): Promise<Course> {
    let standing = await parts.store.checkpoint(manager.name, manager.startsAt === 'beginning' ? 0n : head);
    if (standing === undefined && manager.startsAt === 'now')
      throw new Error(`${manager.name} has handled another log than this, and not from its beginning: restore both from the same backup`);
    if (standing === undefined) await parts.store.forget(manager.name);
    standing ??= { position: 0n, factsAfter: 0n };
    const reading = new Reading(manager, parts, await reader.passedOver(), standing.factsAfter, (event, error) => naming(manager, event, error));
    return new Course(manager, parts, standing.position, await parts.store.refusals(manager.name), reading);
  }

  /** Everything up to here has been handled. */
  get at(): Position {
    return this.position;
  }

  /**
   * Handles the next events: events of one key in order, keys side by side. Their commands are sent before the checkpoint moves, so that a
   * crash repeats them, which changes nothing.
   * @throws CannotHandle after all events before that one have been handled; LeadershipLost; whatever passes
   */
  async handle(stored: readonly LoggedEvent[]): Promise<void> {
    const last = stored.at(-1);
    if (!last) return;
    try {
      await this.handleTogether(stored, last.position);
    } catch (error) {
      if (!(error instanceof CannotHandle)) throw error;
      await this.handle(stored.filter(({ position }) => position < error.event.position));
      throw error;
    }
  }

  private async handleTogether(stored: readonly LoggedEvent[], to: Position): Promise<void> {
    const { manager, parts } = this;
    const told = await this.reading.told(stored);
    if (told.length === 0 && this.refused.size === 0) {
      await parts.store.pass(manager.name, this.position, to);
      this.position = to;
      return;
    }
    const byKey = groupBy(told, ({ key }) => key);
    const states = await parts.store.states(manager.name, [...byKey.keys()]);
    const timers: Timers = new Map();
    const outcomes = await Promise.allSettled([...byKey].map(([key, ofKey]) => this.handleKey(key, ofKey, states, timers)));
    // The first in the order of the log: all before it have been handled.
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    if (failures.length > 0) throw failures.reduce(earlier);
    await parts.store.advance(manager.name, this.position, to, { states, timers, facts: told });
    this.position = to;
    for (const [commandId, { position }] of this.refused) if (position <= to) this.refused.delete(commandId);
  }

  private async handleKey(key: string, told: readonly Told[], states: Map<string, object>, timers: Timers): Promise<void> {
    const { manager } = this;
    const instance = told.some(({ before }) => before.length > 0) ? await this.reading.instance(key) : undefined;
    for (const { event, before } of told) {
      try {
        instance?.join(before);
        const change = instance ? instance.handle(event) : plainly(manager, states.get(key) ?? manager.initialState, event);
        await this.carryOut(event, change, timers);
        states.set(key, change.state);
      } catch (error) {
        throw naming(manager, event, error);
      }
    }
  }

  private async carryOut(event: Logged, { undone, reactions, timers: later }: Change, timers: Timers): Promise<void> {
    const { manager, parts, refused } = this;
    for (const reaction of undone.reactions) await parts.undoer.undo(manager, event, reaction, refused);
    for (const { what, cause } of reactions) await parts.sender.send(manager, cause, what, refused);
    for (const { what, cause } of undone.timers) timers.set(commandIdOf(manager, cause, what.step), undefined);
    for (const { what, cause } of later) {
      const timer = toStored(manager, cause, what);
      timers.set(timer.commandId, timer);
    }
  }
}

const naming = ({ name }: AnyProcessManager, event: CannotHandle['event'], error: unknown): unknown =>
  passing(error) ? error : new CannotHandle(name, event, error);

/** What passes is no word on any event, so it goes first. */
function earlier(one: unknown, other: unknown): unknown {
  if (!(one instanceof CannotHandle)) return one;
  if (!(other instanceof CannotHandle)) return other;
  return one.event.position < other.event.position ? one : other;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
