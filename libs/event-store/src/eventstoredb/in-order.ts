import type { Position } from '@app/kernel';
import type { ClientBase } from 'pg';
import { LogCorrupt } from '../errors.js';
import type { LoggedEvent } from '../port.js';
import type { EventRow } from '../postgres/rows.js';
import { EVENT_COLUMNS, loggedEvent } from '../postgres/rows.js';
import { APPEND_LIMIT_BYTES, encodeEvents } from '../storable.js';
import type { EventStoreDb } from './connection.js';
import { toNative } from './native-event.js';

const PAGE = 1_000;
/** Of one append: an event that is larger goes alone. */
const MOST_BYTES = APPEND_LIMIT_BYTES / 2;
const READ = `select ${EVENT_COLUMNS} from es.events e where e.position > $1 order by e.position limit ${PAGE}`;

export const differs = (stream: string): LogCorrupt => new LogCorrupt(`EventStoreDB has other events in ${stream} than those that are brought there`);

/**
 * Gives an EventStoreDB what stands in es.events behind a position, up to its end: one append after the other, so that $all has it in this order,
 * and with the times at which it was recorded. What is there already, under the same ids and where it belongs, is not recorded again.
 * @param client reads es.events
 * @param onRecorded told how far it has come, with every append
 * @returns the position of the last event
 * @throws LogCorrupt where the streams there hold something else; StoreUnavailable, AppendOutcomeUnknown, after which it can be called again
 */
export async function recordInOrder(
  db: EventStoreDb,
  client: Pick<ClientBase, 'query'>,
  after: Position,
  onRecorded: (position: Position) => void = () => undefined,
): Promise<Position> {
  let reached = after;
  for await (const run of runsIn(client, after)) {
    const [{ stream, revision }] = run;
    const recorded = encodeEvents(stream, run).map((encoded, index) => toNative(encoded, run[index]?.recordedAt));
    const { kind } = await db.appending.append(db.nativeStream(stream), recorded, revision === 0n ? 'none' : revision - 1n);
    if (kind === 'conflict') throw differs(stream);
    reached = run.at(-1)?.position ?? reached;
    onRecorded(reached);
  }
  return reached;
}

/** What is recorded, in order, and as many events of one stream together as one append may hold. */
async function* runsIn(client: Pick<ClientBase, 'query'>, from: Position): AsyncIterable<readonly [LoggedEvent, ...LoggedEvent[]]> {
  let run: [LoggedEvent, ...LoggedEvent[]] | undefined;
  let bytes = 0;
  for (let after = from; ;) {
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
