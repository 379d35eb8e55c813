import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Queryable } from '@app/database';
import { derivedId, type Event, type Instant, type Position, type StreamOf, streamOf } from '@app/kernel';

const NAMESPACE = '6f0a3a2e-0d0c-4f43-9a0e-3b7f1f6f2d55';
const LOOK_MS = 500;

/** What is recorded of a reader: which events it passes over. @param reader its name */
export const readerStream = <E extends Event<'EventPassedOver'>>(reader: string): StreamOf<E> => streamOf('reader', derivedId(NAMESPACE, reader));

/** The name of whoever mirrors an EventStoreDB. */
export const MIRROR_READER = 'mirror';

/** An event that a reader cannot go beyond. */
export interface StoppedAt {
  readonly id: string;
  readonly type: string;
  /** Null where it has none in this log, as what was never mirrored. */
  readonly position: Position | null;
  /** The native stream in an EventStoreDB, and the revision in it; absent where its position says it all. */
  readonly stream?: string;
  readonly revision?: bigint;
}

/** A reader that cannot go on. */
export interface Stop {
  readonly reader: string;
  /** Null where no event is to blame. */
  readonly event: StoppedAt | null;
  /** One sentence, with nothing personal in it. */
  readonly reason: string;
  readonly since: Instant;
}

/** By the id: a position is what the log at hand gives it. */
const PASSED_OVER = `select p.data->>'eventId' as id, e.position from es.events p left join es.events e on e.event_id = (p.data->>'eventId')::uuid
  where p.stream = $1 and p.type = 'EventPassedOver'`;

/** By whichever reader: the category's streams stand together in the index. */
const IS_PASSED_OVER = `select exists (select from es.events e where e.stream > 'reader-' and e.stream < 'reader.' and e.type = 'EventPassedOver'
  and e.data->>'eventId' = $1) as is`;

/** Of a stream of an EventStoreDB that does not show all of itself, and of no event: what goes on does not take it back, only whoever found it whole again. */
const OF_A_STREAM = 'event_id is null and stream is not null';

/** What stands says already that nothing goes on. */
const FOUND_CUT = 'insert into reader.stop (reader, reason, stream) values ($1, $2, $3) on conflict (reader) do nothing';

/** While it says the same, it has stopped since it first did. A stream that is not whole is to be looked at again whatever else keeps anybody from going on. */
const STOP = `insert into reader.stop as s (reader, event_id, event_type, position, reason, stream, revision) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (reader) do update set event_id = excluded.event_id, event_type = excluded.event_type, position = excluded.position, reason = excluded.reason,
    stream = excluded.stream, revision = excluded.revision, since = case when (s.event_id, s.reason) is not distinct from (excluded.event_id, excluded.reason) then s.since else excluded.since end, retry = false
  where s.event_id is not null or s.stream is null or excluded.event_id is not null or excluded.stream is not null`;

/** Also what the store itself was found to stop the mirror with, by whoever asked it. */
const STOPS = `select reader, event_id as "eventId", event_type as "eventType", position, reason, since, stream, revision from reader.stop
  union all select '${MIRROR_READER}', null, null, null, s.stopped, coalesce(s.away_since, s.level_at, clock_timestamp()), null, null from es.store s
  where s.stopped is not null and not exists (select from reader.stop where reader = '${MIRROR_READER}') order by reader`;

interface StopRow extends Omit<Stop, 'event'> {
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly position: Position | null;
  readonly stream: string | null;
  readonly revision: bigint | null;
}

/**
 * Whoever reads the log in order, under a name of its own (`read-model`, `directory`, `process:<manager>`, `mirror`): which events it passes over, and where
 * it has stopped. What stopped is kept in the database, so that every process can say so, until it goes on.
 */
export class Reader {
  /** Whether word of a stop may be left, this process's or that of one which worked before. */
  #mayHaveStopped = true;

  constructor(
    readonly database: Database,
    readonly name: string,
  ) {}

  /**
   * The positions of the events that it passes over, told by the log itself: to be asked whenever it begins. While it goes on nothing joins them, since
   * only what it has stopped at can be passed over.
   * @throws DatabaseUnavailable
   */
  async passedOver(): Promise<ReadonlySet<Position>> {
    this.#mayHaveStopped = true;
    return new Set((await this.#passedOver()).flatMap(({ position }) => position ?? []));
  }

  /** Leaves word that it cannot go on. @throws DatabaseUnavailable */
  async stopped(reason: string, at?: StoppedAt | { readonly stream: string }): Promise<void> {
    const event = at && 'id' in at ? at : undefined;
    // A position says it all, and is the same wherever the log is.
    const stream = event && event.position !== null ? undefined : at?.stream;
    const revision = event?.position === null ? event.revision : undefined;
    await this.database.query(STOP, [this.name, event?.id, event?.type, event?.position, reason, stream, revision]);
    this.#mayHaveStopped = true;
  }

  /** It goes on: to be told after each step, which costs nothing but after a stop. @throws DatabaseUnavailable */
  async goesOn(): Promise<void> {
    if (!this.#mayHaveStopped) return;
    await this.database.query(`delete from reader.stop where reader = $1 and not (${OF_A_STREAM})`, [this.name]);
    this.#mayHaveStopped = false;
  }

  /** Leaves word, for whoever works as this reader, of a native stream that was found not to show all of itself. @throws DatabaseUnavailable */
  async foundCut(native: string, reason: string): Promise<void> {
    await this.database.query(FOUND_CUT, [this.name, reason, native]);
  }

  /** The native stream that word was left of. @throws DatabaseUnavailable */
  async cut(): Promise<string | undefined> {
    const { rows } = await this.database.query<{ stream: string }>(`select stream from reader.stop where reader = $1 and ${OF_A_STREAM}`, [this.name]);
    return rows[0]?.stream;
  }

  /** It shows all of itself again. @throws DatabaseUnavailable */
  async foundWhole(native: string): Promise<void> {
    await this.database.query(`delete from reader.stop where reader = $1 and stream = $2 and ${OF_A_STREAM}`, [this.name, native]);
  }

  /**
   * Resolves when another attempt makes sense: an operator asks for one, or has it pass over the event; or after a while; or when aborted.
   * @throws DatabaseUnavailable
   */
  async worthTrying(signal: AbortSignal, patienceMs: number): Promise<void> {
    for (const until = Date.now() + patienceMs; !signal.aborted && Date.now() < until;) {
      if (await this.#isAsked()) return;
      await sleep(Math.min(LOOK_MS, patienceMs), undefined, { signal }).catch(() => undefined);
    }
  }

  async #isAsked(): Promise<boolean> {
    const { rows } = await this.database.query<{ retry: boolean; eventId: string | null }>(
      'select retry, event_id as "eventId" from reader.stop where reader = $1',
      [this.name],
    );
    const [stop] = rows;
    if (!stop || stop.retry) return true;
    return (await this.#passedOver()).some(({ id }) => id === stop.eventId);
  }

  async #passedOver(): Promise<readonly { readonly id: string; readonly position: Position | null }[]> {
    return (await this.database.query<{ id: string; position: Position | null }>(PASSED_OVER, [readerStream(this.name)])).rows;
  }
}

/** Whether any reader passes over an event. @throws DatabaseUnavailable */
export async function isPassedOver(database: Queryable, eventId: string): Promise<boolean> {
  const { rows } = await database.query<{ is: boolean }>(IS_PASSED_OVER, [eventId]);
  return rows[0]?.is ?? false;
}

/** Every reader that has stopped. @throws DatabaseUnavailable */
export async function stops(database: Database): Promise<readonly Stop[]> {
  const { rows } = await database.query<StopRow>(STOPS);
  return rows.map(({ reader, eventId: id, eventType: type, position, reason, since, stream, revision }) => ({
    reader,
    event: id !== null && type !== null ? { id, type, position, ...(stream !== null && revision !== null && { stream, revision }) } : null,
    reason,
    since,
  }));
}

/**
 * Asks for an attempt at once: of one reader, or of all that have stopped.
 * @returns whom it was asked of
 * @throws DatabaseUnavailable
 */
export async function askToRetry(database: Database, reader?: string): Promise<readonly string[]> {
  const { rows } = await database.query<{ reader: string }>('update reader.stop set retry = true where $1::text is null or reader = $1 returning reader', [
    reader,
  ]);
  return rows.map((row) => row.reader);
}
