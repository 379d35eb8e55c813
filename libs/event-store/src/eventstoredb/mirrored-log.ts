import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import type { ClientBase } from 'pg';
import { LogCorrupt } from '../errors.js';
import type { LoggedEvent, StoredEvent } from '../port.js';
import { importInto } from '../postgres/import.js';
import { PostgresLog } from '../postgres/postgres-log.js';
import type { EventRow } from '../postgres/rows.js';
import { tokenOfEvent } from '../postgres/token.js';
import { EVENT_COLUMNS, loggedEvent } from '../postgres/rows.js';
import { APPEND_LIMIT_BYTES, encodeEvents } from '../storable.js';
import type { EventStoreDb } from './connection.js';
import { MirrorRows } from './mirror-rows.js';
import { standing } from './mirror-standing.js';
import { MirrorWriter } from './mirror-writer.js';
import { toNative } from './native-event.js';
import { adopt } from './store-of-record.js';

const PAGE = 1_000;
/** Of one append: an event that is larger goes alone. */
const MOST_BYTES = APPEND_LIMIT_BYTES / 2;
/** Events of all that the server holds, to find the last of ours among. */
const NEWEST = 32;
const READ = `select ${EVENT_COLUMNS} from es.events e where e.position > $1 order by e.position limit ${PAGE}`;

/** The log of an installation whose store is an EventStoreDB: its mirror, read as any other log. */
export class MirroredLog extends PostgresLog {
  constructor(
    database: Database,
    private readonly db: EventStoreDb,
  ) {
    super(database);
  }

  /**
   * Found good as a whole before EventStoreDB is given any of it. What breaks off while it is given leaves a part there, which the mirror shows:
   * it is to be begun again under another prefix.
   */
  override async import(events: AsyncIterable<StoredEvent>): Promise<Position> {
    await adopt(this.database, this.db);
    return importInto(this.database, events, async (client) => {
      const { native, last } = await standing(client);
      if (!last) return;
      for await (const run of runsIn(client)) await this.#record(run);
      const [found] = await this.db.page(this.db.nativeStream(last.stream), last.revision, 1);
      if (found?.event?.id !== last.id || !found.event.position) throw differs(last.stream);
      // Whoever mirrors meanwhile waits for this transaction, and then goes on behind it.
      await new MirrorWriter(client, 'es', native).write(new MirrorRows(this.db.prefix), found.event.position, undefined);
    });
  }

  /** @throws Refused TOKEN_NOT_REACHED; DatabaseUnavailable; StoreUnavailable */
  override async recordedSoFar(timeoutMs: number): Promise<Position> {
    for (let count = NEWEST; ; count *= 8) {
      const newest = (await this.db.newest(count)).flatMap(({ event }) => event ?? []);
      const ours = newest.find(({ streamId }) => streamId.startsWith(this.db.prefix) && streamId !== this.db.nativeStream('genesis'));
      if (ours) return this.positionOf(tokenOfEvent(ours.id), timeoutMs);
      const { rows } = await this.database.query<{ commit: bigint | null }>('select commit_position as commit from es.store');
      // Whatever is ours has passed by the mirror already, or there is nothing.
      if (newest.length < count || (newest.at(-1)?.position?.commit ?? 0n) <= (rows[0]?.commit ?? 0n)) return this.head();
    }
  }

  /** One after the other, so that $all has them in this order. */
  async #record(run: readonly [LoggedEvent, ...LoggedEvent[]]): Promise<void> {
    const [{ stream, revision }] = run;
    const recorded = encodeEvents(stream, run).map((encoded, index) => toNative(encoded, run[index]?.recordedAt));
    const { kind } = await this.db.appending.append(this.db.nativeStream(stream), recorded, revision === 0n ? 'none' : revision - 1n);
    if (kind === 'conflict') throw differs(stream);
  }
}

const differs = (stream: string): LogCorrupt => new LogCorrupt(`EventStoreDB has other events in ${stream} than those that are imported`);

/** What was imported, in order, and as many events of one stream together as one append may hold. */
async function* runsIn(client: ClientBase): AsyncIterable<readonly [LoggedEvent, ...LoggedEvent[]]> {
  let run: [LoggedEvent, ...LoggedEvent[]] | undefined;
  let bytes = 0;
  for (let after: Position = 0n; ;) {
    const { rows } = await client.query<EventRow>(READ, [after]);
    for (const event of rows.map(loggedEvent)) {
      const size = JSON.stringify([event.meta, event.data]).length * 3;
      if (run && run[0].stream === event.stream && bytes + size <= MOST_BYTES) run.push(event);
      else {
        if (run) yield run;
        run = [event];
        bytes = 0;
      }
      bytes += size;
      after = event.position;
    }
    if (rows.length < PAGE) break;
  }
  if (run) yield run;
}
