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

const DASH = 45;
const HEXADECIMAL = '0123456789abcdef';
const NO_DIGIT = 255;
/** The value of a hexadecimal digit in lower case, by its character code. */
const NIBBLES = new Uint8Array(128).fill(NO_DIGIT);
for (let value = 0; value < HEXADECIMAL.length; value++) NIBBLES[HEXADECIMAL.charCodeAt(value)] = value;
const nibble = (text: string, at: number): number => NIBBLES[text.charCodeAt(at)] ?? NO_DIGIT;

/** Whether a text is a UUID in its canonical form. */
export function isUuid(text: string): boolean {
  if (text.length !== 36) return false;
  for (let at = 0; at < 36; at++) {
    const dash = at === 8 || at === 13 || at === 18 || at === 23;
    if (dash ? text.charCodeAt(at) !== DASH : nibble(text, at) === NO_DIGIT) return false;
  }
  return true;
}

/** @param uuid in its canonical form */
export function uuidBytes(uuid: string): Bytes {
  const byte = (at: number): number => (nibble(uuid, at) << 4) | nibble(uuid, at + 1);
  return (
    String.fromCharCode(byte(0), byte(2), byte(4), byte(6), byte(9), byte(11), byte(14), byte(16)) +
    String.fromCharCode(byte(19), byte(21), byte(24), byte(26), byte(28), byte(30), byte(32), byte(34))
  );
}

const ZERO = 48;
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
/** From 0000-12-31 to 2000-01-01, from which PostgreSQL counts. */
const DAYS_TO_EPOCH = 730_120;

/** The days from 2000-01-01 to a date written YYYY-MM-DD; undefined where there is none such in the calendar since the year 1. */
export function daysTo(date: string): number | undefined {
  if (date.length !== 10 || date.charCodeAt(4) !== DASH || date.charCodeAt(7) !== DASH) return undefined;
  const year = digits(date, 0) * 100 + digits(date, 2);
  const month = digits(date, 5);
  const day = digits(date, 8);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = DAYS_BEFORE[month - 1];
  const until = DAYS_BEFORE[month];
  if (before === undefined || until === undefined || !(year >= 1) || !(day >= 1 && day <= until - before + (leap && month === 2 ? 1 : 0))) return undefined;
  const earlier = year - 1;
  const leaps = Math.floor(earlier / 4) - Math.floor(earlier / 100) + Math.floor(earlier / 400);
  return earlier * 365 + leaps + before + (leap && month > 2 ? 1 : 0) + day - DAYS_TO_EPOCH;
}

/** Two digits as a number; NaN where they are none. */
function digits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Midnight of 2000-01-01 UTC. */
const EPOCH_MS = 946_684_800_000;

/** @param instant YYYY-MM-DDTHH:MM:SS.sssZ */
export function instantBytes(instant: string): Bytes {
  return int64(BigInt(Date.parse(instant) - EPOCH_MS) * 1_000n);
}

/** A value as it stands in a row or an array: after its length. */
export const sized = (value: Bytes): Bytes => int32(value.length) + value;

/** In the place of a value that is null. */
export const NULL: Bytes = int32(-1);

/** @param elementOid PostgreSQL's number of the elements' type */
export function arrayBytes(elementOid: number, elements: readonly Bytes[]): Bytes {
  const head = int32(elements.length > 0 ? 1 : 0) + int32(0) + int32(elementOid);
  return elements.length > 0 ? `${head}${int32(elements.length)}${int32(1)}${elements.map(sized).join('')}` : head;
}
