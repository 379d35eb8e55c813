import { Database, toDatabaseError } from '@app/database';
import { StoreUnavailable, StreamConflict } from '../errors.js';
import type { Appended, EventStore, EventToAppend, Expected, StoredEvent } from '../port.js';
import { encodeEvents } from '../storable.js';
import { AppendQueue } from './append-queue.js';
import type { EventRow } from './rows.js';
import { EVENT_COLUMNS, storedEvent } from './rows.js';
import { tokenOf } from './token.js';

const PAGE = 1_000;
const expectedRevision = (expected: Expected): bigint => (expected === 'none' ? -1n : expected);
const actualOf = (revision: bigint): Expected => (revision < 0n ? 'none' : revision);

/** The event store in schema `es` of the application's own PostgreSQL; appending writes the log. */
export class PostgresEventStore implements EventStore {
  readonly #queue: AppendQueue;

  constructor(readonly database: Database) {
    this.#queue = new AppendQueue(database);
  }

  async append(stream: string, events: readonly EventToAppend[], condition: { readonly expected: Expected }): Promise<Appended> {
    const encoded = encodeEvents(stream, events);
    const { outcome, revision, position } = await this.#queue.submit({ stream, expected: expectedRevision(condition.expected), events: encoded });
    if (outcome === 'conflict' || position === null) throw new StreamConflict(stream, condition.expected, actualOf(revision));
    return { revision, token: tokenOf(position) };
  }

  async *readStream(stream: string, options: { readonly from?: bigint; readonly limit?: number } = {}): AsyncIterable<StoredEvent> {
    let next = options.from ?? 0n;
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0) {
      const size = Math.min(PAGE, left);
      const rows = await this.#page(stream, next, size);
      for (const row of rows) yield storedEvent(row);
      if (rows.length < size) return;
      left -= rows.length;
      next += BigInt(rows.length);
    }
  }

  async tokenOf(event: StoredEvent): Promise<string> {
    const { rows } = await this.#query<{ position: bigint }>('select position from es.events where stream = $1 and revision = $2', [
      event.stream,
      event.revision,
    ]);
    if (!rows[0]) throw new Error(`${event.stream} has no revision ${event.revision}`);
    return tokenOf(rows[0].position);
  }

  /** Answers what was sent, refuses the rest. */
  onApplicationShutdown(): Promise<void> {
    return this.#queue.close();
  }

  async #page(stream: string, from: bigint, limit: number): Promise<EventRow[]> {
    const text = `select ${EVENT_COLUMNS} from es.events e where e.stream = $1 and e.revision >= $2 order by e.revision limit $3`;
    return (await this.#query<EventRow>(text, [stream, from, limit], 'read_stream')).rows;
  }

  async #query<Row extends object>(text: string, values: unknown[], name?: string) {
    try {
      return await this.database.pool.query<Row>({ ...(name && { name }), text, values });
    } catch (error) {
      const known = toDatabaseError(error);
      throw known === error ? error : new StoreUnavailable(known);
    }
  }
}
