/** The types of which arrays are made here, by PostgreSQL's numbers for them. */
const OID = { text: 25, int4: 23, int8: 20, date: 1_082, timestamptz: 1_184, uuid: 2_950 } as const;
const HEADER = 20;
const EMPTY = 12;
const FIRST = 1_024;
/** 2000-01-01, from which PostgreSQL counts, in days and milliseconds since 1970. */
const EPOCH_DAYS = 10_957;
const EPOCH_MS = EPOCH_DAYS * 86_400_000;

const DASH = '-'.charCodeAt(0);
/** The value of each hexadecimal digit, by its character. */
const NIBBLES = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, '0123456789abcdef'.indexOf(String.fromCharCode(code))));

/**
 * An array in PostgreSQL's binary format, written item by item: of very many items nothing stays behind for the garbage collector to move
 * about, and the server has nothing to unescape.
 */
export class BinaryArray {
  #bytes = Buffer.allocUnsafe(FIRST);
  #at = HEADER;
  #count = 0;

  constructor(private readonly type: keyof typeof OID) {}

  get count(): number {
    return this.#count;
  }

  /** Empty again, in the memory that it has. */
  clear(): void {
    this.#at = HEADER;
    this.#count = 0;
  }

  /** As it is sent, until something is added or it is cleared. */
  finished(): Buffer {
    // One dimension (none when empty), no nulls, the element's type, how many, counted from 1.
    [this.#count === 0 ? 0 : 1, 0, OID[this.type], this.#count, 1].forEach((number, index) => this.#bytes.writeInt32BE(number, index * 4));
    return this.#bytes.subarray(0, this.#count === 0 ? EMPTY : this.#at);
  }

  text(text: string): void {
    // No character takes more than three bytes for each of its units in UTF-16.
    this.#reserve(text.length * 3);
    const written = this.#bytes.write(text, this.#at + 4);
    this.#at = this.#bytes.writeInt32BE(written, this.#at) + written;
  }

  /** UTF-8. */
  bytes(utf8: Uint8Array): void {
    this.#begin(utf8.length);
    this.#bytes.set(utf8, this.#at);
    this.#at += utf8.length;
  }

  /** @param text in lower case */
  uuid(text: string): void {
    this.#begin(16);
    for (let from = 0; from < text.length; from += 2) {
      if (text.charCodeAt(from) === DASH) from++;
      this.#bytes[this.#at++] = (NIBBLES[text.charCodeAt(from)] ?? 0) * 16 + (NIBBLES[text.charCodeAt(from + 1)] ?? 0);
    }
  }

  int4(number: number): void {
    this.#begin(4);
    this.#at = this.#bytes.writeInt32BE(number, this.#at);
  }

  int8(number: bigint): void {
    this.#begin(8);
    this.#at = this.#bytes.writeBigInt64BE(number, this.#at);
  }

  /** @param days since 1970-01-01 */
  date(days: number): void {
    this.int4(days - EPOCH_DAYS);
  }

  /** @param ms since 1970-01-01 */
  timestamptz(ms: number): void {
    this.int8(BigInt(ms - EPOCH_MS) * 1_000n);
  }

  /** An item of so many bytes. */
  #begin(length: number): void {
    this.#reserve(length);
    this.#at = this.#bytes.writeInt32BE(length, this.#at);
  }

  /** Room for an item of at most so many bytes. */
  #reserve(most: number): void {
    this.#count++;
    const needed = this.#at + 4 + most;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, needed));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
