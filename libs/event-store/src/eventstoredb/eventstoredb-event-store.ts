import { type Database, DatabaseUnavailable } from '@app/database';
import { Logger } from '@nestjs/common';
import type { ResolvedEvent } from '@eventstore/db-client';
import {
  AppendOutcomeUnknown,
  ForeignEvent,
  LogCorrupt,
  NotAsMirrored,
  NotNow,
  refuse,
  StoreMoved,
  StoreStopped,
  StoreUnavailable,
  StreamConflict,
  StreamForeign,
  StreamIncomplete,
  unavailable,
} from '../errors.js';
import type { Appended, EventStore, EventToAppend, Expected, StoredEvent } from '../port.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { tokenOfEvent } from '../postgres/token.js';
import { MIRROR_READER, Reader } from '../readers/reader.js';
import { encodeEvents } from '../storable.js';
import { CommandGuard } from './command-guard.js';
import { type EventStoreDb, NO_STREAM } from './connection.js';
import { adopt, wasMovedToPostgres } from './store-of-record.js';
import { fromNative, toNative } from './native-event.js';

const PAGE = 500;
/** So long the store is waited for by who can be answered without it. */
const MOMENT_MS = 1_000;
const revisionOf = (expected: Expected): bigint => (expected === 'none' ? -1n : expected);

/** The event store in an EventStoreDB: decisions read and append there; what is in order, the mirror in `es.events` tells. */
export class EventStoreDbEventStore implements EventStore {
  readonly #log = new Logger('EventStoreDB');
  readonly #guard: CommandGuard;
  /** `es.events`, read as if it were the store. */
  readonly #mirrored: PostgresEventStore;
  readonly #mirror: Reader;
  #adopted: Promise<unknown> | undefined;
  /** What was found to be wrong last. */
  #said = '';

  constructor(
    private readonly db: EventStoreDb,
    private readonly database: Database,
  ) {
    this.#guard = new CommandGuard(database.of('writing'));
    this.#mirrored = new PostgresEventStore(database);
    this.#mirror = new Reader(database, MIRROR_READER);
  }

  /**
   * That this database is to mirror this store, seen to once: with the first append, where the store could not be reached at the start. That it still does, each
   * connection is confirmed of.
   * @throws WrongStore, StoreFenced, StoreUnavailable
   */
  async adopted(): Promise<void> {
    this.#adopted ??= adopt(this.database, this.db).catch((error: unknown) => {
      this.#adopted = undefined;
      throw error instanceof DatabaseUnavailable || error instanceof AppendOutcomeUnknown ? new StoreUnavailable(error) : error;
    });
    await this.#adopted;
  }

  get era(): number {
    return this.db.era;
  }

  async append(stream: string, events: readonly EventToAppend[], condition: { readonly expected: Expected }): Promise<Appended> {
    const encoded = encodeEvents(stream, events);
    const outcome = await this.#unlessStopped(stream, async () => {
      await this.adopted();
      return this.#guard.unlessKnown(stream, events, () => {
        const native = encoded.map((event) => toNative(event));
        return this.db.appending.append(this.db.nativeStream(stream), native, condition.expected);
      });
    });
    switch (outcome.kind) {
      case 'appended':
        // A stream that was deleted takes what is expected to begin it, and goes on from where it was.
        if (outcome.revision !== revisionOf(condition.expected) + BigInt(events.length)) throw await this.#incomplete(stream);
        return { revision: outcome.revision, token: tokenOfEvent(events.at(-1)?.id ?? '') };
      case 'repeated':
        return { revision: outcome.revision, token: tokenOfEvent(events.at(-1)?.id ?? '') };
      case 'reused':
        throw refuse('COMMAND_ID_REUSED');
      case 'conflict':
        throw new StreamConflict(stream, condition.expected, 'actual' in outcome ? outcome.actual : await this.#lastOf(stream));
    }
  }

  /**
   * Nobody decides on a part of a stream, nor on what was left behind.
   * @throws StreamForeign for what nobody here wrote, until it is passed over; StreamIncomplete where it does not begin at its beginning, or has a hole;
   * StoreMoved where the history is in PostgreSQL by now
   */
  async *readStream(stream: string, options: { readonly from?: bigint; readonly limit?: number; readonly budgetMs?: number } = {}): AsyncIterable<StoredEvent> {
    if (await wasMovedToPostgres(this.database.of('writing')).catch(unavailable)) throw new StoreMoved();
    let next = options.from ?? 0n;
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    let seemedGone = false;
    while (left > 0) {
      const size = Math.min(PAGE, left);
      const events = await this.#unlessStopped(stream, () => this.db.page(this.db.nativeStream(stream), next, size, options.budgetMs));
      if (events.length === 0 && (await this.#hasMore(stream, next, events === NO_STREAM))) {
        // It may have begun since it was read. What is mirrored by now is there to be read.
        if (seemedGone) throw await this.#incomplete(stream);
        seemedGone = true;
        continue;
      }
      let isForeign = false;
      for (const resolved of events) {
        const event = this.#ours(resolved);
        isForeign = event instanceof ForeignEvent;
        if (event instanceof ForeignEvent) {
          // It may be passed over by now, and others may have gone on behind it.
          if (!(await this.#unlessStopped(stream, () => this.db.learn(options.budgetMs)))) throw new StreamForeign(stream, event.event);
          break;
        }
        if (event.revision !== next++) throw await this.#incomplete(stream);
        left--;
        yield event;
      }
      if (!isForeign && events.length < size) return;
    }
  }

  #ours(resolved: ResolvedEvent): StoredEvent | ForeignEvent {
    try {
      const { native: _native, ...event } = fromNative(this.db.prefix, resolved);
      return event;
    } catch (error) {
      if (error instanceof ForeignEvent) return error;
      throw error;
    }
  }

  async *readLastKnown(stream: string, from: bigint): AsyncIterable<StoredEvent> {
    let next = from;
    try {
      for await (const event of this.readStream(stream, { from, budgetMs: MOMENT_MS })) {
        next = event.revision + 1n;
        yield event;
      }
    } catch (error) {
      const isNoMirror = error instanceof StoreMoved;
      if (!isNoMirror && (!(error instanceof StoreUnavailable || error instanceof NotNow) || !(await this.#isMirrorRecent()))) throw error;
      yield* this.#mirrored.readLastKnown(stream, next);
    }
  }

  /** Whether what is mirrored may still be answered from. Whoever mirrors, in whichever process, keeps it so. */
  async #isMirrorRecent(): Promise<boolean> {
    const { rows } = await this.database
      .of('writing')
      .query<{ is: boolean | null }>("select level_at > clock_timestamp() - $1 * interval '1 ms' as is from es.store", [this.db.readsInOutageMs]);
    return rows[0]?.is ?? false;
  }

  /** Whether a stream that shows nothing from a revision on has had events there: what is hidden looks as if it had never been. */
  async #hasMore(stream: string, from: bigint, isGone: boolean): Promise<boolean> {
    if (from > 0n) return isGone;
    const { rows } = await this.database.query('select from es.streams where stream = $1', [stream]).catch(unavailable);
    return rows.length > 0;
  }

  /** What is found to be wrong with the store is refused, and said where readiness looks. */
  async #unlessStopped<T>(stream: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof LogCorrupt) throw await this.#incomplete(stream);
      if (!(error instanceof NotAsMirrored)) throw error;
      if (error.message !== this.#said) this.#log.error(error.message);
      this.#said = error.message;
      await this.database.query('select es.mirror_stopped($1)', [error.message]).catch(() => undefined);
      throw new StoreStopped(error.message);
    }
  }

  /** Whoever mirrors looks at the stream within a second and says why; readiness is red at once, and stays so until all of it is there. */
  async #incomplete(stream: string): Promise<StreamIncomplete> {
    const native = this.db.nativeStream(stream);
    const reason = `a command found that the native stream ${native} does not show all of its events, which "log verify" tells. Until it does, nothing is decided on it.`;
    await this.#mirror.foundCut(native, reason).catch(() => undefined);
    return new StreamIncomplete(stream);
  }

  isPassedOver(eventId: string): Promise<boolean> {
    return this.#mirrored.isPassedOver(eventId);
  }

  async tokenOf(event: StoredEvent): Promise<string> {
    return tokenOfEvent(event.id);
  }

  async #lastOf(stream: string): Promise<Expected> {
    const [last] = await this.db.page(this.db.nativeStream(stream), 'end', 1);
    return last?.event?.revision ?? 'none';
  }
}
