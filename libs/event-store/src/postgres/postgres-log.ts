import type { Database } from '@app/database';
import { DatabaseUnavailable } from '@app/database';
import { type Instant, LAST_POSITION, type Position } from '@app/kernel';
import { LogCorrupt, refuse } from '../errors.js';
import type { Batch, CaughtUp, Log, LoggedEvent, StoredEvent } from '../port.js';
import { copyOut } from './copy-out.js';
import { backOff, Heads } from './heads.js';
import { importInto } from './import.js';
import type { EventRow } from './rows.js';
import { EVENT_COLUMNS, loggedEvent } from './rows.js';
import { standingOf } from './token.js';

const PAGE = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The head stands in every row, from the same snapshot: a page that ends before it has a hole. */
const READ = `select h.position as head, ${EVENT_COLUMNS} from es.log_head h
  left join lateral (select * from es.events where position > $1 and position < $2 order by position limit $3) e on true order by e.position`;

const HEAD = 'select position from es.log_head';

const READ_STREAMS = `select ${EVENT_COLUMNS} from unnest($1::text[]) s(stream)
  cross join lateral (select * from es.events where stream = s.stream and position <= $2 order by revision limit $3) e order by e.stream, e.revision`;

interface Page {
  readonly events: LoggedEvent[];
  readonly head: Position;
}

/** `es.events`, in order: the one log, whichever store takes the appends. */
export class PostgresLog implements Log {
  readonly #heads: Heads;
  /** What followers are reading at this moment, by where each page begins. */
  readonly #next = new Map<Position, Promise<Page>>();

  constructor(readonly database: Database) {
    this.#heads = new Heads(database, 'es_head', HEAD);
  }

  async *read(
    options: { readonly after?: Position; readonly before?: Position; readonly limit?: number; readonly batchSize?: number } = {},
  ): AsyncIterable<LoggedEvent> {
    const size = options.batchSize ?? PAGE;
    let after = options.after ?? 0n;
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0) {
      const { events } = await this.#page(after, options.before, Math.min(size, left));
      yield* events;
      if (events.length < Math.min(size, left)) return;
      left -= events.length;
      after += BigInt(events.length);
    }
  }

  /**
   * The same as `read`, through COPY and in batches: for whoever reads much of the log at once. `meta`, `data` and `leaf` are
   * parsed when first looked at. Holds one connection and one snapshot until it ends.
   * @throws DatabaseUnavailable, LogCorrupt
   */
  copyOut(after: Position, before?: Position): AsyncIterable<readonly LoggedEvent[]> {
    return copyOut(this.database, after, before);
  }

  async *follow(options: { readonly after: Position; readonly signal: AbortSignal; readonly batchSize?: number }): AsyncIterable<Batch | CaughtUp> {
    const { signal, batchSize = PAGE } = options;
    let at = options.after;
    let told = false;
    let failures = 0;
    while (!signal.aborted && !this.#heads.closed) {
      try {
        const { events } = await this.#nextPage(at);
        failures = 0;
        for (let begin = 0; begin < events.length && !signal.aborted; begin += batchSize) {
          const batch = events.slice(begin, begin + batchSize);
          at += BigInt(batch.length);
          told = false;
          yield { kind: 'batch', events: batch };
        }
        if (events.length === PAGE || signal.aborted) continue;
        if (!told) yield { kind: 'caught-up', position: at };
        told = true;
        await this.#heads.beyond(at, signal);
      } catch (error) {
        if (!(error instanceof DatabaseUnavailable)) throw error;
        await backOff(failures++, signal);
      }
    }
  }

  get heard(): Position | undefined {
    return this.#heads.heard;
  }

  async head(): Promise<Position> {
    const { rows } = await this.database.query<{ position: bigint }>(HEAD);
    return rows[0]?.position ?? 0n;
  }

  recordedSoFar(_timeoutMs: number): Promise<Position> {
    return this.head();
  }

  async positionAt(moment: Instant): Promise<Position> {
    const { rows } = await this.database.query<{ position: bigint }>('select es.position_at($1) as position', [moment]);
    return rows[0]?.position ?? 0n;
  }

  /** @throws Refused TOKEN_MALFORMED, TOKEN_NOT_REACHED */
  async positionOf(token: string, timeoutMs: number): Promise<Position> {
    const standing = standingOf(token);
    if ('position' in standing && this.#heads.reached(standing.position)) return standing.position;
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const head = await this.head();
      const position = 'position' in standing ? standing.position : await this.#positionOfEvent(standing.eventId);
      if (position !== undefined && position <= head) return position;
      const left = deadline - performance.now();
      if (left <= 0) throw refuse('TOKEN_NOT_REACHED');
      await this.#heads.beyond('position' in standing ? standing.position - 1n : head, undefined, left);
    }
  }

  async #positionOfEvent(id: string): Promise<Position | undefined> {
    const text = 'select position from es.events where event_id = $1';
    const { rows } = await this.database.query<{ position: bigint }>({ name: 'position_of_event', text, values: [id] });
    return rows[0]?.position;
  }

  async byId(ids: readonly string[]): Promise<ReadonlyMap<string, LoggedEvent>> {
    const { rows } = await this.database.query<EventRow>(`select ${EVENT_COLUMNS} from es.events e where e.event_id = any($1::uuid[])`, [
      ids.filter((id) => UUID.test(id)),
    ]);
    return new Map(rows.map((row) => [row.event_id, loggedEvent(row)]));
  }

  async readStreams(
    streams: readonly string[],
    options: { readonly upTo: Position; readonly limit: number },
  ): Promise<ReadonlyMap<string, readonly LoggedEvent[]>> {
    const found = new Map<string, LoggedEvent[]>(streams.map((stream) => [stream, []]));
    const { rows } = await this.database.query<EventRow>(READ_STREAMS, [[...found.keys()], options.upTo, options.limit]);
    for (const row of rows) found.get(row.stream)?.push(loggedEvent(row));
    return found;
  }

  import(events: AsyncIterable<StoredEvent>): Promise<Position> {
    return importInto(this.database, events);
  }

  /** Resolves when the log may have grown beyond a position, or after a second. */
  grownBeyond(position: Position, signal?: AbortSignal, timeoutMs?: number): Promise<void> {
    return this.#heads.beyond(position, signal, timeoutMs);
  }

  onApplicationShutdown(): Promise<void> {
    return this.#heads.close();
  }

  /**
   * A page, read once for all followers that have come as far: one event wakes them together. What is recorded while it is read is announced after
   * it, so nobody sleeps through that.
   */
  #nextPage(after: Position): Promise<Page> {
    let page = this.#next.get(after);
    if (!page) {
      page = this.#page(after, undefined, PAGE).finally(() => this.#next.delete(after));
      this.#next.set(after, page);
    }
    return page;
  }

  async #page(after: Position, before: Position | undefined, limit: number): Promise<Page> {
    const values = [after, before ?? LAST_POSITION, limit];
    const { rows } = await this.database.query<EventRow & { head: Position }>({ name: 'read_log', text: READ, values });
    const head = rows[0]?.head ?? 0n;
    const events = rows.filter(({ position }) => position !== null).map(loggedEvent);
    events.forEach(({ position }, index) => {
      if (position !== after + BigInt(index) + 1n) throw new LogCorrupt(`${position} stands where ${after + BigInt(index) + 1n} should`);
    });
    const last = after + BigInt(events.length);
    const end = before !== undefined && before <= head ? before - 1n : head;
    if (events.length < limit && last < end) throw new LogCorrupt(`nothing stands at ${last + 1n}, though the log goes on to ${head}`);
    return { events, head };
  }
}
