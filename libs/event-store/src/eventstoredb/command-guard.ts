import { DatabaseUnavailable, type Queryable } from '@app/database';
import { storeError, StoreUnavailable } from '../errors.js';
import type { EventToAppend } from '../port.js';
import type { NativeOutcome } from './append-call.js';

/** What stands against an append, known before it is sent. `revision` is that of the last of its events. */
export type Objection = { readonly kind: 'conflict' | 'reused' } | { readonly kind: 'repeated'; readonly revision: bigint };

/** An append of this process, under way or recorded. */
interface Known {
  readonly stream: string;
  readonly ids: readonly string[];
  /** The stream's revision after it; undefined where nothing was recorded, or nobody knows. */
  readonly recorded: Promise<bigint | undefined>;
}

interface Waiting {
  readonly stream: string;
  readonly events: readonly EventToAppend[];
  readonly resolve: (objection: Objection | undefined) => void;
  readonly reject: (error: unknown) => void;
}

type Row = [request: number, kind: Objection['kind'], revision: bigint | null];

const GUARD = { name: 'guard_appends', text: 'select n, verdict, revision from es.guard_appends($1, $2, $3, $4)', rowMode: 'array' as const };
const MOST_TOGETHER = 200;
/** A database that took so long to be found away is not waited for again by everyone in a queue, one after the other: not for a moment. */
const SLOW_MS = 500;
const AWAY_MS = 100;
/** In each of two generations: several times what is appended within the mirror's usual lag. */
const MOST_REMEMBERED = 10_000;

/**
 * Keeps a command's id from being used for two things, and an event from being recorded twice: EventStoreDB looks at neither across streams,
 * nor at an event that comes again with another expectation. It asks what is mirrored, once for all appends of a turn of the event loop, and
 * remembers what this process appended since. What another process appended within the mirror's lag is not known here.
 */
export class CommandGuard {
  readonly #waiting: Waiting[] = [];
  #away: { readonly error: StoreUnavailable; readonly until: number } | undefined;
  #young = new Map<string, Known>();
  #old = new Map<string, Known>();

  constructor(private readonly database: Queryable) {}

  /**
   * Runs `append` unless something stands against it.
   * @throws StoreFenced, WrongStore, StoreUnavailable, and what `append` throws
   */
  async unlessKnown(stream: string, events: readonly EventToAppend[], append: () => Promise<NativeOutcome>): Promise<NativeOutcome | Objection> {
    const commandIds = [...new Set(events.map(({ meta }) => meta.commandId))];
    for (let known = this.#first(commandIds); known; known = this.#first(commandIds)) {
      const revision = await known.recorded;
      if (revision !== undefined) return objection(stream, events, known, revision);
    }
    let recorded: (revision: bigint | undefined) => void = () => undefined;
    const known: Known = { stream, ids: events.map(({ id }) => id), recorded: new Promise((resolve) => (recorded = resolve)) };
    this.#remember(commandIds, known);
    let revision: bigint | undefined;
    try {
      const objected = await this.#ask(stream, events);
      if (objected) return objected;
      const outcome = await append();
      if (outcome.kind === 'appended') ({ revision } = outcome);
      return outcome;
    } finally {
      if (revision === undefined) this.#forget(commandIds, known);
      recorded(revision);
    }
  }

  #first(commandIds: readonly string[]): Known | undefined {
    for (const commandId of commandIds) {
      const known = this.#young.get(commandId) ?? this.#old.get(commandId);
      if (known) return known;
    }
    return undefined;
  }

  #remember(commandIds: readonly string[], known: Known): void {
    for (const commandId of commandIds) this.#young.set(commandId, known);
    if (this.#young.size < MOST_REMEMBERED) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  #forget(commandIds: readonly string[], known: Known): void {
    for (const generation of [this.#young, this.#old]) {
      for (const commandId of commandIds) if (generation.get(commandId) === known) generation.delete(commandId);
    }
  }

  #ask(stream: string, events: readonly EventToAppend[]): Promise<Objection | undefined> {
    if (this.#away && performance.now() < this.#away.until) return Promise.reject(this.#away.error);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, events, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#askAll());
    });
  }

  #askAll(): void {
    for (const waiting = this.#waiting.splice(0); waiting.length > 0;) void this.#askFor(waiting.splice(0, MOST_TOGETHER));
  }

  async #askFor(waiting: readonly Waiting[]): Promise<void> {
    const items = waiting.flatMap(({ events }, index) => events.map(({ id, meta }) => ({ request: index + 1, id, commandId: meta.commandId })));
    const values = [
      waiting.map(({ stream }) => stream),
      items.map(({ request }) => request),
      items.map(({ id }) => id),
      items.map(({ commandId }) => commandId),
    ];
    const begun = performance.now();
    try {
      const { rows } = await this.database.query<Row>({ ...GUARD, values });
      const objections = new Map(
        rows.map(([request, kind, revision]): [number, Objection] => [request, kind === 'repeated' ? { kind, revision: revision ?? 0n } : { kind }]),
      );
      waiting.forEach(({ resolve }, index) => resolve(objections.get(index + 1)));
    } catch (error) {
      const away = error instanceof DatabaseUnavailable ? new StoreUnavailable(error) : undefined;
      const now = performance.now();
      if (away && now - begun > SLOW_MS) this.#away = { error: away, until: now + AWAY_MS };
      for (const { reject } of waiting) reject(away ?? storeError(error));
    }
  }
}

/** What an append that was recorded says of another under the same command id. */
function objection(stream: string, events: readonly EventToAppend[], known: Known, revision: bigint): Objection {
  const indices = stream === known.stream ? events.map(({ id }) => known.ids.indexOf(id)) : [-1];
  if (indices.every((index) => index < 0)) return { kind: 'reused' };
  if (indices.some((index) => index < 0)) return { kind: 'conflict' };
  return { kind: 'repeated', revision: revision - BigInt(known.ids.length - 1 - Math.max(...indices)) };
}
