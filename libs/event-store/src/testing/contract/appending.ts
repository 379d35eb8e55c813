import { StreamConflict } from '../../errors.js';
import { anEvent, aStream, collect, events, upTo } from '../specimens.js';
import type { MakeStore, StoreUnderTest } from '../under-test.js';
import { VISIBLE_WITHIN_MS } from '../under-test.js';

export function appending(makeStore: MakeStore): void {
  describe('appending', () => {
    let test: StoreUnderTest;
    beforeAll(async () => {
      test = await makeStore();
    });
    afterAll(() => test.close());

    it('begins a stream where none is, and gives it back', async () => {
      const stream = aStream();
      const given = events(3);
      expect(await test.store.append(stream, given, { expected: 'none' })).toMatchObject({ revision: 2n });
      const stored = await collect(test.store.readStream(stream));
      expect(stored).toMatchObject(given.map((event, index) => ({ ...event, stream, revision: BigInt(index) })));
      for (const { recordedAt } of stored) expect(recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });

    it('goes on where the stream was expected to be', async () => {
      const stream = aStream();
      const { revision } = await test.store.append(stream, events(2), { expected: 'none' });
      expect(await test.store.append(stream, events(2), { expected: revision })).toMatchObject({ revision: 3n });
      expect((await collect(test.store.readStream(stream))).map((event) => event.revision)).toEqual(upTo(4, 0n));
    });

    it.each([
      { expected: 'none' as const, has: 2, actual: 1n },
      { expected: 0n, has: 2, actual: 1n },
      { expected: 7n, has: 2, actual: 1n },
      { expected: 0n, has: 0, actual: 'none' as const },
    ])('refuses a stream that has $has events when $expected is expected, and records nothing', async ({ expected, has, actual }) => {
      const stream = aStream();
      if (has > 0) await test.store.append(stream, events(has), { expected: 'none' });
      const refused = test.store.append(stream, events(2), { expected });
      await expect(refused).rejects.toBeInstanceOf(StreamConflict);
      await expect(refused).rejects.toMatchObject({ stream, expected, actual });
      expect(await collect(test.store.readStream(stream))).toHaveLength(has);
    });

    it('answers a repeated append as the first time, also after the stream has moved on', async () => {
      const stream = aStream();
      const [begun, continued] = [events(2), events(3)];
      const first = await test.store.append(stream, begun, { expected: 'none' });
      const second = await test.store.append(stream, continued, { expected: first.revision });
      await test.store.append(stream, events(1), { expected: second.revision });
      expect(await test.store.append(stream, begun, { expected: 'none' })).toMatchObject({ revision: first.revision });
      const repeated = await test.store.append(stream, continued, { expected: first.revision });
      expect(repeated.revision).toBe(second.revision);
      expect(await test.log.positionOf(repeated.token, VISIBLE_WITHIN_MS)).toBe(await test.log.positionOf(second.token, VISIBLE_WITHIN_MS));
      expect(await collect(test.store.readStream(stream))).toHaveLength(6);
    });

    it('answers a repeated append whatever is expected now, and a part of it', async () => {
      const stream = aStream();
      const given = events(3);
      const { revision, token } = await test.store.append(stream, given, { expected: 'none' });
      expect(await test.store.append(stream, given, { expected: revision })).toMatchObject({ revision });
      expect(await test.store.append(stream, given, { expected: 77n })).toMatchObject({ revision });
      expect(await test.store.append(stream, given.slice(0, 2), { expected: 'none' })).toMatchObject({ revision: 1n });
      await test.log.positionOf(token, VISIBLE_WITHIN_MS);
      expect(await test.store.append(stream, given, { expected: revision })).toMatchObject({ revision });
      expect(await test.store.append(stream, given.slice(1), { expected: 'none' })).toMatchObject({ revision });
      expect(await collect(test.store.readStream(stream))).toHaveLength(3);
    });

    it('refuses an append of which a part is recorded, whatever is expected', async () => {
      const stream = aStream();
      const given = events(2);
      const { revision } = await test.store.append(stream, given, { expected: 'none' });
      for (const mixed of [
        [...given, anEvent()],
        [anEvent(), ...given],
      ]) {
        for (const expected of ['none', revision] as const) {
          await expect(test.store.append(stream, mixed, { expected })).rejects.toMatchObject({ name: 'StreamConflict', stream, expected, actual: revision });
        }
      }
      expect(await collect(test.store.readStream(stream))).toHaveLength(2);
    });

    it('records an append once that is sent many times at once', async () => {
      const stream = aStream();
      const given = events(2);
      const answers = await Promise.all(Array.from({ length: 20 }, () => test.store.append(stream, given, { expected: 'none' })));
      expect(new Set(answers.map(({ revision }) => revision))).toEqual(new Set([1n]));
      expect(await collect(test.store.readStream(stream))).toHaveLength(2);
    });

    it('lets one of many contenders win', async () => {
      const stream = aStream();
      await test.store.append(stream, events(1), { expected: 'none' });
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => test.store.append(stream, events(1), { expected: 0n })));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StreamConflict);
      expect(await collect(test.store.readStream(stream))).toHaveLength(2);
    });

    it('refuses what comes under the command id of something else, in any stream, and records nothing', async () => {
      const [stream, other] = [aStream(), aStream()];
      const first = anEvent();
      const sameCommand = () => anEvent({ meta: first.meta });
      const { revision, token } = await test.store.append(stream, [first, sameCommand()], { expected: 'none' });
      await test.log.positionOf(token, VISIBLE_WITHIN_MS);
      const refused = { name: 'Refused', code: 'COMMAND_ID_REUSED', text: { field: 'commandId' } };
      await expect(test.store.append(other, [anEvent(), sameCommand()], { expected: 'none' })).rejects.toMatchObject(refused);
      await expect(test.store.append(stream, [sameCommand()], { expected: revision })).rejects.toMatchObject(refused);
      expect(await collect(test.store.readStream(other))).toEqual([]);
      expect(await collect(test.store.readStream(stream))).toHaveLength(2);
    });

    it('takes no append without events', async () => {
      await expect(test.store.append(aStream(), [], { expected: 'none' })).rejects.toThrow(RangeError);
    });
  });
}
