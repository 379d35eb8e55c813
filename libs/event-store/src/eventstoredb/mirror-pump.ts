import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseUnavailable } from '@app/database';
import type { Position } from '@app/kernel';
import { ForeignEvent, LogCorrupt, NotAsMirrored } from '../errors.js';
import { MirrorRows } from './mirror-rows.js';
import type { MirrorSource } from './mirror-source.js';
import { NativeRecord } from './mirror-wire.js';
import { BatchRefused, type MirrorWriter } from './mirror-writer.js';
import type { NativePosition } from './native-event.js';
import { METADATA, mustBeWhole } from './stream-metadata.js';

export interface PumpOptions {
  /** A subscription that brings nothing for so long, although something was written, is given up. */
  readonly silenceMs: number;
  /** How often the store is asked where it ends. */
  readonly lookMs: number;
  readonly mostRows: number;
  readonly mostBytes: number;
}

export const PUMP_DEFAULTS: PumpOptions = { silenceMs: 5_000, lookMs: 1_000, mostRows: 5_000, mostBytes: 8 * 1024 * 1024 };

/** Told of what happens, as it does. */
export interface PumpEvents {
  /** Something was written, up to a position. `levelMs`: so long ago the mirror had everything, where that became known. */
  readonly onWritten?: (position: Position, levelMs: number | undefined) => void;
  /** The store does not answer. */
  readonly onAway?: () => void;
  /** Asked before anything is taken and with every look: for what others have found meanwhile. @throws LogCorrupt; DatabaseUnavailable; StoreUnavailable */
  readonly onLook?: () => Promise<void>;
}

/** Further back than a checkpoint of the subscription may be, where nothing of ours was written since. */
export const LOOK_BACK = 48;

export const isAfter = (one: NativePosition, other: NativePosition): boolean =>
  one.commit === other.commit ? one.prepare > other.prepare : one.commit > other.commit;

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/**
 * Carries one subscription's events over until it ends. While a batch is written the next one gathers: live, what has come since the last
 * one; catching up, as much as a batch holds. Then nothing more is taken from the server.
 */
export class Pump {
  #gathering: MirrorRows;
  #spare: MirrorRows;
  /** All of ours up to here is written or gathering. */
  #received: NativePosition = { commit: 0n, prepare: 0n };
  /** An event that has just been gathered, to be named should it be refused. */
  #last: NativeRecord | undefined;
  #writing: Promise<void> | undefined;
  #onRoom: (() => void) | undefined;
  #failure: Error | undefined;
  /** Nothing of ours stood beyond `head` at a moment, and this has yet to be written down. */
  #look: { readonly at: number; readonly head: NativePosition } | undefined;
  #looking = false;
  /** Since when nothing arrives of what was written, or the store does not answer. */
  #troubledSince: number | undefined;
  /** The store did not answer, and nothing has arrived since. */
  #wasAway = false;

  /** @param oneByOne so many events are written alone: one of them is refused, and is to be found */
  constructor(
    private readonly source: MirrorSource,
    private readonly writer: MirrorWriter,
    private readonly options: PumpOptions,
    private readonly events: PumpEvents = {},
    private oneByOne = 0,
  ) {
    this.#gathering = new MirrorRows(source.prefix);
    this.#spare = new MirrorRows(source.prefix);
  }

  /**
   * Until aborted. What was received is written before it ends, whatever ends it.
   * @throws whatever ended it otherwise: LogCorrupt, BatchRefused, MirrorMoved, what the subscription or the database failed for
   */
  async run(after: NativePosition, signal: AbortSignal): Promise<void> {
    this.#received = after;
    const subscription = await this.source.subscribe(after);
    const end = (error?: unknown) => {
      this.#failure ??= error === undefined ? undefined : asError(error);
      this.#onRoom?.();
      subscription.cancel();
    };
    const stop = () => end();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const looks = setInterval(() => void this.#lookAhead(end), this.options.lookMs);
    try {
      for await (const { content } of subscription) {
        if (this.#failure || signal.aborted) break;
        if (!content) continue;
        this.#troubledSince = undefined;
        this.#wasAway = false;
        if (content instanceof NativeRecord) await this.#take(content);
        this.#received = content.position;
        if (this.#gathering.count === 0) continue;
        this.#writing ??= this.#writeAll(end);
        if (this.#isFull()) await new Promise<void>((resolve) => (this.#onRoom = resolve));
      }
    } catch (error) {
      if (!signal.aborted) this.#failure ??= asError(error);
    } finally {
      clearInterval(looks);
      signal.removeEventListener('abort', stop);
      subscription.cancel();
    }
    await (this.#writing ??= this.#writeAll(end));
    if (this.#failure) throw this.#failure;
    if (!signal.aborted) throw new Error('the subscription ended');
  }

  async #take(record: NativeRecord): Promise<void> {
    if (record.stream.startsWith(METADATA)) return mustBeWhole(this.source, record.stream.slice(METADATA.length), (stream) => this.writer.lastOf(stream));
    const numbers = this.source.numbersOf(record.stream);
    if (numbers.isPassedOver(record.revision)) return;
    this.#gathering.add(record, numbers.ours(record.revision));
    this.#last = record;
  }

  #isFull(): boolean {
    const { count, bytes } = this.#gathering;
    return count >= (this.oneByOne > 0 ? 1 : this.options.mostRows) || bytes >= this.options.mostBytes;
  }

  async #writeAll(end: (error: unknown) => void): Promise<void> {
    try {
      // What arrives in the same turn of the event loop travels together.
      await nextTurn();
      while (this.#gathering.count > 0 || this.#isLookReached()) {
        const rows = this.#gathering;
        this.#gathering = this.#spare;
        this.#spare = rows;
        const levelMs = this.#takeLevel();
        const writing = this.#write(rows, this.#received, levelMs);
        this.#onRoom?.();
        this.events.onWritten?.(await writing, levelMs);
        this.oneByOne -= Math.min(this.oneByOne, rows.count);
        rows.clear();
      }
    } catch (error) {
      end(error);
    } finally {
      this.#writing = undefined;
    }
  }

  async #write(rows: MirrorRows, to: NativePosition, levelMs: number | undefined): Promise<Position> {
    const last = this.#last;
    try {
      return await this.writer.write(rows, to, levelMs);
    } catch (error) {
      if (!(error instanceof BatchRefused) || rows.count > 1 || !last) throw error;
      // Where those before it are missing, nothing is mended by passing over the ones that are left.
      if (error.isOutOfOrder) throw new LogCorrupt(`the event ${last.id} (${last.type}) in the native stream ${last.stream} is refused: ${error.message}`);
      throw new ForeignEvent(last, error.message);
    }
  }

  #isLookReached(): boolean {
    return this.#look !== undefined && !isAfter(this.#look.head, this.#received);
  }

  #takeLevel(): number | undefined {
    if (!this.#look || !this.#isLookReached()) return undefined;
    const levelMs = performance.now() - this.#look.at;
    this.#look = undefined;
    return levelMs;
  }

  /** Compares what the store holds with what has come: what has not is either on its way, or never will arrive. */
  async #lookAhead(end: (error: unknown) => void): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const at = performance.now();
    let trouble: Error | undefined;
    try {
      await this.events.onLook?.();
      const head = await this.#beyond();
      // The subscription's connection may have fallen silent with the other, and would say nothing of it.
      if (this.#wasAway) return end(new Error('the store was away'));
      if (head !== 'unknown') this.#look ??= { at, head: head ?? this.#received };
      if (head !== undefined) trouble = new Error(`nothing arrives of what was written since ${this.#received.commit}`);
      else this.#writing ??= this.#writeAll(end);
    } catch (error) {
      if (error instanceof NotAsMirrored || error instanceof LogCorrupt || error instanceof DatabaseUnavailable) return end(error);
      this.events.onAway?.();
      this.#wasAway = true;
      trouble = asError(error);
    } finally {
      this.#looking = false;
    }
    if (!trouble || this.#writing) this.#troubledSince = undefined;
    else if (at - (this.#troubledSince ??= at) >= this.options.silenceMs) end(trouble);
  }

  /** Where the newest event of ours stands that has not been received; undefined where all have. Others' events count for nothing. */
  async #beyond(): Promise<NativePosition | 'unknown' | undefined> {
    for (const count of [1, LOOK_BACK]) {
      const newest = await this.source.newest(count);
      for (const { event } of newest) {
        if (!event?.position || !isAfter(event.position, this.#received)) return undefined;
        if (event.streamId.replace(METADATA, '').startsWith(this.source.prefix)) return event.position;
      }
      if (newest.length < count) return undefined;
    }
    return 'unknown';
  }
}
