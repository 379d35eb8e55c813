import type { Database } from '@app/database';
import { DatabaseUnavailable, toDatabaseError } from '@app/database';
import type { Instant } from '@app/kernel';
import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppendOutcomeUnknown, StoreUnavailable } from '../errors.js';
import type { EncodedEvent } from '../storable.js';
import { APPEND_LIMIT_BYTES } from '../storable.js';
import { textArray } from './text-array.js';

export interface AppendRequest {
  readonly stream: string;
  /** -1: the stream must be empty. */
  readonly expected: bigint;
  readonly events: readonly EncodedEvent[];
}

export interface AppendAnswer {
  /** 'reused': other events were recorded under one of the request's command ids. */
  readonly outcome: 'appended' | 'repeated' | 'conflict' | 'reused';
  /** The stream's last revision, -1 for none. */
  readonly revision: bigint;
  /** Of the request's last event; null where nothing of it is recorded. */
  readonly position: bigint | null;
  /** Of what was appended; null where nothing was. */
  readonly recordedAt: Instant | null;
}

type AnswerRow = [outcome: AppendAnswer['outcome'], revision: bigint, position: bigint | null, recordedAt: Instant | null];

interface Waiting extends AppendRequest {
  readonly commandIds: readonly string[];
  readonly size: number;
  /** When a request that could not be sent is given up. */
  readonly deadline: number;
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (error: unknown) => void;
}

const BATCH_REQUESTS = 200;
const BATCH_BYTES = 1024 * 1024;
/** How long a request may wait for a connection that is being mended. */
const PATIENCE_MS = 2_000;
/** A server that says nothing for so long is taken for lost. */
const ANSWER_TIMEOUT_MS = 15_000;
/** Nothing was recorded, and nothing is wrong with the request: the lock is held for too long; the server only reads since a failover; disk or memory is full. */
const NOT_NOW = new Set(['55P03', '25006', '53100', '53200']);

const APPEND = {
  name: 'append_batch',
  text: 'select outcome, revision, position, recorded_at from es.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
  rowMode: 'array' as const,
};

/** An array's literal. What is in it holds neither commas, quotes, braces nor spaces: `encodeEvents` has checked its form. */
const literal = (items: readonly (string | number | bigint)[]): string => `{${items.join()}}`;

function parametersOf(requests: readonly AppendRequest[]): unknown[] {
  const items: EncodedEvent[] = [];
  const numbers: number[] = [];
  for (const [index, { events }] of requests.entries()) {
    for (const event of events) {
      items.push(event);
      numbers.push(index + 1);
    }
  }
  return [
    literal(requests.map(({ stream }) => stream)),
    literal(requests.map(({ expected }) => expected)),
    literal(numbers),
    literal(items.map(({ event }) => event.id)),
    literal(items.map(({ event }) => event.type)),
    literal(items.map(({ event }) => event.schemaVersion)),
    literal(items.map(({ event }) => event.effectiveOn)),
    literal(items.map(({ event }) => event.meta.commandId)),
    textArray(items.map(({ meta }) => meta)),
    textArray(items.map(({ data }) => data)),
  ];
}

function answer(batch: readonly Waiting[], rows: readonly AnswerRow[]): void {
  for (const [index, { resolve, reject }] of batch.entries()) {
    const row = rows[index];
    if (row) resolve({ outcome: row[0], revision: row[1], position: row[2], recordedAt: row[3] });
    else reject(new Error('es.append_batch gave fewer answers than it was asked for'));
  }
}

const distinct = (values: readonly string[]): readonly string[] => (values.length === 1 ? values : [...new Set(values)]);

/**
 * Group commit: appends that arrive while a batch is under way make up the next one, on one connection, so that many small appends
 * cost one transaction. A batch that fails is repeated request by request: one that cannot be stored harms no other.
 */
export class AppendQueue {
  #waiting: Waiting[] = [];
  #flushing = false;
  #closed = false;
  #writer: pg.Client | undefined;
  /** How many connections were lost. */
  losses = 0;

  constructor(readonly database: Database) {}

  /** @throws AppendOutcomeUnknown, StoreUnavailable, or what the database has against the request */
  submit({ stream, expected, events }: AppendRequest): Promise<AppendAnswer> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('closed'));
    const size = events.reduce((sum, { meta, data }) => sum + meta.length + data.length, 0);
    const commandIds = distinct(events.map(({ event }) => event.meta.commandId));
    const deadline = performance.now() + PATIENCE_MS;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, expected, events, commandIds, size, deadline, resolve, reject });
      if (!this.#flushing) void this.#flushAll();
    });
  }

  /** Answers what was sent, refuses what was not. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#flushing) await sleep(5);
    await this.#writer?.end().catch(() => undefined);
  }

  async #flushAll(): Promise<void> {
    this.#flushing = true;
    // Those that arrive in the same turn of the event loop travel together.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const writer = await this.#connected();
      if (writer) await this.#flush(writer, this.#nextBatch());
    }
    this.#flushing = false;
  }

  /** The first of each stream and of each command, in order of arrival, up to what a batch holds. */
  #nextBatch(): Waiting[] {
    const batch = new Map<string, Waiting>();
    const commands = new Set<string>();
    const left: Waiting[] = [];
    let bytes = 0;
    for (const request of this.#waiting) {
      const fits = batch.size === 0 || (batch.size < BATCH_REQUESTS && bytes + request.size <= Math.max(BATCH_BYTES, APPEND_LIMIT_BYTES));
      if (fits && !batch.has(request.stream) && !request.commandIds.some((commandId) => commands.has(commandId))) {
        batch.set(request.stream, request);
        for (const commandId of request.commandIds) commands.add(commandId);
        bytes += request.size;
      } else left.push(request);
    }
    this.#waiting = left;
    return [...batch.values()];
  }

  async #flush(writer: pg.Client, batch: readonly Waiting[]): Promise<void> {
    try {
      const { rows } = await writer.query<AnswerRow>({ ...APPEND, values: parametersOf(batch) });
      this.database.room.written();
      // The next batch goes first: whoever is answered has much to do before it can send anything again, and the server would wait for that.
      process.nextTick(answer, batch, rows);
    } catch (caught) {
      const error = toDatabaseError(caught);
      this.database.room.refused(error);
      const timedOut = caught instanceof Error && caught.message === 'Query read timeout';
      if (NOT_NOW.has((caught as { code?: string }).code ?? '')) {
        this.#forget(writer);
        for (const request of batch) request.reject(new StoreUnavailable(error));
      } else if (error instanceof DatabaseUnavailable || timedOut) {
        this.#forget(writer);
        for (const request of batch) request.reject(new AppendOutcomeUnknown(request.stream, caught));
      } else if (batch.length === 1) {
        batch[0]?.reject(caught);
      } else {
        await this.#flushOneByOne(batch);
      }
    }
  }

  async #flushOneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const [index, request] of batch.entries()) {
      if (!this.#writer) {
        // Lost on the way: the rest was not sent, and goes first once there is a connection again.
        this.#waiting.unshift(...batch.slice(index));
        return;
      }
      await this.#flush(this.#writer, [request]);
    }
  }

  #forget(writer: pg.Client): void {
    if (this.#writer === writer) {
      this.#writer = undefined;
      this.losses++;
    }
    void writer.end().catch(() => undefined);
  }

  /** The writer, connected anew if it was lost; without one, requests wait until their deadline. */
  async #connected(): Promise<pg.Client | undefined> {
    if (this.#writer) return this.#writer;
    try {
      const writer = await this.database.connect('writer', { query_timeout: ANSWER_TIMEOUT_MS });
      writer.once('end', () => this.#forget(writer));
      // Not for ever behind an import, or behind a process that hangs with the lock in hand.
      await writer.query("set lock_timeout = '5s'");
      this.#writer = writer;
      return writer;
    } catch (error) {
      const now = performance.now();
      const late = (request: Waiting) => this.#closed || request.deadline <= now;
      for (const request of this.#waiting.filter(late)) request.reject(new StoreUnavailable(error));
      this.#waiting = this.#waiting.filter((request) => !late(request));
      await sleep(50 + Math.random() * 100);
      return undefined;
    }
  }
}
