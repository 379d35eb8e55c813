import type { Bytes } from '../definition/binary.js';

const FIRST_BYTES = 320 * 1024;
/** In the place of a length, for a value that is null. */
const NULL_LENGTH = -1;

/** Gathers rows in the form that a binary COPY takes: each a number of values, each value its length and its bytes. */
export class RowSink {
  #buffer: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #view = new DataView(this.#buffer.buffer);
  #spare: Buffer<ArrayBuffer> | undefined;
  #used = 0;

  get length(): number {
    return this.#used;
  }

  /** Bytes as they are. */
  bytes(bytes: Bytes): void {
    this.#room(bytes.length);
    this.#used += this.#buffer.write(bytes, this.#used, bytes.length, 'latin1');
  }

  /** So many values follow. */
  width(columns: number): void {
    this.#room(2);
    this.#view.setInt16(this.#used, columns);
    this.#used += 2;
  }

  value(bytes: Bytes): void {
    this.#length(bytes.length);
    this.bytes(bytes);
  }

  /** @param value null, or a whole number of four bytes */
  int32(value: number | null): void {
    if (value === null) {
      this.#length(NULL_LENGTH);
      return;
    }
    this.#length(4);
    this.#room(4);
    this.#view.setInt32(this.#used, value);
    this.#used += 4;
  }

  int64(value: bigint): void {
    this.#length(8);
    this.#room(8);
    this.#view.setBigInt64(this.#used, value);
    this.#used += 8;
  }

  boolean(value: boolean): void {
    this.#length(1);
    this.#room(1);
    this.#view.setUint8(this.#used, value ? 1 : 0);
    this.#used += 1;
  }

  /** What has gathered. The sink begins anew, over the bytes that were taken the time before. */
  take(): Buffer {
    const taken = this.#buffer;
    this.#use(this.#spare ?? Buffer.allocUnsafeSlow(FIRST_BYTES));
    this.#spare = taken;
    const length = this.#used;
    this.#used = 0;
    return taken.subarray(0, length);
  }

  #length(bytes: number): void {
    this.#room(4);
    this.#view.setInt32(this.#used, bytes);
    this.#used += 4;
  }

  #room(bytes: number): void {
    if (this.#used + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow((this.#used + bytes) * 2);
    this.#buffer.copy(larger, 0, 0, this.#used);
    this.#use(larger);
  }

  #use(buffer: Buffer<ArrayBuffer>): void {
    this.#buffer = buffer;
    this.#view = new DataView(buffer.buffer);
  }
}
