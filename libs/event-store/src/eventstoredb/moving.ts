import { createHash } from 'node:crypto';
import type { Database } from '@app/database';
import type { Position } from '@app/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { LogCorrupt } from '../errors.js';
import { leafOf } from '../leaf.js';
import type { EventStoreDb } from './connection.js';
import { raiseFence, requireKind, switchStore, TO_POSTGRES } from './fence.js';
import { recordInOrder } from './in-order.js';
import { Mirror } from './mirror.js';
import { type MirrorSource, mirrorSource } from './mirror-source.js';
import { NativeRecord } from './mirror-wire.js';
import { APPEND_SETTLES_WITHIN_MS } from './native-appends.js';
import { fromNative, jsonIn, metadataIn, type NativePosition } from './native-event.js';
import { adopt } from './store-of-record.js';
import { METADATA } from './stream-metadata.js';

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
    const fencedAt = await raiseFence(this.owner);
    await copy();
    const { hash, native } = await this.#compared(genesis);
    if ((await this.#alreadyThere()) !== copied) throw new LogCorrupt('somebody else writes to EventStoreDB under this EVENTSTORE_STREAM_PREFIX');
    await switchStore(
      this.owner,
      "update es.store set kind = 'eventstoredb', store_id = $1, commit_position = $2, prepare_position = $3, stopped = null, fenced_since = null",
      [storeId, native.commit, native.prepare],
    );
    return { position: copied, hash, fencedMs: performance.now() - fencedAt };
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
      const fencedAt = await raiseFence(this.owner);
      await sleep(this.options.settleMs ?? APPEND_SETTLES_WITHIN_MS);
      await Promise.race([mirroring, this.#level()]);
      const { hash } = await this.#compared(genesis);
      const position = await this.#head();
      await switchStore(this.owner, TO_POSTGRES);
      return { position, hash, fencedMs: performance.now() - fencedAt };
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

  /** Reads back all that EventStoreDB holds of the history and computes every leaf anew. */
  async #compared(genesis: NativePosition): Promise<{ readonly hash: Uint8Array; readonly native: NativePosition }> {
    const { rows } = await this.owner.query<{ hash: Buffer; count: Position }>(
      'select es.running_hash(leaf order by position) as hash, count(*) as count from es.events',
    );
    const { hash = Buffer.alloc(0), count = 0n } = rows[0] ?? {};
    const there = await this.#readBack(genesis, count);
    if (!hash.equals(there.hash)) throw new LogCorrupt('EventStoreDB and es.events hold different histories');
    return there;
  }

  async #readBack(genesis: NativePosition, count: Position): Promise<{ readonly hash: Uint8Array; readonly native: NativePosition }> {
    let hash: Uint8Array = Buffer.alloc(0);
    let native = genesis;
    let position = 0n;
    let latest = '';
    if (count === 0n) return { hash, native };
    const subscription = await this.#source.subscribe(genesis);
    try {
      for await (const { content } of subscription) {
        if (!(content instanceof NativeRecord) || content.stream.startsWith(METADATA)) continue;
        const numbers = this.db.numbersOf(content.stream);
        if (numbers.isPassedOver(content.revision)) continue;
        const event = this.#eventIn(content, numbers.ours(content.revision));
        position += 1n;
        if (event.recordedAt > latest) latest = event.recordedAt;
        hash = createHash('sha256')
          .update(hash)
          .update(leafOf({ ...event, position, recordedAt: latest }))
          .digest();
        native = content.position;
        if (position % 1_000n === 0n || position === count) this.#tell('comparing', position, count);
        if (position === count) break;
      }
    } finally {
      subscription.cancel();
    }
    return { hash, native };
  }

  /** @throws ForeignEvent for what this product did not write */
  #eventIn(record: NativeRecord, revision: bigint) {
    const { id, stream, type, contentType, created, metadata, data, position } = record;
    const event = {
      id,
      streamId: stream,
      revision,
      type,
      isJson: contentType === 'application/json',
      created: new Date(Number(BigInt(created) / 10_000n)),
      metadata: metadataIn(record, metadata) as Record<string, unknown>,
      data: jsonIn(record, data) as Record<string, unknown>,
      position,
    };
    const { native: _native, ...stored } = fromNative(this.db.prefix, { event } as Parameters<typeof fromNative>[1]);
    return stored;
  }

  #tell(step: MoveProgress['step'], done: Position, total: Position): void {
    this.options.onProgress?.({ step, done, total });
  }
}
