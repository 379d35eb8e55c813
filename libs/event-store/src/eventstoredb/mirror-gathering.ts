import { MirrorRows } from './mirror-rows.js';
import type { NativeRecord } from './mirror-wire.js';

/** How much one batch holds. */
export interface BatchLimits {
  readonly mostRows: number;
  readonly mostBytes: number;
}

/** Rows to be written together. */
export interface Batch {
  readonly rows: MirrorRows;
  /** The event that was gathered last, to be named should it be refused. */
  readonly last: NativeRecord | undefined;
}

/** What has come and is not being written yet: the next batch gathers while one is written, in the memory of the one before. */
export class Gathering {
  #rows: MirrorRows;
  #spare: MirrorRows;
  #last: NativeRecord | undefined;
  #onRoom: (() => void) | undefined;

  /** @param oneByOne so many events are batches of their own: one of them is refused, and is to be found */
  constructor(
    prefix: string,
    private readonly limits: BatchLimits,
    private oneByOne: number,
  ) {
    this.#rows = new MirrorRows(prefix);
    this.#spare = new MirrorRows(prefix);
  }

  get isEmpty(): boolean {
    return this.#rows.count === 0;
  }

  get isFull(): boolean {
    const { count, bytes } = this.#rows;
    return count >= (this.oneByOne > 0 ? 1 : this.limits.mostRows) || bytes >= this.limits.mostBytes;
  }

  add(record: NativeRecord, revision: bigint): void {
    this.#rows.add(record, revision);
    this.#last = record;
  }

  /** What has gathered so far; from now on the next batch does. */
  take(): Batch {
    const batch = { rows: this.#rows, last: this.#last };
    [this.#rows, this.#spare] = [this.#spare, this.#rows];
    return batch;
  }

  /** A batch is written, and its memory may be used again. */
  written({ rows }: Batch): void {
    this.oneByOne -= Math.min(this.oneByOne, rows.count);
    rows.clear();
  }

  /** Until there is room, or nobody wants any. */
  untilRoom(): Promise<void> {
    return new Promise((resolve) => (this.#onRoom = resolve));
  }

  makeRoom(): void {
    this.#onRoom?.();
  }
}
