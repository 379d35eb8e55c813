import { type Database, DatabaseUnavailable } from '@app/database';
import { AppendOutcomeUnknown, refuse, StoreUnavailable, StreamConflict } from '../errors.js';
import type { Appended, EventStore, EventToAppend, Expected, StoredEvent } from '../port.js';
import { tokenOfEvent } from '../postgres/token.js';
import { encodeEvents } from '../storable.js';
import { CommandGuard } from './command-guard.js';
import type { EventStoreDb } from './connection.js';
import { adopt } from './store-of-record.js';
import { fromNative, toNative } from './native-event.js';

const PAGE = 500;

/** The event store in an EventStoreDB: decisions read and append there; what is in order, the mirror in `es.events` tells. */
export class EventStoreDbEventStore implements EventStore {
  readonly #guard: CommandGuard;
  #adopted: Promise<void> | undefined;

  constructor(
    private readonly db: EventStoreDb,
    private readonly database: Database,
  ) {
    this.#guard = new CommandGuard(database);
  }

  /**
   * That this database mirrors this store, seen to once: with the first append, where the store could not be reached at the start.
   * @throws WrongStore, StoreFenced, StoreUnavailable
   */
  adopted(): Promise<void> {
    this.#adopted ??= adopt(this.database, this.db).catch((error: unknown) => {
      this.#adopted = undefined;
      throw error instanceof DatabaseUnavailable || error instanceof AppendOutcomeUnknown ? new StoreUnavailable(error) : error;
    });
    return this.#adopted;
  }

  async append(stream: string, events: readonly EventToAppend[], condition: { readonly expected: Expected }): Promise<Appended> {
    const encoded = encodeEvents(stream, events);
    await this.adopted();
    const outcome = await this.#guard.unlessKnown(stream, events, () => {
      const native = encoded.map((event) => toNative(event));
      return this.db.appending.append(this.db.nativeStream(stream), native, condition.expected);
    });
    switch (outcome.kind) {
      case 'appended':
      case 'repeated':
        return { revision: outcome.revision, token: tokenOfEvent(events.at(-1)?.id ?? '') };
      case 'reused':
        throw refuse('COMMAND_ID_REUSED');
      case 'conflict':
        throw new StreamConflict(stream, condition.expected, 'actual' in outcome ? outcome.actual : await this.#lastOf(stream));
    }
  }

  async *readStream(stream: string, options: { readonly from?: bigint; readonly limit?: number } = {}): AsyncIterable<StoredEvent> {
    let next = options.from ?? 0n;
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0) {
      const size = Math.min(PAGE, left);
      const events = await this.db.page(this.db.nativeStream(stream), next, size);
      for (const resolved of events) {
        const { native: _native, ...event } = fromNative(this.db.prefix, resolved);
        yield event;
      }
      if (events.length < size) return;
      left -= events.length;
      next += BigInt(events.length);
    }
  }

  async tokenOf(event: StoredEvent): Promise<string> {
    return tokenOfEvent(event.id);
  }

  async #lastOf(stream: string): Promise<Expected> {
    const [last] = await this.db.page(this.db.nativeStream(stream), 'end', 1);
    return last?.event?.revision ?? 'none';
  }
}
