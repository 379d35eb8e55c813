import type { Database } from '@app/database';
import { DatabaseUnavailable } from '@app/database';
import { refuse, storeError, StoreUnavailable, StreamConflict } from '../errors.js';
import type { Appended, EventStore, EventToAppend, Expected, StoredEvent } from '../port.js';
import { isPassedOver } from '../readers/reader.js';
import { encodeEvents } from '../storable.js';
import { AppendQueue } from './append-queue.js';
import { StreamReader } from './stream-reader.js';
import { tokenOf } from './token.js';

const PAGE = 1_000;
const expectedRevision = (expected: Expected): bigint => (expected === 'none' ? -1n : expected);
const actualOf = (revision: bigint): Expected => (revision < 0n ? 'none' : revision);

/** A read that fails has sent nothing that could be recorded. */
function unavailable(error: unknown): never {
  throw error instanceof DatabaseUnavailable ? new StoreUnavailable(error) : error;
}

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

  async *readStream(stream: string, options: { readonly from?: bigint; readonly limit?: number } = {}): AsyncIterable<StoredEvent> {
    let next = options.from ?? 0n;
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0) {
      const size = Math.min(PAGE, left);
      const events = await this.#reader.page(stream, next, size).catch(unavailable);
      for (const event of events) yield event;
      if (events.length < size) return;
      left -= events.length;
      next += BigInt(events.length);
    }
  }

  readLastKnown(stream: string, from: bigint): AsyncIterable<StoredEvent> {
    return this.readStream(stream, { from });
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
