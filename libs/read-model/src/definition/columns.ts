import { arrayBytes, daysTo, float64, instantBytes, int16, int32, int64, isUuid, utf8, uuidBytes } from './binary.js';
import type { Bytes } from './binary.js';

/** How one column's values are checked, compared and written. `null` never reaches any of these. */
export interface ColumnType {
  /**
   * The value as it will come back from the database, so that a row folded in memory equals the row that was stored.
   * @throws TypeError when the column cannot hold it
   */
  readonly normalise: (value: unknown) => unknown;
  readonly same: (left: unknown, right: unknown) => boolean;
  /** The value in PostgreSQL's input syntax. */
  readonly toText: (value: unknown) => string;
  /** The same value in PostgreSQL's binary format, for a COPY. */
  readonly toBytes: (value: unknown) => Bytes;
}

export interface Column extends ColumnType {
  /** In the row class. */
  readonly property: string;
  /** In the table. */
  readonly name: string;
  readonly sqlType: string;
  readonly nullable: boolean;
}

function refuse(value: unknown, expected: string): never {
  throw new TypeError(`${value === null ? 'null' : typeof value} where ${expected} belongs`);
}

const identical = (left: unknown, right: unknown): boolean => left === right;

function textual(expected: string, read: (value: unknown) => string | undefined, bytes: (text: string) => Bytes = utf8): ColumnType {
  return { normalise: (value) => read(value) ?? refuse(value, expected), same: identical, toText: String, toBytes: (value) => bytes(String(value)) };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const text = textual('text', (value) => (typeof value === 'string' ? value : undefined));

const uuid = textual(
  'a UUID',
  (value) => {
    if (typeof value !== 'string') return undefined;
    if (isUuid(value)) return value;
    const lower = value.toLowerCase();
    return isUuid(lower) ? lower : undefined;
  },
  uuidBytes,
);

/** Whether a moment, as JavaScript writes it, is one that PostgreSQL has too: it knows no year 0. */
function isMoment(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && !text.startsWith('0000') && new Date(time).toISOString() === text;
}

const date = textual(
  'a date as YYYY-MM-DD',
  (value) => (typeof value === 'string' && daysTo(value) !== undefined ? value : undefined),
  (text) => int32(daysTo(text) ?? refuse(text, 'a date')),
);

const instant = textual(
  'an instant as YYYY-MM-DDTHH:MM:SS.sssZ',
  (value) => {
    const moment = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
    const text = Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
    const misread = typeof value === 'string' && INSTANT.test(value) && value !== text;
    return INSTANT.test(text) && isMoment(text) && !misread ? text : undefined;
  },
  instantBytes,
);

function varchar(limit: number): ColumnType {
  // The limit counts characters as PostgreSQL does; a string has at most as many as it has UTF-16 units.
  return textual(`text of at most ${limit} characters`, (value) =>
    typeof value === 'string' && (value.length <= limit || [...value].length <= limit) ? value : undefined,
  );
}

function whole(lowest: number, highest: number, bytes: (value: number) => Bytes): ColumnType {
  const normalise = (value: unknown): unknown =>
    typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest
      ? value + 0
      : refuse(value, `a whole number from ${lowest} to ${highest}`);
  return { normalise, same: identical, toText: String, toBytes: (value) => bytes(Number(value)) };
}

const bigint: ColumnType = {
  normalise: (value) => (typeof value === 'bigint' ? value : refuse(value, 'a bigint')),
  same: identical,
  toText: String,
  toBytes: (value) => int64(typeof value === 'bigint' ? value : refuse(value, 'a bigint')),
};
const boolean: ColumnType = {
  normalise: (value) => (typeof value === 'boolean' ? value : refuse(value, 'a boolean')),
  same: identical,
  toText: String,
  toBytes: (value) => (value === true ? '\x01' : '\0'),
};
const double: ColumnType = {
  // Adding 0 turns -0, which PostgreSQL would tell apart, into 0.
  normalise: (value) => (typeof value === 'number' && Number.isFinite(value) ? value + 0 : refuse(value, 'a finite number')),
  same: identical,
  toText: String,
  toBytes: (value) => float64(Number(value) + 0),
};

/** The value with nothing in it that JSON cannot hold: the same object where there was nothing to drop. */
function asJson(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : refuse(value, 'a finite number');
  if (Array.isArray(value)) return value.map((item: unknown) => asJson(item ?? null));
  if (typeof value !== 'object' || (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null)) return refuse(value, 'JSON');
  let changed = false;
  const clean: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) {
      changed = true;
      continue;
    }
    const json = (clean[key] = asJson(item));
    changed ||= json !== item;
  }
  return changed ? clean : value;
}

function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  const keys = Object.keys(left);
  const others = right as Record<string, unknown>;
  return (
    keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && sameJson((left as Record<string, unknown>)[key], others[key]))
  );
}

const jsonb: ColumnType = {
  normalise: asJson,
  same: sameJson,
  toText: (value) => JSON.stringify(value),
  // The first byte is the version of the format: what follows is text.
  toBytes: (value) => `\x01${utf8(JSON.stringify(value))}`,
};

/** The same array where every item is normal. */
function normaliseItems(item: ColumnType, values: readonly unknown[]): readonly unknown[] {
  const normal = values.map((value) => item.normalise(value));
  return normal.every((value, index) => Object.is(value, values[index])) ? values : normal;
}

function arrayOf(item: ColumnType, itemOid: number): ColumnType {
  return {
    normalise: (value) => (Array.isArray(value) ? normaliseItems(item, value) : refuse(value, 'an array')),
    same: (left, right) =>
      left === right ||
      (Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((one, index) => item.same(one, right[index]))),
    toText: (value) =>
      Array.isArray(value) ? `{${value.map((one) => `"${item.toText(one).replace(/["\\]/g, '\\$&')}"`).join(',')}}` : refuse(value, 'an array'),
    toBytes: (value) => (Array.isArray(value) ? arrayBytes(itemOid, value.map(item.toBytes)) : refuse(value, 'an array')),
  };
}

const TYPES: ReadonlyMap<string, ColumnType> = new Map([
  ['text', text],
  ['character varying', text],
  ['uuid', uuid],
  ['date', date],
  ['timestamp with time zone', instant],
  ['boolean', boolean],
  ['smallint', whole(-32_768, 32_767, int16)],
  ['integer', whole(-2_147_483_648, 2_147_483_647, int32)],
  ['bigint', bigint],
  ['double precision', double],
  ['jsonb', jsonb],
]);

/** The types that may stand in an array, each with PostgreSQL's number for it. */
const ARRAYS: ReadonlyMap<string, number> = new Map([
  ['text', 25],
  ['character varying', 1043],
  ['uuid', 2950],
  ['date', 1082],
  ['smallint', 21],
  ['integer', 23],
  ['boolean', 16],
]);

/**
 * The behaviour of a column type by PostgreSQL's own name.
 * @throws Error for a type whose values would not come back as they were folded, naming those that would
 */
export function columnType(name: string, options: { readonly length?: number; readonly array?: boolean }): ColumnType {
  const found = name === 'character varying' && options.length ? varchar(options.length) : TYPES.get(name);
  const itemOid = ARRAYS.get(name);
  if (!found || (options.array && itemOid === undefined)) {
    throw new Error(
      `a read-model column cannot be ${name}${options.array ? '[]' : ''}; choose among ${[...TYPES.keys()].join(', ')}, or an array of ${[...ARRAYS.keys()].join(', ')}`,
    );
  }
  return options.array && itemOid !== undefined ? arrayOf(found, itemOid) : found;
}
