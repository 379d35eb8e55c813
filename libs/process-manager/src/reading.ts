import type { Codec, Log, LoggedEvent } from '@app/event-store';
import { type Logged, type Position, present, replacedBy } from '@app/kernel';
import type { AnyProcessManager } from './definition.js';
import type { Facts } from './facts.js';
import { Instance } from './instance.js';

/** Events read at once of what an earlier release had handled. */
const AT_ONCE = 1_000;

export interface ReadingParts {
  readonly facts: Facts;
  readonly codec: Codec;
  readonly log: Log;
}

/** An event that means something to a manager. */
export interface Told {
  readonly key: string;
  readonly event: Logged;
  /** Where it amends another: all that stood in its place before, the first of them first. Empty where it amends none. */
  readonly before: readonly Logged[];
}

/** One manager's way of finding out whom an event is about, and what it knew of them. */
export class Reading {
  constructor(
    private readonly manager: AnyProcessManager,
    private readonly parts: ReadingParts,
    private readonly passedOver: ReadonlySet<Position>,
    /** All that it handled after this position is among its facts. */
    private factsAfter: Position,
    private readonly naming: (event: Pick<LoggedEvent, 'id' | 'type' | 'position'>, error: unknown) => unknown,
  ) {}

  /**
   * Those of some events that mean something to the manager. What amends another event does where any of what stood in its place is of a type that it reads,
   * the amendment itself included; it belongs to whom that was about, since ids are never corrected.
   */
  async told(stored: readonly LoggedEvent[]): Promise<readonly Told[]> {
    const telling = stored.filter(({ position }) => !this.passedOver.has(position));
    const before = await this.#standingBefore(telling);
    if ([...before].some(([event, others]) => this.#reads(event) || others.some((other) => this.#reads(other)))) await this.#complete();
    return this.#toldOf(telling, before);
  }

  /** What the manager made of a key so far. */
  async instance(key: string): Promise<Instance> {
    const { facts, log } = this.parts;
    const instance = new Instance(this.manager, this.passedOver);
    const events = [...(await log.byId(await facts.of(this.manager.name, key))).values()];
    for (const event of events.sort((one, other) => (one.position < other.position ? -1 : 1))) instance.handle(this.#decode(event));
    return instance;
  }

  /** Of what the manager does not read, or passes over, only its surroundings: it need not be readable. @throws CannotHandle */
  #decode(event: LoggedEvent): Logged {
    if (!this.#reads(event)) return surroundingsOf(event);
    try {
      return this.parts.codec.decode(event);
    } catch (error) {
      throw this.naming(event, error);
    }
  }

  #reads({ type, position }: Pick<LoggedEvent, 'type' | 'position'>): boolean {
    return this.manager.reads.includes(type) && !this.passedOver.has(position);
  }

  async #toldOf(telling: readonly LoggedEvent[], before: ReadonlyMap<LoggedEvent, readonly LoggedEvent[]>): Promise<readonly Told[]> {
    const { manager, parts } = this;
    const keys = new Map(
      await parts.facts.keysAt(
        manager.name,
        [...before.values()].flatMap(([first]) => first?.position ?? []),
      ),
    );
    return telling.flatMap((stored) => {
      const others = replacedBy(stored.meta) === undefined && this.#reads(stored) ? [] : before.get(stored);
      if (!others) return [];
      const standing = others.map((other) => this.#decode(other));
      const event = this.#decode(stored);
      const [{ position } = event] = standing;
      const readable = [...standing, event].find((other) => this.#reads(other));
      const key = keys.get(position) ?? (readable && this.#keyOf(readable));
      if (key === undefined) return [];
      keys.set(position, key);
      return [{ key, event, before: standing }];
    });
  }

  #keyOf(event: Logged): string {
    try {
      return this.manager.key(event);
    } catch (error) {
      throw this.naming(event, error);
    }
  }

  /** By amendment: what stood in its place before. One that amends nothing which the manager could have handled is not among them. */
  async #standingBefore(events: readonly LoggedEvent[]): Promise<ReadonlyMap<LoggedEvent, readonly LoggedEvent[]>> {
    const amendments = events.filter(({ meta }) => replacedBy(meta) !== undefined);
    if (amendments.length === 0) return new Map();
    const known = new Map(events.map((event) => [event.id, event]));
    for (let missing = unknown(amendments, known); missing.length > 0;) {
      const found = await this.parts.log.byId(missing);
      for (const [id, event] of found) known.set(id, event);
      missing = unknown([...found.values()], known);
    }
    const begins = this.manager.startsAt === 'beginning' ? 0n : this.factsAfter;
    return new Map(
      amendments.flatMap((amendment) => {
        const others = placeOf(amendment, known);
        return others?.[0] && others[0].position > begins ? [[amendment, others] as const] : [];
      }),
    );
  }

  /** What an earlier release had handled is added to the facts, once. */
  async #complete(): Promise<void> {
    const { manager, parts } = this;
    if (manager.startsAt === 'now' || this.factsAfter === 0n) return;
    for (let after = 0n; after < this.factsAfter;) {
      const events: LoggedEvent[] = [];
      for await (const event of parts.log.read({ after, before: this.factsAfter + 1n, limit: AT_ONCE })) events.push(event);
      const telling = events.filter(({ position }) => !this.passedOver.has(position));
      await parts.facts.add(manager.name, await this.#toldOf(telling, await this.#standingBefore(telling)));
      after = events.at(-1)?.position ?? this.factsAfter;
    }
    await parts.facts.areComplete(manager.name);
    this.factsAfter = 0n;
  }
}

function surroundingsOf({ meta, ...event }: LoggedEvent): Logged {
  return { ...event, meta, data: {}, ...present({ corrects: meta.corrects, voids: meta.voids }) };
}

function unknown(events: readonly LoggedEvent[], known: ReadonlyMap<string, LoggedEvent>): readonly string[] {
  return [...new Set(events.flatMap(({ meta }) => replacedBy(meta) ?? []).filter((id) => !known.has(id)))];
}

/** What stood where an amendment stands, the first first; undefined where it leads to nothing that was recorded before it. */
function placeOf(amendment: LoggedEvent, known: ReadonlyMap<string, LoggedEvent>): readonly LoggedEvent[] | undefined {
  const others: LoggedEvent[] = [];
  for (let event = amendment, id = replacedBy(event.meta); id !== undefined; id = replacedBy(event.meta)) {
    const replaced = known.get(id);
    if (!replaced || replaced.position >= event.position) return undefined;
    others.unshift(replaced);
    event = replaced;
  }
  return others;
}
