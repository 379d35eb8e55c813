import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import type { ResolvedEvent } from '@eventstore/db-client';
import { StreamCut } from '../errors.js';
import type { LoggedEvent } from '../port.js';
import { EVENT_COLUMNS, type EventRow, loggedEvent } from '../postgres/rows.js';
import { isAsMirrored } from './confirmed-store.js';
import type { MirrorSource } from './mirror-source.js';
import { METADATA } from './stream-metadata.js';

/** An event that is mirrored, and that EventStoreDB no longer shows, or shows otherwise. */
export interface StoreFault {
  readonly kind: 'lost' | 'differs';
  readonly position: Position;
  readonly stream: string;
  readonly revision: bigint;
}

export interface VerifyStoreOptions {
  /** Every stream, rather than some hundreds that chance chooses, those of the newest events, and those that were cut short or ever had metadata. */
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
const NEWEST = 100;
/** What chance chooses, and whatever was lost last or was found cut; of all others it is asked whether anything was ever said of them. */
const STREAMS = `select s.stream, $1 or s.stream in (select stream from es.streams order by random() limit ${SAMPLE})
    or s.stream in (select stream from es.events order by position desc limit ${NEWEST})
    or $2 || s.stream in (select stream from reader.stop where stream is not null) as chosen
  from es.streams s order by s.stream`;
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
  const { rows } = await database.query<{ stream: string; chosen: boolean }>(STREAMS, [whole, source.prefix]);
  const left = [...rows].reverse();
  const faults: StoreFault[] = [];
  let [faultCount, checked] = [0, 0n];
  let [streams, done] = [0, 0];
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      onProgress?.(++done, rows.length);
      const { stream, chosen } = next;
      if (!chosen && (await shown(source, METADATA + source.prefix + stream, 'end', 1))?.length === 0) continue;
      for await (const { event, kind } of compared(database, source, stream)) {
        checked++;
        if (kind === undefined) continue;
        faultCount++;
        if (faults.length < most) faults.push({ kind, position: event.position, stream, revision: event.revision });
      }
      streams++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { streams, checked, faults, faultCount };
}

/** Undefined for a stream that was deleted for good, which shows nothing, of its metadata neither. */
async function shown(source: Pick<MirrorSource, 'page'>, ...asked: Parameters<MirrorSource['page']>): Promise<readonly ResolvedEvent[] | undefined> {
  return source.page(...asked).catch((error: unknown) => {
    if (error instanceof StreamCut) return undefined;
    throw error;
  });
}

async function* compared(
  database: Database,
  source: Pick<MirrorSource, 'page' | 'prefix'>,
  stream: string,
): AsyncIterable<{ readonly event: LoggedEvent; readonly kind: StoreFault['kind'] | undefined }> {
  for (let from = 0n; ; from += BigInt(PAGE)) {
    const { rows } = await database.query<EventRow>(EVENTS, [stream, from]);
    const there = new Map(((await shown(source, source.prefix + stream, from, PAGE)) ?? []).map((found) => [found.event?.revision, found]));
    for (const event of rows.map(loggedEvent)) {
      const found = there.get(event.revision);
      yield { event, kind: found === undefined ? 'lost' : isAsMirrored(source.prefix, found, event) ? undefined : 'differs' };
    }
    if (rows.length < PAGE) return;
  }
}
