import { StreamConflict, Unstorable } from '../../errors.js';
import type { EventToAppend } from '../../port.js';
import { APPEND_LIMIT_BYTES, DEPTH_LIMIT } from '../../storable.js';
import { anEvent, aStream, collect, eventAtLimit, events, nested, sizeOf } from '../specimens.js';
import type { MakeStore, StoreUnderTest } from '../under-test.js';

const withMeta = (given: object): EventToAppend => {
  const event = anEvent();
  return { ...event, meta: { ...event.meta, ...given } };
};

const UNSTORABLE: readonly { what: string; code: string; field: string; event: EventToAppend }[] = [
  { what: 'a null character', code: 'TEXT_HOLDS_NULL', field: 'reason.note', event: anEvent({ data: { reason: { note: 'a\0b' } } }) },
  { what: 'a null character in a name', code: 'TEXT_HOLDS_NULL', field: '', event: anEvent({ data: { 'a\0': 1 } }) },
  { what: 'a null character in the metadata', code: 'TEXT_HOLDS_NULL', field: 'meta.reasonCode', event: withMeta({ reasonCode: '\0' }) },
  { what: 'half of a character', code: 'TEXT_NOT_UNICODE', field: 'names.1', event: anEvent({ data: { names: ['whole', 'half \ud83d'] } }) },
  { what: 'the other half', code: 'TEXT_NOT_UNICODE', field: 'name', event: anEvent({ data: { name: '\ude00' } }) },
  { what: 'too many levels', code: 'VALUE_TOO_DEEP', field: Array(DEPTH_LIMIT).fill('value').join('.'), event: anEvent({ data: nested(DEPTH_LIMIT + 1) }) },
  { what: 'no number', code: 'VALUE_NOT_JSON', field: 'n', event: anEvent({ data: { n: Number.NaN } }) },
  { what: 'one byte too many', code: 'REQUEST_TOO_LARGE', field: '', event: eventAtLimit(1) },
  { what: 'an id that is none', code: 'ENVELOPE_INVALID', field: 'id', event: anEvent({ id: 'x' }) },
  { what: 'a command id that is none', code: 'ENVELOPE_INVALID', field: 'commandId', event: withMeta({ commandId: 'x' }) },
  { what: 'a type with a space', code: 'ENVELOPE_INVALID', field: 'type', event: anEvent({ type: 'Some thing' }) },
  { what: 'a day that never was', code: 'ENVELOPE_INVALID', field: 'effectiveOn', event: anEvent({ effectiveOn: '2026-02-30' }) },
];

export function limits(makeStore: MakeStore): void {
  describe('what can be stored', () => {
    let test: StoreUnderTest;
    beforeAll(async () => {
      test = await makeStore();
    });
    afterAll(() => test.close());

    it('goes up to the limit, to the byte', async () => {
      const stream = aStream();
      const event = eventAtLimit();
      await test.store.append(stream, [event], { expected: 'none' });
      expect((await collect(test.store.readStream(stream)))[0]?.data).toBe(event.data);
    });

    it('goes up to the limit in many events too', async () => {
      const stream = aStream();
      const many = Array.from({ length: 20 }, () => anEvent({ data: 'x'.repeat(48_000) }));
      await test.store.append(stream, many, { expected: 'none' });
      expect(await collect(test.store.readStream(stream))).toHaveLength(20);
      await expect(
        test.store.append(
          stream,
          [...many, ...many].map((event) => anEvent({ data: event.data })),
          { expected: 19n },
        ),
      ).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' });
    });

    it('goes up to the limit in very many small events', async () => {
      const many = Math.floor(APPEND_LIMIT_BYTES / sizeOf(anEvent()));
      await expect(
        test.store.append(
          aStream(),
          Array.from({ length: many + 1 }, () => anEvent()),
          { expected: 'none' },
        ),
      ).rejects.toMatchObject({
        code: 'REQUEST_TOO_LARGE',
      });
      const longNamed = (type: string) => Array.from({ length: many }, () => anEvent({ type }));
      expect(await test.store.append(aStream(), longNamed('S'.repeat(100)), { expected: 'none' })).toMatchObject({ revision: BigInt(many) - 1n });
    });

    it('goes down to the last level', async () => {
      const stream = aStream();
      await test.store.append(stream, [anEvent({ data: nested(DEPTH_LIMIT) })], { expected: 'none' });
      expect((await collect(test.store.readStream(stream)))[0]?.data).toEqual(nested(DEPTH_LIMIT));
    });

    it.each(UNSTORABLE)('excludes $what, and says where', async ({ code, field, event }) => {
      const stream = aStream();
      const refused = test.store.append(stream, [anEvent(), event], { expected: 'none' });
      await expect(refused).rejects.toBeInstanceOf(Unstorable);
      await expect(refused).rejects.toMatchObject({ code, text: { field, en: expect.any(String), cy: expect.any(String) } });
      expect(await collect(test.store.readStream(stream))).toEqual([]);
    });

    it.each(['', 'nodash', 'two words-1', 'a-', '-a', `a-${'x'.repeat(200)}`, 'a-b/c', '$system-1'])('excludes the stream name %j', async (stream) => {
      await expect(test.store.append(stream, events(1), { expected: 'none' })).rejects.toMatchObject({ code: 'ENVELOPE_INVALID', text: { field: 'stream' } });
    });

    it('is settled for each of those that travel together', async () => {
      const taken = aStream();
      await test.store.append(taken, events(1), { expected: 'none' });
      const good = Array.from({ length: 30 }, () => aStream());
      const appended = good.map((stream) => test.store.append(stream, events(2), { expected: 'none' }));
      const poisoned = test.store.append(aStream(), [anEvent({ data: '\0' })], { expected: 'none' });
      const conflicting = test.store.append(taken, events(1), { expected: 'none' });
      const large = Array.from({ length: 4 }, () => test.store.append(aStream(), [eventAtLimit()], { expected: 'none' }));
      await expect(poisoned).rejects.toBeInstanceOf(Unstorable);
      await expect(conflicting).rejects.toBeInstanceOf(StreamConflict);
      for (const { revision } of await Promise.all(appended)) expect(revision).toBe(1n);
      await Promise.all(large);
    });
  });
}
