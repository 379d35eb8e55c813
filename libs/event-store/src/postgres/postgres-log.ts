import type { Database, Queryable } from '@app/database';
import { DatabaseUnavailable } from '@app/database';
import type { Position } from '@app/kernel';
import { refuse } from '../errors.js';
import type { Batch, CaughtUp, Log, LoggedEvent, LogReading, StoredEvent } from '../port.js';
import { copyOut } from './copy-out.js';
import { backOff, Heads } from './heads.js';
import { importInto } from './import.js';
import { HEAD, LogReader, type Page, PAGE } from './log-reader.js';
import { type Standing, standingOf } from './token.js';

/** `es.events`, in order: the one log, whichever store takes the appends. */
export class PostgresLog extends LogReader implements Log {
  readonly #heads: Heads;
  /** What followers are reading at this moment, by where each page begins. */
  readonly #next = new Map<Position, Promise<Page>>();

  constructor(readonly database: Database) {
    super(database);
    this.#heads = new Heads(database, 'es_head', HEAD);
  }

  within(connection: Queryable): LogReading {
    return new LogReader(connection);
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

  recordedSoFar(_timeoutMs: number): Promise<Position> {
    return this.head();
  }

  /**
   * Waits for nothing: appending writes the log, so a receipt's token stands for what is in it already.
   * @throws Refused TOKEN_MALFORMED, TOKEN_NOT_REACHED
   */
  async positionOf(token: string, _timeoutMs: number): Promise<Position> {
    const position = await this.find(standingOf(token));
    if (position === undefined) throw refuse('TOKEN_NOT_REACHED');
    return position;
  }

  /** The position of what a token stands for; undefined where the log does not hold it. */
  protected async find(standing: Standing): Promise<Position | undefined> {
    if ('eventId' in standing) return this.#positionOfEvent(standing.eventId);
    const { position } = standing;
    return this.#heads.reached(position) || position <= (await this.head()) ? position : undefined;
  }

  async #positionOfEvent(id: string): Promise<Position | undefined> {
    const text = 'select position from es.events where event_id = $1';
    const { rows } = await this.database.query<{ position: bigint }>({ name: 'position_of_event', text, values: [id] });
    return rows[0]?.position;
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
      page = this.page(after, undefined, PAGE).finally(() => this.#next.delete(after));
      this.#next.set(after, page);
    }
    return page;
  }
}
