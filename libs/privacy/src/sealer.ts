import type { SealedUnder, SealedValue, ToSeal } from '@app/kernel';
import { encrypt } from './cipher.js';
import type { DataKey } from './key-cache.js';
import { type Keyring, nameOf } from './keyring.js';

/** A JSON value, as events are stored. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface EventToSeal {
  readonly stream: string;
  /** The event's id. */
  readonly id: string;
  readonly data: object;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isToSeal = (value: unknown): value is ToSeal<unknown> => isObject(value) && 'toSeal' in value && 'value' in value;

const NO_KEYS: ReadonlyMap<string, DataKey> = new Map();

function collect(value: unknown, into: SealedUnder[]): void {
  if (isToSeal(value)) into.push(value.toSeal);
  else if (isObject(value)) for (const key of Object.keys(value)) collect(value[key], into);
}

/** Seals the personal values of events under their subjects' keys; what is not personal stays as it is. */
export class KeySealer {
  constructor(private readonly keyring: Keyring) {}

  /**
   * @returns the events' data in their order, with a `SealedValue` for every `ToSeal`, bound to `stream/eventId/field.path`
   * @throws Refused SUBJECT_ERASED; KeyLocked; DatabaseUnavailable
   */
  async seal(events: readonly EventToSeal[]): Promise<readonly Json[]> {
    const unders: SealedUnder[] = [];
    for (const { data } of events) collect(data, unders);
    const keys = unders.length > 0 ? await this.keyring.ensure(unders) : NO_KEYS;
    return events.map(({ stream, id, data }) => sealed(data, `${stream}/${id}/`, '', keys));
  }
}

function sealed(value: unknown, place: string, path: string, keys: ReadonlyMap<string, DataKey>): Json {
  if (!isObject(value)) return value as Json;
  if (isToSeal(value)) return sealOne(value, `${place}${path}`, keys);
  if (Array.isArray(value)) return value.map((item, index) => sealed(item, place, `${path}.${index}`, keys));
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item === undefined) continue;
    const stored = isObject(item) ? sealed(item, place, path ? `${path}.${key}` : key, keys) : (item as Json);
    // To assign this one would not make a property of it.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: stored, enumerable: true, configurable: true, writable: true });
    else copy[key] = stored;
  }
  return copy;
}

function sealOne({ toSeal, value }: ToSeal<unknown>, bound: string, keys: ReadonlyMap<string, DataKey>): Json {
  const key = keys.get(nameOf(toSeal));
  if (!key) throw new Error(`no key for ${bound}`);
  const box = encrypt(key.key, Buffer.from(JSON.stringify(value), 'utf8'), bound);
  const stored: SealedValue<unknown> = { sealed: 'v1', key: key.id, bound, box: box.toString('base64') };
  return { ...stored } as { [key: string]: string };
}
