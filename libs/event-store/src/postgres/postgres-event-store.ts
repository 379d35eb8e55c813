import type { Database } from '@app/database';
import { refuse, storeError, StoreMoved, StreamConflict, unavailable } from '../errors.js';
import type { Appended, EventStore, EventToAppend, Expected, StoredEvent } from '../port.js';
import { isPassedOver } from '../readers/reader.js';
import { encodeEvents } from '../storable.js';
import { AppendQueue } from './append-queue.js';
import { type StreamPage, StreamReader } from './stream-reader.js';
import { tokenOf } from './token.js';

const PAGE = 1_000;
const expectedRevision = (expected: Expected): bigint => (expected === 'none' ? -1n : expected);
const actualOf = (revision: bigint): Expected => (revision < 0n ? 'none' : revision);

/** What the store itself refuses, such as an append while the history is being moved. */
function refused(error: unknown): never {
  throw storeError(error);
}

/** The event store in schema `es` of the application's own PostgreSQL; appending writes the log. */
export class PostgresEventStore implements EventStore {
  readonly #queue: AppendQueue;
  readonly #reader: StreamReader;

  constructor(readonly database: Database) {
    this.#queue = new AppendQueue(database);
    this.#reader = new StreamReader(database.of('writing'));
  }

  get era(): number {
    return this.#queue.losses;
  }

  async append(stream: string, events: readonly EventToAppend[], condition: { readonly expected: Expected }): Promise<Appended> {
    const encoded = encodeEvents(stream, events);
    const submitted = this.#queue.submit({ stream, expected: expectedRevision(condition.expected), events: encoded });
    const { outcome, revision, position, recordedAt } = await submitted.catch(refused);
    if (outcome === 'reused') throw refuse('COMMAND_ID_REUSED');
    if (outcome === 'conflict' || position === null) throw new StreamConflict(stream, condition.expected, actualOf(revision));
    return { revision, token: tokenOf(position), ...(recordedAt !== null && { recordedAt }) };
  }

  /** @throws StoreMoved where the history is recorded elsewhere by now: nobody decides on a copy of it */
  async *readStream(stream: string, options: { readonly from?: bigint; readonly limit?: number } = {}): AsyncIterable<StoredEvent> {
    for await (const { events, isOfRecord } of this.#pages(stream, options.from ?? 0n, options.limit)) {
      if (!isOfRecord) throw new StoreMoved();
      yield* events;
    }
  }

  async *readLastKnown(stream: string, from: bigint): AsyncIterable<StoredEvent> {
    for await (const { events } of this.#pages(stream, from)) yield* events;
  }

  async *#pages(stream: string, from: bigint, limit = Number.POSITIVE_INFINITY): AsyncIterable<StreamPage> {
    for (let next = from, left = limit; left > 0;) {
      const size = Math.min(PAGE, left);
      const page = await this.#reader.page(stream, next, size).catch(unavailable);
      yield page;
      if (page.events.length < size) return;
      left -= size;
      next += BigInt(size);
    }
  }

  isPassedOver(eventId: string): Promise<boolean> {
    return isPassedOver(this.database.of('writing'), eventId).catch(unavailable);
  }

  async tokenOf(event: StoredEvent): Promise<string> {
    const text = 'select position from es.events where stream = $1 and revision = $2';
    const asked = this.database.of('writing').query<{ position: bigint }>({ name: 'token_of', text, values: [event.stream, event.revision] });
    const { rows } = await asked.catch(unavailable);
    if (!rows[0]) throw new Error(`${event.stream} has no revision ${event.revision}`);
    return tokenOf(rows[0].position);
  }

  /** Answers what was sent, refuses the rest. */
  onApplicationShutdown(): Promise<void> {
    return this.#queue.close();
  }
}
