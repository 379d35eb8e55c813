import { leafOf } from '../../leaf.js';
import type { LoggedEvent } from '../../port.js';
import { anEvent, aStream, collect, events, UNICODE, upTo } from '../specimens.js';
import type { MakeStore, StoreUnderTest } from '../under-test.js';
import { VISIBLE_WITHIN_MS } from '../under-test.js';

/** Longer than any specification may take. */
const FOR_EVER_MS = 600_000;
const ABSENT = 'b0000000-0000-4000-8000-000000000000';

export function reading(makeStore: MakeStore): void {
  describe('reading', () => {
    let test: StoreUnderTest;
    const long = aStream();
    const other = aStream('other');
    let logged: LoggedEvent[];
    beforeAll(async () => {
      test = await makeStore();
      for (let revision = -1n; revision < 2_499n; revision += 500n) {
        await test.store.append(long, events(500), { expected: revision < 0n ? 'none' : revision });
      }
      const { token } = await test.store.append(other, [anEvent({ type: 'OtherThingHappened', effectiveOn: '1999-12-31', data: UNICODE })], {
        expected: 'none',
      });
      await test.log.positionOf(token, VISIBLE_WITHIN_MS);
      logged = await collect(test.log.read());
    });
    afterAll(() => test.close());

    const positions = (given: readonly LoggedEvent[]) => given.map(({ position }) => position);

    it('gives a stream from any revision, as many events as asked for', async () => {
      const revisions = async (options: { from?: bigint; limit?: number }) =>
        (await collect(test.store.readStream(long, options))).map(({ revision }) => revision);
      expect(await revisions({})).toEqual(upTo(2_500, 0n));
      expect(await revisions({ from: 2_498n })).toEqual([2_498n, 2_499n]);
      expect(await revisions({ from: 990n, limit: 1_020 })).toEqual(upTo(1_020, 990n));
      expect(await revisions({ from: 2_500n })).toEqual([]);
      expect(await revisions({ limit: 1 })).toEqual([0n]);
    });

    it('finds nothing in a stream that does not exist', async () => {
      expect(await collect(test.store.readStream(aStream()))).toEqual([]);
    });

    it('gives the log from 1 on, without holes', () => {
      expect(positions(logged)).toEqual(upTo(2_501));
    });

    it('gives any part of the log, in pages of any size', async () => {
      const read = async (options: object) => positions(await collect(test.log.read(options)));
      expect(await read({ after: 10n, before: 15n })).toEqual([11n, 12n, 13n, 14n]);
      expect(await read({ after: 2_499n })).toEqual([2_500n, 2_501n]);
      expect(await read({ after: 5n, limit: 7, batchSize: 3 })).toEqual(upTo(7, 6n));
      expect(await read({ after: 5n, before: 12n, batchSize: 2 })).toEqual(upTo(6, 6n));
      expect(await read({ after: 9_999n })).toEqual([]);
      expect(await read({ before: 1n })).toEqual([]);
    });

    it('gives texts, numbers and names back as they were written', async () => {
      const [stored] = await collect(test.store.readStream(other));
      expect(stored).toMatchObject({ type: 'OtherThingHappened', effectiveOn: '1999-12-31', schemaVersion: 1 });
      expect(stored?.data).toEqual(UNICODE);
    });

    it('says the same in the log as in the stream', async () => {
      const [stored] = await collect(test.store.readStream(other));
      expect(logged.at(-1)).toMatchObject({ ...stored });
    });

    it('proves every event by its leaf', () => {
      for (const event of logged) expect(Buffer.from(event.leaf).toString('hex')).toBe(Buffer.from(leafOf(event)).toString('hex'));
    });

    it('never goes back in time, so that a moment is a prefix of the log', async () => {
      for (const [index, event] of logged.entries()) expect(event.recordedAt >= (logged[index - 1]?.recordedAt ?? '')).toBe(true);
      for (const event of [logged[0], logged[1_200], logged.at(-1)]) {
        if (!event) throw new Error('the log is too short');
        const last = logged.filter(({ recordedAt }) => recordedAt <= event.recordedAt).at(-1);
        expect(await test.log.positionAt(event.recordedAt)).toBe(last?.position);
      }
      expect(await test.log.positionAt('1990-01-01T00:00:00.000Z')).toBe(0n);
      expect(await test.log.positionAt('2990-01-01T00:00:00.000Z')).toBe(2_501n);
    });

    it('tells the head', async () => {
      expect(await test.log.head()).toBe(2_501n);
    });

    it('finds events by id, and leaves out what is not there', async () => {
      const wanted = [logged[3], logged[2_000]].flatMap((event) => (event ? [event] : []));
      const found = await test.log.byId([...wanted.map(({ id }) => id), ABSENT, 'not an id']);
      expect([...found.keys()].sort()).toEqual(wanted.map(({ id }) => id).sort());
      for (const event of wanted) expect(found.get(event.id)).toEqual(event);
    });

    it('finds what is of one correlation with an event', async () => {
      const of = logged[1_700];
      const correlated = logged.filter(({ meta }) => meta.correlationId === of?.meta.correlationId);
      const found = await test.log.correlatedWith(of?.position ?? 0n);
      expect(found).toEqual(correlated.map(({ type, position }) => ({ type, position, amends: false })).slice(-1_000));
      expect(await test.log.correlatedWith(2_502n)).toEqual([]);
    });

    it('gives several streams up to a position', async () => {
      const absent = aStream();
      const found = await test.log.readStreams([long, other, absent], { upTo: 2_500n, limit: 3 });
      expect(found.get(long)).toEqual(logged.slice(0, 3));
      expect(found.get(other) ?? []).toEqual([]);
      expect(found.get(absent) ?? []).toEqual([]);
      const later = await test.log.readStreams([other, long], { upTo: 2n, limit: 100 });
      expect(later.get(long)).toEqual(logged.slice(0, 2));
    });

    it('gives a token for an event that was read, which stands for it or for something later', async () => {
      const [stored] = await collect(test.store.readStream(other));
      if (!stored) throw new Error('nothing was stored');
      expect(await test.log.positionOf(await test.store.tokenOf(stored), VISIBLE_WITHIN_MS)).toBe(2_501n);
    });

    it.each(['log:2502', 'log:9223372036854775807', `event:${ABSENT}`])(
      'refuses the token %j of what was never recorded, and waits for nothing',
      async (token) => {
        await expect(test.log.positionOf(token, FOR_EVER_MS)).rejects.toMatchObject({ name: 'Refused', code: 'TOKEN_NOT_REACHED' });
      },
    );

    it.each(['', 'nonsense', 'log:', 'log:-1', 'log:1.5', 'log:99999999999999999999999', '\0'])('refuses the token %j', async (token) => {
      await expect(test.log.positionOf(token, 50)).rejects.toMatchObject({ name: 'Refused', code: 'TOKEN_MALFORMED' });
    });
  });

  describe('an empty store', () => {
    let test: StoreUnderTest;
    beforeAll(async () => {
      test = await makeStore();
    });
    afterAll(() => test.close());

    it('has a head, a past and a log, all empty', async () => {
      expect(await test.log.head()).toBe(0n);
      expect(await test.log.positionAt('2990-01-01T00:00:00.000Z')).toBe(0n);
      expect(await collect(test.log.read())).toEqual([]);
      expect(await test.log.byId([ABSENT])).toEqual(new Map());
    });

    it.each(['log:1', `event:${ABSENT}`])('refuses the token %j, and waits for nothing', async (token) => {
      expect(await test.log.positionOf('log:0', FOR_EVER_MS)).toBe(0n);
      await expect(test.log.positionOf(token, FOR_EVER_MS)).rejects.toMatchObject({ name: 'Refused', code: 'TOKEN_NOT_REACHED' });
    });

    it('tells a follower at once that there is nothing more', async () => {
      const end = new AbortController();
      for await (const news of test.log.follow({ after: 0n, signal: end.signal })) {
        expect(news).toEqual({ kind: 'caught-up', position: 0n });
        break;
      }
      end.abort();
    });
  });
}
