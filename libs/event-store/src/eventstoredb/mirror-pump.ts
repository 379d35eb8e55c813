import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '@app/kernel';
import { ForeignEvent, LogCorrupt } from '../errors.js';
import { type Batch, type BatchLimits, Gathering } from './mirror-gathering.js';
import { type Arriving, Lookout } from './mirror-lookout.js';
import type { MirrorSource } from './mirror-source.js';
import { type NativeMessage, NativeRecord } from './mirror-wire.js';
import { BatchRefused, type MirrorWriter } from './mirror-writer.js';
import type { NativePosition } from './native-event.js';
import { METADATA, mustBeWhole } from './stream-metadata.js';

export interface PumpOptions extends BatchLimits {
  /** A subscription that brings nothing for so long, although something was written, is given up. */
  readonly silenceMs: number;
  /** How often the store is asked where it ends. */
  readonly lookMs: number;
}

export const PUMP_DEFAULTS: PumpOptions = { silenceMs: 5_000, lookMs: 1_000, mostRows: 5_000, mostBytes: 8 * 1024 * 1024 };

/** Told of what happens, as it does. */
export interface PumpEvents {
  /** Something was written, up to a position. `levelMs`: so long ago the mirror had everything, where that became known. */
  readonly onWritten?: (position: Position, levelMs: number | undefined) => void;
  /** The store does not answer, or not with what it is asked for. */
  readonly onAway?: (error: unknown) => void;
  /** Asked before anything is taken and with every look: for what others have found meanwhile. @throws LogCorrupt; DatabaseUnavailable; StoreUnavailable */
  readonly onLook?: () => Promise<void>;
}

type Content = NonNullable<NativeMessage['content']>;
/** Ends the subscription, for what went wrong or for nothing. */
type End = (error?: unknown) => void;

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/**
 * Carries one subscription's events over until it ends. While a batch is written the next one gathers: live, what has come since the last
 * one; catching up, as much as a batch holds. Then nothing more is taken from the server.
 */
export class Pump implements Arriving {
  readonly #gathering: Gathering;
  readonly #lookout: Lookout;
  /** All of ours up to here is written or gathering. */
  #received: NativePosition = { commit: 0n, prepare: 0n };
  #writing: Promise<void> | undefined;
  #failure: Error | undefined;

  /** @param oneByOne so many events are written alone: one of them is refused, and is to be found */
  constructor(
    private readonly source: MirrorSource,
    private readonly writer: MirrorWriter,
    private readonly options: PumpOptions,
    private readonly events: PumpEvents = {},
    oneByOne = 0,
  ) {
    this.#gathering = new Gathering(source.prefix, options, oneByOne);
    this.#lookout = new Lookout(source, options.silenceMs, events);
  }

  get received(): NativePosition {
    return this.#received;
  }

  get isWriting(): boolean {
    return this.#writing !== undefined;
  }

  /**
   * Until aborted. What was received is written before it ends, whatever ends it.
   * @throws whatever ended it otherwise: LogCorrupt, BatchRefused, MirrorMoved, what the subscription or the database failed for
   */
  async run(after: NativePosition, signal: AbortSignal): Promise<void> {
    this.#received = after;
    const subscription = await this.source.subscribe(after);
    const end: End = (error) => {
      this.#failure ??= error === undefined ? undefined : asError(error);
      this.#gathering.makeRoom();
      subscription.cancel();
    };
    const stop = () => end();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const looks = setInterval(() => void this.#look(end), this.options.lookMs);
    try {
      for await (const { content } of subscription) {
        if (this.#failure || signal.aborted) break;
        if (content) await this.#receive(content, end);
      }
    } catch (error) {
      if (!signal.aborted) this.#failure ??= asError(error);
    } finally {
      clearInterval(looks);
      signal.removeEventListener('abort', stop);
      subscription.cancel();
    }
    await this.#write(end);
    if (this.#failure) throw this.#failure;
    if (!signal.aborted) throw new Error('the subscription ended');
  }

  /** Takes what came, and waits for room where there is none. */
  async #receive(content: Content, end: End): Promise<void> {
    this.#lookout.arrived();
    if (content instanceof NativeRecord) await this.#take(content);
    this.#received = content.position;
    if (this.#gathering.isEmpty) return;
    void this.#write(end);
    if (this.#gathering.isFull) await this.#gathering.untilRoom();
  }

  async #take(record: NativeRecord): Promise<void> {
    if (record.stream.startsWith(METADATA)) return mustBeWhole(this.source, record.stream.slice(METADATA.length), (stream) => this.writer.lastOf(stream));
    const numbers = this.source.numbersOf(record.stream);
    if (!numbers.isPassedOver(record.revision)) this.#gathering.add(record, numbers.ours(record.revision));
  }

  async #look(end: End): Promise<void> {
    const finding = await this.#lookout.look(this);
    switch (finding.is) {
      case 'level':
        // That there is nothing to write is written down as well.
        return void this.#write(end);
      case 'patient':
        return;
      case 'over':
        return end(finding.error);
    }
  }

  /** Writes what has gathered, and what gathers meanwhile; one at a time does. */
  #write(end: End): Promise<void> {
    return (this.#writing ??= this.#writeAll(end));
  }

  async #writeAll(end: End): Promise<void> {
    try {
      // What arrives in the same turn of the event loop travels together.
      await nextTurn();
      while (!this.#gathering.isEmpty || this.#lookout.isLevel(this)) await this.#writeNext();
    } catch (error) {
      end(error);
    } finally {
      this.#writing = undefined;
    }
  }

  async #writeNext(): Promise<void> {
    const batch = this.#gathering.take();
    const levelMs = this.#lookout.takeLevel(this);
    const writing = this.#writeBatch(batch, this.#received, levelMs);
    this.#gathering.makeRoom();
    this.events.onWritten?.(await writing, levelMs);
    this.#gathering.written(batch);
  }

  async #writeBatch({ rows, last }: Batch, to: NativePosition, levelMs: number | undefined): Promise<Position> {
    try {
      return await this.writer.write(rows, to, levelMs);
    } catch (error) {
      if (!(error instanceof BatchRefused) || rows.count > 1 || !last) throw error;
      // Where those before it are missing, nothing is mended by passing over the ones that are left.
      if (error.isOutOfOrder) throw new LogCorrupt(`the event ${last.id} (${last.type}) in the native stream ${last.stream} is refused: ${error.message}`);
      throw new ForeignEvent(last, error.message);
    }
  }
}
