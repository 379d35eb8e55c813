import { type Event, type StreamOf, streamOf } from '@app/kernel';
import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../canonical.js';
import type { EventToAppend, Json } from '../port.js';
import { APPEND_LIMIT_BYTES, EVENT_BYTES } from '../storable.js';

/** An event to append; any part of it may be given. */
export function anEvent(given: Partial<EventToAppend> = {}): EventToAppend {
  return {
    id: randomUUID(),
    type: 'SomethingHappened',
    schemaVersion: 1,
    effectiveOn: '2026-03-02',
    meta: {
      actor: { kind: 'person', id: 'a0000000-0000-4000-8000-000000000001', role: 'administrator' },
      commandId: randomUUID(),
      commandName: 'DoSomething',
      inputHash: '0'.repeat(64),
      correlationId: 'a0000000-0000-4000-8000-000000000002',
    },
    data: {},
    ...given,
  };
}

export const events = (count: number): EventToAppend[] => Array.from({ length: count }, (_, index) => anEvent({ data: { index } }));

/** A stream that nothing was ever written to. */
export const aStream = <E extends Event>(category = 'specimen'): StreamOf<E> => streamOf(category, randomUUID());

/** What an event counts for towards the limit. */
export const sizeOf = ({ meta, data }: EventToAppend): number => Buffer.byteLength(canonicalJson(meta)) + Buffer.byteLength(canonicalJson(data)) + EVENT_BYTES;

/** An event that takes an append to its limit, and `beyond` bytes further. */
export function eventAtLimit(beyond = 0): EventToAppend {
  const empty = anEvent({ data: '' });
  const rest = APPEND_LIMIT_BYTES - sizeOf(empty);
  return { ...empty, data: 'x'.repeat(rest + beyond) };
}

/** An object in an object in an object, `levels` of them. */
export function nested(levels: number): Json {
  let value: Json = {};
  for (let level = 1; level < levels; level++) value = { value };
  return value;
}

/** What a text encoding, an escape or a sort order may stumble over. */
export const UNICODE: Json = {
  'Siân ŵ ŷ': 'Siân ap Ŵyn, ŷ â î, Mac a’ Ghobhainn',
  escapes: '" \\ / \b \f \n \r \t \u001f \u007f \u2028 \u2029 \\u0041 \\x',
  planes: '€ 漢字 😀 👩‍⚕️ \u{10ffff}',
  sorting: { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7, o: 8, '': 9 },
  numbers: [0, -1, 1.5, 1e21, 1e-7, 123456789012345, 0.1, Number.MAX_SAFE_INTEGER, 5e-324, 1.7976931348623157e308],
  others: [true, false, null, [], {}, [[]], ''],
};

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The natural numbers up to n, as positions and revisions are. */
export const upTo = (count: number, from = 1n): bigint[] => Array.from({ length: count }, (_, index) => from + BigInt(index));
