/** What PostgreSQL calls binary format, as a string with one character for each byte: that is put together as fast as text is. */
export type Bytes = string;

const scratch = new DataView(new ArrayBuffer(8));

export function int16(value: number): Bytes {
  return String.fromCharCode((value >>> 8) & 0xff, value & 0xff);
}

export function int32(value: number): Bytes {
  return String.fromCharCode((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

const twoWords = (high: number, low: number): Bytes =>
  String.fromCharCode(
    (high >>> 24) & 0xff,
    (high >>> 16) & 0xff,
    (high >>> 8) & 0xff,
    high & 0xff,
    (low >>> 24) & 0xff,
    (low >>> 16) & 0xff,
    (low >>> 8) & 0xff,
    low & 0xff,
  );

export function int64(value: bigint): Bytes {
  scratch.setBigInt64(0, value);
  return twoWords(scratch.getInt32(0), scratch.getInt32(4));
}

export function float64(value: number): Bytes {
  scratch.setFloat64(0, value);
  return twoWords(scratch.getInt32(0), scratch.getInt32(4));
}

const BEYOND_ASCII = /[^\0-\x7f]/;

export function utf8(text: string): Bytes {
  return BEYOND_ASCII.test(text) ? Buffer.from(text).toString('latin1') : text;
}

export function uuidBytes(uuid: string): Bytes {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('latin1');
}

/** Midnight of 2000-01-01 UTC, from which PostgreSQL counts. */
const EPOCH_MS = 946_684_800_000;
const DAY_MS = 86_400_000;

/** @param date YYYY-MM-DD */
export function dateBytes(date: string): Bytes {
  return int32((Date.parse(`${date}T00:00:00.000Z`) - EPOCH_MS) / DAY_MS);
}

/** @param instant YYYY-MM-DDTHH:MM:SS.sssZ */
export function instantBytes(instant: string): Bytes {
  return int64(BigInt(Date.parse(instant) - EPOCH_MS) * 1_000n);
}

/** A value preceded by its length, as it stands in a row or an array. */
export function sized(value: Bytes): Bytes {
  return int32(value.length) + value;
}

/** In the place of a value that is null. */
export const NULL: Bytes = int32(-1);

/** @param elementOid PostgreSQL's number of the elements' type */
export function arrayBytes(elementOid: number, elements: readonly Bytes[]): Bytes {
  const head = int32(elements.length > 0 ? 1 : 0) + int32(0) + int32(elementOid);
  return elements.length > 0 ? `${head}${int32(elements.length)}${int32(1)}${elements.map(sized).join('')}` : head;
}
