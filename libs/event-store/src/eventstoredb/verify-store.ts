import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import type { LoggedEvent } from '../port.js';
import { EVENT_COLUMNS, type EventRow, loggedEvent } from '../postgres/rows.js';
import { isAsMirrored } from './confirmed-store.js';
import type { MirrorSource } from './mirror-source.js';

/** An event that is mirrored, and that EventStoreDB no longer shows, or shows otherwise. */
export interface StoreFault {
  readonly kind: 'lost' | 'differs';
  readonly position: Position;
  readonly stream: string;
  readonly revision: bigint;
}

export interface VerifyStoreOptions {
  /** Every stream, rather than some hundreds that chance chooses. */
  readonly whole?: boolean;
  readonly onProgress?: (streams: number, of: number) => void;
  /** Faults that are kept; all are counted. Default 100. */
  readonly most?: number;
}

export interface StoreVerification {
  readonly streams: number;
  /** Events that were compared. */
  readonly checked: bigint;
  readonly faults: readonly StoreFault[];
  readonly faultCount: number;
}

const SAMPLE = 500;
const PAGE = 500;
const AT_ONCE = 4;
const STREAMS = (whole: boolean) => `select stream from es.streams ${whole ? 'order by stream' : `order by random() limit ${SAMPLE}`}`;
const EVENTS = `select ${EVENT_COLUMNS} from es.events e where e.stream = $1 and e.revision >= $2 order by e.revision limit ${PAGE}`;

/**
 * Reads streams as decisions do, and compares each event with what is mirrored of it.
 * @throws DatabaseUnavailable, StoreUnavailable
 */
export async function verifyStore(
  database: Database,
  source: Pick<MirrorSource, 'page' | 'prefix'>,
  { whole = false, onProgress, most = 100 }: VerifyStoreOptions = {},
): Promise<StoreVerification> {
  const { rows } = await database.query<{ stream: string }>(STREAMS(whole));
  const left = rows.map(({ stream }) => stream).reverse();
  const faults: StoreFault[] = [];
  let [faultCount, checked] = [0, 0n];
  let streams = 0;
  const worker = async () => {
    for (let stream = left.pop(); stream !== undefined; stream = left.pop()) {
      for await (const { event, kind } of compared(database, source, stream)) {
        checked++;
        if (kind === undefined) continue;
        faultCount++;
        if (faults.length < most) faults.push({ kind, position: event.position, stream, revision: event.revision });
      }
      streams++;
      onProgress?.(streams, rows.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { streams, checked, faults, faultCount };
}

async function* compared(
  database: Database,
  source: Pick<MirrorSource, 'page' | 'prefix'>,
  stream: string,
): AsyncIterable<{ readonly event: LoggedEvent; readonly kind: StoreFault['kind'] | undefined }> {
  for (let from = 0n; ; from += BigInt(PAGE)) {
    const { rows } = await database.query<EventRow>(EVENTS, [stream, from]);
    const there = new Map((await source.page(source.prefix + stream, from, PAGE)).map((found) => [found.event?.revision, found]));
    for (const event of rows.map(loggedEvent)) {
      const found = there.get(event.revision);
      yield { event, kind: found === undefined ? 'lost' : isAsMirrored(source.prefix, found, event) ? undefined : 'differs' };
    }
    if (rows.length < PAGE) return;
  }
}
