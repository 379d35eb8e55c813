import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { LogCorrupt } from '../errors.js';
import type { EventStoreDb } from './connection.js';
import { behindFence, requireKind, TO_POSTGRES } from './fence.js';
import { recordInOrder } from './in-order.js';
import { Mirror } from './mirror.js';
import { type MirrorSource, mirrorSource } from './mirror-source.js';
import { APPEND_SETTLES_WITHIN_MS } from './native-appends.js';
import type { NativePosition } from './native-event.js';
import { readBack, type ReadBack } from './read-back.js';
import { adopt } from './store-of-record.js';

/** What a move is doing, and how far it has come. */
export interface MoveProgress {
  readonly step: 'copying' | 'comparing';
  readonly done: Position;
  readonly total: Position;
}

export interface Moved {
  /** Of the last event. */
  readonly position: Position;
  /** H(n) = SHA-256(H(n-1) ‖ leaf(n)), H(0) = nothing; the same on both sides. */
  readonly hash: Uint8Array;
  /** How long nobody could append, in milliseconds. */
  readonly fencedMs: number;
}

export interface MoveOptions {
  readonly onProgress?: (progress: MoveProgress) => void;
  /** How long appends that were let through before the fence may take to arrive, in milliseconds. */
  readonly settleMs?: number;
}

/** So few left that they are copied behind the fence. */
const FEW = 500n;
/** Where in the newest events of the server ours are looked for; beyond that all are sent again, and found to be there. */
const LOOK_BACK = 4_096;
const LEVEL_EVERY_MS = 100;

/**
 * Moves an installation's history from the one store to the other: its database stays, with all that follows from the log. Interrupted, it is
 * called again and goes on; until the very last step the history is where it was.
 */
export class HistoryMove {
  readonly #source: MirrorSource;

  /** @param owner the installation's database, as the role that owns its schemas: nobody else may raise the fence */
  constructor(
    private readonly owner: Database,
    private readonly db: EventStoreDb,
    private readonly options: MoveOptions = {},
  ) {
    this.#source = mirrorSource(db);
  }

  /** @throws WrongStore where the history is not in PostgreSQL; LogCorrupt where the two sides differ; StoreUnavailable, DatabaseUnavailable */
  async toEventStoreDb(): Promise<Moved> {
    await requireKind(this.owner, 'postgresql');
    const { storeId, position: genesis } = await this.db.begin();
    let copied = await this.#alreadyThere();
    const copy = async () => {
      const total = await this.#head();
      copied = await recordInOrder(this.db, this.owner.pool, copied, (done) => this.#tell('copying', done, total));
    };
    // Until little is left, or as much is recorded meanwhile as is copied.
    for (let before: Position, left = await this.#head(); left > FEW;) {
      before = left;
      await copy();
      left = (await this.#head()) - copied;
      if (left * 2n > before) break;
    }
    return behindFence(this.owner, async (fence) => {
      await copy();
      const { hash, native } = await this.#compared(genesis);
      if ((await this.#alreadyThere()) !== copied) throw new LogCorrupt('somebody else writes to EventStoreDB under this EVENTSTORE_STREAM_PREFIX');
      await fence.switchStore("kind = 'eventstoredb', store_id = $1, commit_position = $2, prepare_position = $3, stopped = null", [
        storeId,
        native.commit,
        native.prepare,
      ]);
      return { position: copied, hash, fencedMs: fence.standsForMs };
    });
  }

  /**
   * The mirror holds the whole history already: it is made to hold the last of it, and becomes the store.
   * @throws WrongStore where the history is not in this EventStoreDB; LogCorrupt where the two sides differ; StoreUnavailable, DatabaseUnavailable
   */
  async toPostgres(): Promise<Moved> {
    await requireKind(this.owner, 'eventstoredb');
    const { position: genesis } = await adopt(this.owner, this.db);
    const end = new AbortController();
    // Where a worker mirrors already, this one stands by.
    const mirroring = new Mirror(this.db, this.owner).untilStopped(end.signal);
    try {
      await Promise.race([mirroring, this.#level()]);
      return await behindFence(this.owner, async (fence) => {
        await sleep(this.options.settleMs ?? APPEND_SETTLES_WITHIN_MS);
        await Promise.race([mirroring, this.#level()]);
        const { hash } = await this.#compared(genesis);
        const position = await this.#head();
        await fence.switchStore(TO_POSTGRES);
        return { position, hash, fencedMs: fence.standsForMs };
      });
    } finally {
      end.abort();
      await mirroring.catch(() => undefined);
    }
  }

  async #head(): Promise<Position> {
    const { rows } = await this.owner.query<{ position: Position }>('select position from es.log_head');
    return rows[0]?.position ?? 0n;
  }

  /** How much of the history an earlier attempt brought there. */
  async #alreadyThere(): Promise<Position> {
    const genesis = this.db.nativeStream('genesis');
    await this.db.learn();
    for (const { event } of await this.db.newest(LOOK_BACK)) {
      if (!event?.streamId.startsWith(this.db.prefix) || event.streamId === genesis) continue;
      if (this.db.numbersOf(event.streamId).isPassedOver(event.revision)) continue;
      const { rows } = await this.owner.query<{ position: Position }>('select position from es.events where event_id = $1', [event.id]);
      if (rows[0]) return rows[0].position;
      throw new LogCorrupt(`EventStoreDB holds ${event.id} in ${event.streamId}, which is not of this history: choose another EVENTSTORE_STREAM_PREFIX`);
    }
    return 0n;
  }

  /** @returns when the mirror was last known to have everything, once that is later than now */
  async #level(): Promise<void> {
    const level = "select level_at >= $1::timestamptz as level from es.store where kind = 'eventstoredb'";
    const { rows } = await this.owner.query<{ now: string }>('select clock_timestamp() as now');
    while (!(await this.owner.query<{ level: boolean | null }>(level, [rows[0]?.now])).rows[0]?.level) await sleep(LEVEL_EVERY_MS);
  }

  /** Reads back all that EventStoreDB holds of the history and compares it with es.events. */
  async #compared(genesis: NativePosition): Promise<ReadBack> {
    const { rows } = await this.owner.query<{ hash: Buffer; count: Position }>(
      'select es.running_hash(leaf order by position) as hash, count(*) as count from es.events',
    );
    const { hash = Buffer.alloc(0), count = 0n } = rows[0] ?? {};
    const there = await readBack(this.#source, genesis, count, (done) => this.#tell('comparing', done, count));
    if (!hash.equals(there.hash)) throw new LogCorrupt('EventStoreDB and es.events hold different histories');
    return there;
  }

  #tell(step: MoveProgress['step'], done: Position, total: Position): void {
    this.options.onProgress?.({ step, done, total });
  }
}
