import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import { leafOf } from '../leaf.js';
import type { EventRow } from './rows.js';
import { EVENT_COLUMNS, loggedEvent } from './rows.js';

/** What the log is found not to be, and exactly where. */
export type LogFault =
  /** What is stored at this position is not what was recorded there. */
  | { readonly kind: 'altered'; readonly position: Position; readonly stream: string; readonly type: string }
  /** Nothing stands at these positions, the first and the last of them included. */
  | { readonly kind: 'missing'; readonly position: Position; readonly upTo: Position }
  /** The event before this one in its stream is missing, or stands after it. */
  | { readonly kind: 'discontinuous'; readonly position: Position; readonly stream: string; readonly revision: bigint }
  /** Recorded, as it says, before the event at the position before it. */
  | { readonly kind: 'earlier'; readonly position: Position; readonly recordedAt: string };

export interface VerifyOptions {
  /** Begins behind this position (default 0, the whole log). */
  readonly after?: Position;
  /** Called after each page with the last position looked at. */
  readonly onProgress?: (position: Position, head: Position) => void;
  /** Faults that are kept; all are counted. Default 100. */
  readonly most?: number;
}

export interface Verification {
  /** The log's head when the verification began: nothing beyond it was looked at. */
  readonly head: Position;
  /** Events whose leaf was computed anew. */
  readonly checked: bigint;
  /** In the order of their positions, the first `most` of them. */
  readonly faults: readonly LogFault[];
  readonly faultCount: number;
}

const PAGE = 2_000;
/** `before` is where the event's predecessor in its stream stands; keyset pages, so that a hole ends nothing. */
const READ = {
  name: 'verify_log',
  text: `select ${EVENT_COLUMNS}, (select p.position from es.events p where p.stream = e.stream and p.revision = e.revision - 1) as before
    from es.events e where e.position > $1 and e.position <= $2 order by e.position limit $3`,
};
type VerifiedRow = EventRow & { readonly before: Position | null };

/**
 * Looks at every event up to the log's head, in memory that does not grow with the log: that its leaf follows from what is stored, that
 * positions have no holes, that each stream's revisions follow one another, and that time never runs backwards. Whoever can write to the
 * tables as their owner can also write leaves that fit; only a checkpoint kept elsewhere tells that.
 * @throws DatabaseUnavailable
 */
export async function verifyLog(database: Database, { after = 0n, onProgress, most = 100 }: VerifyOptions = {}): Promise<Verification> {
  const { rows } = await database.query<{ position: Position }>('select position from es.log_head');
  const head = rows[0]?.position ?? 0n;
  const faults: LogFault[] = [];
  let faultCount = 0;
  let checked = 0n;
  let at = after;
  let earliest = '';
  const report = (fault: LogFault) => {
    faultCount++;
    if (faults.length < most) faults.push(fault);
  };
  while (at < head) {
    const page = await database.query<VerifiedRow>({ ...READ, values: [at, head, PAGE] });
    for (const row of page.rows) {
      if (row.position !== at + 1n) report({ kind: 'missing', position: at + 1n, upTo: row.position - 1n });
      for (const fault of faultsOf(row, earliest)) report(fault);
      if (row.recorded_at > earliest) earliest = row.recorded_at;
      at = row.position;
      checked++;
    }
    if (page.rows.length < PAGE && at < head) {
      report({ kind: 'missing', position: at + 1n, upTo: head });
      at = head;
    }
    onProgress?.(at, head);
  }
  return { head, checked, faults, faultCount };
}

function faultsOf(row: VerifiedRow, earliest: string): readonly LogFault[] {
  const { position, stream, type, revision, before, recorded_at: recordedAt } = row;
  const faults: LogFault[] = [];
  if (!Buffer.from(leafOf(loggedEvent(row))).equals(row.leaf)) faults.push({ kind: 'altered', position, stream, type });
  const follows = revision === 0n ? before === null : before !== null && before < position;
  if (!follows) faults.push({ kind: 'discontinuous', position, stream, revision });
  if (recordedAt < earliest) faults.push({ kind: 'earlier', position, recordedAt });
  return faults;
}
