import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import { refuse } from '../errors.js';
import type { StoredEvent } from '../port.js';
import { importInto } from '../postgres/import.js';
import { PostgresLog } from '../postgres/postgres-log.js';
import { type Standing, standingOf, tokenOfEvent } from '../postgres/token.js';
import type { EventStoreDb } from './connection.js';
import { differs, recordInOrder } from './in-order.js';
import { isAfter, LOOK_BACK } from './mirror-lookout.js';
import { MirrorRows } from './mirror-rows.js';
import { standing } from './mirror-standing.js';
import { MirrorWriter } from './mirror-writer.js';
import type { NativePosition } from './native-event.js';
import { adopt, wasMovedToPostgres } from './store-of-record.js';

/** Events of all that the server holds, to find the last of ours among. */
const NEWEST = 32;

/** The log of an installation whose store is an EventStoreDB: its mirror, read as any other log. */
export class MirroredLog extends PostgresLog {
  constructor(
    database: Database,
    private readonly db: EventStoreDb,
  ) {
    super(database);
  }

  /** Undefined also while EventStoreDB is away: what is recorded there meanwhile is heard of by nobody, and what was last known counts for a while alone. */
  override get heard(): Position | undefined {
    return this.db.isAway ? undefined : super.heard;
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
      await recordInOrder(this.db, client, 0n);
      const [found] = await this.db.page(this.db.nativeStream(last.stream), last.revision, 1);
      if (found?.event?.id !== last.id || !found.event.position) throw differs(last.stream);
      // Whoever mirrors meanwhile waits for this transaction, and then goes on behind it.
      await new MirrorWriter(client, 'es', native).write(new MirrorRows(this.db.prefix), found.event.position, undefined);
    });
  }

  /**
   * Waits for what the store holds and the mirror has yet to; the store is asked once, and only for what is not mirrored.
   * @throws Refused TOKEN_MALFORMED, TOKEN_NOT_REACHED
   */
  override async positionOf(token: string, timeoutMs: number): Promise<Position> {
    const sought = standingOf(token);
    let deadline = performance.now() + timeoutMs;
    let nothing: Promise<boolean> | undefined;
    for (;;) {
      const head = await this.head();
      const position = await this.find(sought);
      if (position !== undefined) return position;
      const left = deadline - performance.now();
      if (left <= 0) throw refuse('TOKEN_NOT_REACHED');
      nothing ??= this.#isForNothing(sought);
      const grown = this.grownBeyond(head, undefined, left);
      // What was mirrored while the store was asked is seen by one look more.
      if (await Promise.race([nothing, grown.then(() => false)])) deadline = 0;
      else await grown;
    }
  }

  /** Whether neither the store nor the mirror holds what a token stands for. Where that cannot be told soon, it may: the store is away, or far ahead. */
  async #isForNothing(sought: Standing): Promise<boolean> {
    try {
      const newest = await this.db.newest(LOOK_BACK);
      const { rows } = await this.database.query<NativePosition & { readonly head: Position }>(
        'select s.commit_position as commit, s.prepare_position as prepare, h.position as head from es.store s cross join es.log_head h where s.commit_position is not null',
      );
      // Where the history was moved away, no more of it comes from there.
      if (!rows[0]) return true;
      const { head, ...mirrored } = rows[0];
      const looked = newest.flatMap(({ event }) => event ?? []);
      const ahead = looked.filter(({ position }) => position && isAfter(position, mirrored));
      if (newest.length === LOOK_BACK && ahead.length === looked.length) return false;
      if ('eventId' in sought) return !ahead.some(({ id }) => id === sought.eventId);
      return sought.position > head + BigInt(ahead.filter(({ streamId }) => streamId.startsWith(this.db.prefix)).length);
    } catch {
      // Who reads is answered by what is mirrored, whatever becomes of the store.
      return false;
    }
  }

  /** @throws Refused TOKEN_NOT_REACHED; DatabaseUnavailable; StoreUnavailable */
  override async recordedSoFar(timeoutMs: number): Promise<Position> {
    // What EventStoreDB holds ends where the history was moved away.
    if (await wasMovedToPostgres(this.database)) return this.head();
    for (let count = NEWEST; ; count *= 8) {
      const newest = (await this.db.newest(count)).flatMap(({ event }) => event ?? []);
      const ours = newest.find(
        ({ streamId, revision }) =>
          streamId.startsWith(this.db.prefix) && streamId !== this.db.nativeStream('genesis') && !this.db.numbersOf(streamId).isPassedOver(revision),
      );
      if (ours) return this.positionOf(tokenOfEvent(ours.id), timeoutMs);
      const { rows } = await this.database.query<{ commit: bigint | null }>('select commit_position as commit from es.store');
      // Whatever is ours has passed by the mirror already, or there is nothing.
      if (newest.length < count || (newest.at(-1)?.position?.commit ?? 0n) <= (rows[0]?.commit ?? 0n)) return this.head();
    }
  }
}
