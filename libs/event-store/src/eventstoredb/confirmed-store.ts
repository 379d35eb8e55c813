import type { Database } from '@app/database';
import type { ResolvedEvent } from '@eventstore/db-client';
import { NotAsMirrored } from '../errors.js';
import { leafOf } from '../leaf.js';
import type { LoggedEvent } from '../port.js';
import { type EventRow, EVENT_COLUMNS, loggedEvent } from '../postgres/rows.js';
import { fromNative } from './native-event.js';

/** Where native streams are read, of the one node that is to be confirmed. */
export interface NativePages {
  readonly prefix: string;
  page(native: string, from: bigint | 'end', count: number): Promise<readonly ResolvedEvent[]>;
  /** Asks anew what is passed over, by which pages are numbered. */
  learn(): Promise<unknown>;
}

export const GENESIS = 'genesis';

const KNOWN = `select s.kind, s.store_id as "storeId", ${EVENT_COLUMNS}
  from es.store s cross join es.log_head h left join es.events e on e.position = h.position`;
type Known = { readonly kind: string; readonly storeId: string | null } & (EventRow | { readonly position: null });

/** What a store calls itself, by the first event under a prefix; undefined where there is none. */
async function storeIdIn(pages: Omit<NativePages, 'learn'>): Promise<string | undefined> {
  const [found] = await pages.page(pages.prefix + GENESIS, 0n, 1);
  const { storeId } = (found?.event?.data ?? {}) as { storeId?: unknown };
  return typeof storeId === 'string' ? storeId : undefined;
}

/**
 * Sees that a store is the one that this database mirrors, and still holds the last of what is mirrored, as it is there: the answer for one that is
 * another's, empty, or older than what was acknowledged. Where nothing is mirrored yet, there is nothing to compare.
 * @throws NotAsMirrored; DatabaseUnavailable; whatever a page fails for
 */
export async function confirmStore(database: Pick<Database, 'query'>, pages: NativePages): Promise<void> {
  const { rows } = await database.query<Known>(KNOWN);
  // Asked afterwards: whoever mirrors may have gone on behind what was passed over just now.
  await pages.learn();
  const [known] = rows;
  if (known?.kind !== 'eventstoredb' || known.storeId === null) return;
  const storeId = await storeIdIn(pages);
  if (storeId !== known.storeId) throw anotherStore(pages.prefix, known.storeId, storeId);
  if (known.position === null) return;
  const event = loggedEvent(known);
  const [found] = await pages.page(pages.prefix + event.stream, event.revision, 1);
  if (!found?.event || !isAsMirrored(pages.prefix, found, event)) throw lostHistory(event);
}

/** The client reads the server's time in floating point: a millisecond may be the next. */
const ROUNDED_MS = 1;

/** Whether an event of the store is the one that is mirrored. A command that was sent again to an older store has the same id there, and another time. */
export function isAsMirrored(prefix: string, found: ResolvedEvent, mirrored: LoggedEvent): boolean {
  if (found.event?.id !== mirrored.id) return false;
  const { native: _native, recordedAt, ...stored } = fromNative(prefix, found);
  const leaf = leafOf({ ...stored, position: mirrored.position, recordedAt: mirrored.recordedAt });
  return Buffer.compare(leaf, mirrored.leaf) === 0 && Date.parse(recordedAt) <= Date.parse(mirrored.recordedAt) + ROUNDED_MS;
}

export const anotherStore = (prefix: string, known: string, found: string | undefined): NotAsMirrored =>
  new NotAsMirrored(
    `EventStoreDB holds ${found === undefined ? `nothing under ${prefix}…` : `another history, ${found},`} where this database mirrors ${known}. ` +
      'Either EVENTSTORE_CONNECTION_STRING or EVENTSTORE_STREAM_PREFIX is of another installation, or the server was started without its data: put them right. Until then nothing is recorded.',
  );

export const lostHistory = ({ stream, revision, position }: { readonly stream: string; readonly revision: bigint; readonly position: bigint }): NotAsMirrored =>
  new NotAsMirrored(
    `EventStoreDB no longer has revision ${revision} of ${stream} as it is mirrored at position ${position}: was it restored from an older backup? ` +
      'Start it on its newest data, or find out with "cli mirror rebuild" what is missing. Until then nothing is recorded.',
  );
