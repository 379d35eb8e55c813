import type { Queryable } from '@app/database';
import { type Instant, LAST_POSITION, type Position } from '@app/kernel';
import { LogCorrupt } from '../errors.js';
import type { Correlated, LoggedEvent, LogReading, NamedAmong } from '../port.js';
import type { EventRow } from './rows.js';
import { EVENT_COLUMNS, loggedEvent } from './rows.js';

/** Events of one page. */
export const PAGE = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The head stands in every row, from the same snapshot: a page that ends before it has a hole. */
const READ = `select h.position as head, ${EVENT_COLUMNS} from es.log_head h
  left join lateral (select * from es.events where position > $1 and position < $2 order by position limit $3) e on true order by e.position`;

export const HEAD = 'select position from es.log_head';

const READ_STREAMS = `select ${EVENT_COLUMNS} from unnest($1::text[]) s(stream)
  cross join lateral (select * from es.events where stream = s.stream and position <= $2 order by revision limit $3) e order by e.stream, e.revision`;

/** What was replaced since says nothing any more, nor does what voids it. */
const NAMED_BY = `select e.event_id from es.events e
  where e.position > $2 and e.stream <> $3 and ($4::date is null or e.effective_on < $4)
    and split_part(e.stream, '-', 1) <> all($5) and e.data::text like '%' || $1 || '%' and e.meta->>'voids' is null
    and not exists (select from es.events l where l.stream = e.stream and coalesce(l.meta->>'voids', l.meta->>'corrects') = e.event_id::text)
  order by e.position desc limit 1`;

/** A command leads to few; a load, whose events are all of one correlation, to any number. */
const MOST_CORRELATED = 1_000;
const CORRELATED = `select e.type, e.position, e.meta->>'corrects' is not null or e.meta->>'voids' is not null as amends from es.events e
  where e.meta->>'correlationId' = (select of.meta->>'correlationId' from es.events of where of.position = $1) order by e.meta->>'correlationId' desc, e.position desc limit $2`;

/** Events, and how far the log went when they were read. */
export interface Page {
  readonly events: LoggedEvent[];
  readonly head: Position;
}

/** What is asked of `es.events` with a statement or few, over whichever connection. */
export class LogReader implements LogReading {
  constructor(private readonly connection: Queryable) {}

  async *read(
    options: { readonly after?: Position; readonly before?: Position; readonly limit?: number; readonly batchSize?: number } = {},
  ): AsyncIterable<LoggedEvent> {
    const size = options.batchSize ?? PAGE;
    let after = options.after ?? 0n;
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0) {
      const { events } = await this.page(after, options.before, Math.min(size, left));
      yield* events;
      if (events.length < Math.min(size, left)) return;
      left -= events.length;
      after += BigInt(events.length);
    }
  }

  async head(): Promise<Position> {
    const { rows } = await this.connection.query<{ position: bigint }>(HEAD);
    return rows[0]?.position ?? 0n;
  }

  async positionAt(moment: Instant): Promise<Position> {
    const { rows } = await this.connection.query<{ position: bigint }>('select es.position_at($1) as position', [moment]);
    return rows[0]?.position ?? 0n;
  }

  async levelAt(): Promise<Instant | null> {
    const { rows } = await this.connection.query<{ at: Instant | null }>("select case kind when 'eventstoredb' then level_at end as at from es.store");
    return rows[0]?.at ?? null;
  }

  async byId(ids: readonly string[]): Promise<ReadonlyMap<string, LoggedEvent>> {
    const { rows } = await this.connection.query<EventRow>(`select ${EVENT_COLUMNS} from es.events e where e.event_id = any($1::uuid[])`, [
      ids.filter((id) => UUID.test(id)),
    ]);
    return new Map(rows.map((row) => [row.event_id, loggedEvent(row)]));
  }

  async namedBy(id: string, { stream, position }: Pick<LoggedEvent, 'stream' | 'position'>, { before, categories }: NamedAmong): Promise<string | undefined> {
    const { rows } = await this.connection.query<{ event_id: string }>(NAMED_BY, [id, position, stream, before, categories]);
    return rows[0]?.event_id;
  }

  async correlatedWith(position: Position): Promise<readonly Correlated[]> {
    const { rows } = await this.connection.query<Correlated>({ name: 'correlated_with', text: CORRELATED, values: [position, MOST_CORRELATED] });
    return rows.reverse();
  }

  async readStreams(
    streams: readonly string[],
    options: { readonly upTo: Position; readonly limit: number },
  ): Promise<ReadonlyMap<string, readonly LoggedEvent[]>> {
    const found = new Map<string, LoggedEvent[]>(streams.map((stream) => [stream, []]));
    const { rows } = await this.connection.query<EventRow>(READ_STREAMS, [[...found.keys()], options.upTo, options.limit]);
    for (const row of rows) found.get(row.stream)?.push(loggedEvent(row));
    return found;
  }

  protected async page(after: Position, before: Position | undefined, limit: number): Promise<Page> {
    const values = [after, before ?? LAST_POSITION, limit];
    const { rows } = await this.connection.query<EventRow & { head: Position }>({ name: 'read_log', text: READ, values });
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
