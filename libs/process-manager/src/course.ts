import type { Codec, LoggedEvent, Reader } from '@app/event-store';
import type { Event, Logged, Position } from '@app/kernel';
import type { AnyProcessManager } from './definition.js';
import { passing } from './passing.js';
import type { Answered, ProcessStore, StoredTimer } from './process-store.js';
import { type Sender, toStored } from './sender.js';

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

export interface CourseParts {
  readonly store: ProcessStore;
  readonly codec: Codec;
  readonly sender: Sender;
}

/** One manager's way along the log, from its checkpoint on. */
export class Course {
  private constructor(
    private readonly manager: AnyProcessManager,
    private readonly parts: CourseParts,
    private position: Position,
    private readonly refused: Map<string, Answered>,
    private readonly passedOver: ReadonlySet<Position>,
  ) {}

  /**
   * Continues where the manager stood, or begins where it is to begin. One that has read another log, such as one that was set back since, reads this one anew: its
   * commands have the ids that they had, so that what is recorded is answered as before, and what was lost is recorded again.
   * @throws Error where it began in the middle, and so does not know what it may repeat
   */
  static async begin(manager: AnyProcessManager, parts: CourseParts, reader: Reader, head: Position): Promise<Course> {
    let position = await parts.store.checkpoint(manager.name, manager.startsAt === 'beginning' ? 0n : head);
    if (position === undefined && manager.startsAt === 'now')
      throw new Error(`${manager.name} has handled another log than this, and not from its beginning: restore both from the same backup`);
    if (position === undefined) await parts.store.forget(manager.name);
    position ??= 0n;
    return new Course(manager, parts, position, await parts.store.refusals(manager.name), await reader.passedOver());
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
    const byKey = groupBy(this.read(stored), (event) => manager.key(event));
    if (byKey.size === 0 && this.refused.size === 0) {
      await parts.store.pass(manager.name, this.position, to);
      this.position = to;
      return;
    }
    const states = await parts.store.states(manager.name, [...byKey.keys()]);
    const timers: StoredTimer[] = [];
    const outcomes = await Promise.allSettled(
      [...byKey].map(async ([key, events]) => {
        for (const event of events) {
          try {
            states.set(key, await this.react(event, states.get(key), timers));
          } catch (error) {
            throw this.naming(event, error);
          }
        }
      }),
    );
    // The first in the order of the log: all before it have been handled.
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    if (failures.length > 0) throw failures.reduce(earlier);
    await parts.store.advance(manager.name, this.position, to, states, timers);
    this.position = to;
    for (const [commandId, { position }] of this.refused) if (position <= to) this.refused.delete(commandId);
  }

  private async react(event: Logged<Event>, before: object | undefined, timers: StoredTimer[]): Promise<object> {
    const { manager, parts } = this;
    const state = manager.evolve(before ?? manager.initialState, event);
    const { reactions = [], timers: later = [] } = manager.react(state, event);
    for (const reaction of reactions) await parts.sender.send(manager, event, reaction, this.refused);
    timers.push(...later.map((timer) => toStored(manager, event, timer)));
    return state;
  }

  private read(stored: readonly LoggedEvent[]): Logged<Event>[] {
    const { manager, parts, passedOver } = this;
    return stored
      .filter(({ type, position }) => manager.reads.includes(type) && !passedOver.has(position))
      .map((event) => {
        try {
          return parts.codec.decode(event) as Logged<Event>;
        } catch (error) {
          throw this.naming(event, error);
        }
      });
  }

  private naming(event: CannotHandle['event'], error: unknown): unknown {
    return passing(error) ? error : new CannotHandle(this.manager.name, event, error);
  }
}

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
