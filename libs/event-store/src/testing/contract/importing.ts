import type { LoggedEvent, StoredEvent } from '../../port.js';
import { anEvent, aStream, collect, events, UNICODE } from '../specimens.js';
import type { MakeStore, StoreUnderTest } from '../under-test.js';
import { VISIBLE_WITHIN_MS } from '../under-test.js';

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}

const stored = ({ position: _position, leaf: _leaf, ...event }: LoggedEvent): StoredEvent => event;

export function importing(makeStore: MakeStore): void {
  describe('importing into an empty log', () => {
    let source: StoreUnderTest;
    let target: StoreUnderTest;
    let original: LoggedEvent[];
    beforeEach(async () => {
      [source, target] = await Promise.all([makeStore(), makeStore()]);
      const [one, other] = [aStream(), aStream()];
      await source.store.append(one, events(1_500), { expected: 'none' });
      await source.store.append(other, [anEvent({ data: UNICODE })], { expected: 'none' });
      const { token } = await source.store.append(one, events(2), { expected: 1_499n });
      await source.log.positionOf(token, VISIBLE_WITHIN_MS);
      original = await collect(source.log.read());
    });
    afterEach(async () => {
      await Promise.all([source.close(), target.close()]);
    });

    it('keeps everything: ids, times, order and so the leaves', async () => {
      expect(await target.log.import(each(original.map(stored)))).toBe(1_503n);
      expect(await collect(target.log.read())).toEqual(original);
      expect(await target.log.head()).toBe(1_503n);
    });

    it('lets streams go on where they were', async () => {
      await target.log.import(each(original.map(stored)));
      const stream = original[0]?.stream ?? '';
      expect(await target.store.append(stream, events(1), { expected: 1_501n })).toMatchObject({ revision: 1_502n });
      await expect(target.store.append(stream, events(1), { expected: 0n })).rejects.toMatchObject({ name: 'StreamConflict', actual: 1_502n });
    });

    it('is refused where something is recorded already', async () => {
      await target.log.import(each(original.slice(0, 1).map(stored)));
      await expect(target.log.import(each(original.slice(1).map(stored)))).rejects.toThrow('empty log');
      await expect(source.log.import(each([]))).rejects.toThrow('empty log');
      expect(await target.log.head()).toBe(1n);
    });

    it('is all or nothing', async () => {
      const broken = original.map(stored);
      [broken[1_200], broken[1_201]] = [broken[1_201], broken[1_200]].flatMap((event) => event ?? []) as [StoredEvent, StoredEvent];
      await expect(target.log.import(each(broken))).rejects.toThrow('not in order');
      expect(await target.log.head()).toBe(0n);
      expect(await collect(target.log.read())).toEqual([]);
      expect(await target.log.import(each(original.map(stored)))).toBe(1_503n);
    });
  });
}
