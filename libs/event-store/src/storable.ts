import { canonicalJson } from './canonical.js';
import { Unstorable } from './errors.js';
import type { EventToAppend } from './port.js';

/** One append's events, in bytes: a mebibyte, which every store takes, less what a store adds of its own. */
export const APPEND_LIMIT_BYTES = 1024 * 1024 - 64 * 1024;
/** What counts of each event besides its data and metadata: a store writes its type, its day and its version with them, in words. */
export const EVENT_BYTES = 300;
export const DEPTH_LIMIT = 32;

const STREAM = /^[a-z][A-Za-z]{0,49}-[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const TYPE = /^[A-Z][A-Za-z0-9]{0,99}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DATE = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** An event in the texts that are stored and hashed. */
export interface EncodedEvent {
  readonly event: EventToAppend;
  /** RFC 8785. */
  readonly meta: string;
  readonly data: string;
}

/** Where a value stands: put into words only when something is wrong with it. */
interface Place {
  readonly within: Place | undefined;
  readonly name: string;
}

function fieldAt({ within, name }: Place): string {
  const around = within ? fieldAt(within) : '';
  return around ? `${around}.${name}` : name;
}

/** Nearly all text: nothing that needs a closer look. */
const PLAIN = /^[ -~]*$/;

function checkText(text: string, within: Place | undefined, name: string): void {
  if (PLAIN.test(text)) return;
  if (text.includes('\0')) throw new Unstorable('TEXT_HOLDS_NULL', fieldAt({ within, name }));
  if (LONE_SURROGATE.test(text)) throw new Unstorable('TEXT_NOT_UNICODE', fieldAt({ within, name }));
}

/**
 * Refuses what not every store can keep: null characters, lone surrogates, anything that JSON has no word for, and values nested too
 * deep. Also for values that will be sealed, since what opens them stores them in turn.
 * @param field where the value stands, for the refusal
 * @throws Unstorable
 */
export function checkStorable(value: unknown, field: string): void {
  check(value, undefined, field, 0);
}

function check(value: unknown, within: Place | undefined, name: string, depth: number): void {
  if (typeof value === 'string') return checkText(value, within, name);
  if (value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return;
  const place: Place = { within, name };
  if (typeof value !== 'object') throw new Unstorable('VALUE_NOT_JSON', fieldAt(place));
  if (depth >= DEPTH_LIMIT) throw new Unstorable('VALUE_TOO_DEEP', fieldAt(place), { limit: DEPTH_LIMIT });
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) check(value[index], place, String(index), depth + 1);
    return;
  }
  const properties = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(properties)) {
    checkText(key, within, name);
    if (properties[key] !== undefined) check(properties[key], place, key, depth + 1);
  }
}

let validDate = '';

/** Most events of a time hold on few days. */
function isDate(text: string): boolean {
  if (text === validDate) return true;
  if (!DATE.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(text)) return false;
  validDate = text;
  return true;
}

function checkForm(holds: boolean, field: string, form: string): void {
  if (!holds) throw new Unstorable('ENVELOPE_INVALID', field, { form });
}

/** @throws Unstorable, naming `commandId` */
export function checkCommandId(commandId: string): void {
  checkForm(UUID.test(commandId), 'commandId', 'UUID');
}

/**
 * Checks one append against the limits that hold with every store, and writes its events down canonically.
 * @throws Unstorable
 */
export function encodeEvents(stream: string, events: readonly EventToAppend[]): readonly EncodedEvent[] {
  if (events.length === 0) throw new RangeError('an append holds at least one event');
  checkForm(STREAM.test(stream), 'stream', 'category-id');
  let size = 0;
  const encoded = events.map((event) => {
    checkForm(UUID.test(event.id), 'id', 'UUID');
    checkCommandId(event.meta.commandId);
    checkForm(TYPE.test(event.type), 'type', 'PascalCase');
    checkForm(Number.isInteger(event.schemaVersion) && event.schemaVersion > 0, 'schemaVersion', '1, 2, 3…');
    checkForm(isDate(event.effectiveOn), 'effectiveOn', 'YYYY-MM-DD');
    checkStorable(event.meta, 'meta');
    checkStorable(event.data, '');
    const texts = { event, meta: canonicalJson(event.meta), data: canonicalJson(event.data) };
    size += Buffer.byteLength(texts.meta) + Buffer.byteLength(texts.data) + EVENT_BYTES;
    return texts;
  });
  if (size > APPEND_LIMIT_BYTES) throw new Unstorable('REQUEST_TOO_LARGE', '', { size, limit: APPEND_LIMIT_BYTES });
  return encoded;
}
