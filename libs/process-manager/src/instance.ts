import { type Event, inForce, type Logged, type Position, replacedBy, sameContent } from '@app/kernel';
import type { AnyProcessManager, Reaction, Timer } from './definition.js';
import type { Cause } from './sender.js';

/** A reaction or timer, and what made it follow: with its step, that makes its command's id. */
export interface Following<What extends Reaction | Timer = Reaction | Timer> {
  readonly what: What;
  readonly cause: Cause;
}

/** What an event changes. */
export interface Change {
  readonly state: object;
  /** No longer follow, the last first; those of `timers` are to be deleted. */
  readonly undone: { readonly reactions: readonly Following<Reaction>[]; readonly timers: readonly Following<Timer>[] };
  readonly reactions: readonly Following<Reaction>[];
  /** All that are to wait by now, where the event is an amendment: what they found before may be otherwise now. */
  readonly timers: readonly Following<Timer>[];
}

const NOTHING = { reactions: [], timers: [] };

/** What follows from an event that replaces none. @param state before it */
export function plainly(manager: AnyProcessManager, before: object, event: Logged): Change {
  const state = manager.evolve(before, event);
  const { reactions = [], timers = [] } = manager.react(state, event);
  const follow = <What extends Reaction | Timer>(all: readonly What[]) => all.map((what) => ({ what, cause: { event } }));
  return { state, undone: NOTHING, reactions: follow(reactions), timers: follow(timers) };
}

/**
 * One key of a manager, told from its first event on. After a correction or a void, what follows is what would follow had each fact been
 * recorded as it stands now. What follows before as after stays as it was sent; where it would be put in other words now, only if more than a void undoes it. Pure.
 */
export class Instance {
  #state: object;
  #events: Logged[] = [];
  #reactions = new Map<string, Following<Reaction>>();
  #timers = new Map<string, Following<Timer>>();

  /** @param passedOver positions of events that say nothing, though what replaces one of them does */
  constructor(
    private readonly manager: AnyProcessManager,
    private readonly passedOver: ReadonlySet<Position>,
  ) {
    this.#state = manager.initialState;
  }

  /** Joins events that meant nothing by themselves, in the place of which something now stands that does. */
  join(events: readonly Logged[]): void {
    const known = new Set(this.#events.map(({ id }) => id));
    const joining = events.filter(({ id }) => !known.has(id));
    if (joining.length > 0) this.#events = [...this.#events, ...joining].sort((one, other) => (one.position < other.position ? -1 : 1));
  }

  /** @param event the next one */
  handle(event: Logged): Change {
    this.#events.push(event);
    const change = this.#change(event);
    this.#state = change.state;
    return change;
  }

  #change(event: Logged): Change {
    if (this.passedOver.has(event.position)) return this.#unchanged();
    if (replacedBy(event) !== undefined) return this.#amended(event);
    if (!this.manager.reads.includes(event.type)) return this.#unchanged();
    const change = plainly(this.manager, this.#state, event);
    for (const reaction of change.reactions) this.#reactions.set(nameOf(event, reaction.what), reaction);
    for (const timer of change.timers) this.#timers.set(nameOf(event, timer.what), timer);
    return change;
  }

  #amended(amendment: Logged): Change {
    const before = { reactions: this.#reactions, timers: this.#timers };
    const { state, ...after } = this.#retold(amendment);
    this.#reactions = keeping(before.reactions, after.reactions);
    this.#timers = keeping(before.timers, after.timers);
    return {
      state,
      undone: { reactions: without(before.reactions, this.#reactions).reverse(), timers: without(before.timers, this.#timers) },
      reactions: without(this.#reactions, before.reactions),
      timers: [...this.#timers.values()],
    };
  }

  /** What would follow had each fact been recorded as it stands now, were all of it made to follow by this amendment. */
  #retold(amendment: Logged) {
    const { manager } = this;
    const reactions = new Map<string, Following<Reaction>>();
    const timers = new Map<string, Following<Timer>>();
    let state = manager.initialState;
    for (const { first, fact } of this.#standing()) {
      const change = plainly(manager, state, fact);
      const cause = { event: amendment, place: first.id };
      for (const { what } of change.reactions) reactions.set(nameOf(first, what), { what, cause });
      for (const { what } of change.timers) timers.set(nameOf(first, what), { what, cause });
      state = change.state;
    }
    return { state, reactions, timers };
  }

  #standing() {
    const silent = new Map(this.#events.filter((event) => this.passedOver.has(event.position)).map((event) => [event.id, replacedBy(event)]));
    const through = (id: string): string => {
      const behind = silent.get(id);
      return behind === undefined ? id : through(behind);
    };
    const telling = this.#events.filter(({ id }) => silent.get(id) === undefined).map((event) => relinked(event, through));
    return inForce(telling).filter(({ fact }) => !silent.has(fact.id) && this.manager.reads.includes(fact.type));
  }

  #unchanged(): Change {
    return { state: this.#state, undone: NOTHING, ...NOTHING };
  }
}

function relinked(event: Logged, through: (id: string) => string): Logged {
  if (event.voids !== undefined) return { ...event, voids: through(event.voids) };
  return event.corrects === undefined ? event : { ...event, corrects: through(event.corrects) };
}

const nameOf = (first: Pick<Logged<Event>, 'id'>, { step }: Reaction | Timer): string => `${first.id}/${step}`;

type Followings<What extends Reaction | Timer> = Map<string, Following<What>>;

/** What follows now, as what followed before where it still does. */
function keeping<What extends Reaction | Timer>(before: Followings<What>, after: Followings<What>): Followings<What> {
  return new Map(
    [...after].map(([name, anew]) => {
      const standing = before.get(name);
      return [name, standing && stillSaid(standing.what, anew.what) ? standing : anew];
    }),
  );
}

function without<What extends Reaction | Timer>(those: Followings<What>, others: Followings<What>): Following<What>[] {
  return [...those].flatMap(([name, one]) => (others.get(name) === one ? [] : [one]));
}

/** What others have come to rely on stays in the words in which it was sent; what can be taken back without them is said anew. */
function stillSaid(one: Reaction | Timer, other: Reaction | Timer): boolean {
  if ('undo' in one && one.undo !== 'void') return true;
  return one.command === other.command && sameContent([one.effectiveOn, one.input, dueAt(one)], [other.effectiveOn, other.input, dueAt(other)]);
}

const dueAt = (what: Reaction | Timer) => ('dueAt' in what ? what.dueAt : undefined);
