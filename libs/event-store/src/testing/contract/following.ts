import { setTimeout as sleep } from 'node:timers/promises';
import { AppendOutcomeUnknown, StoreUnavailable } from '../../errors.js';
import type { Batch, CaughtUp, EventStore, EventToAppend, Expected, Log, LoggedEvent } from '../../port.js';
import { aStream, collect, events, upTo } from '../specimens.js';
import type { MakeStore, StoreUnderTest } from '../under-test.js';
import { VISIBLE_WITHIN_MS } from '../under-test.js';

const WRITERS = 16;

async function withStore(makeStore: MakeStore, work: (test: StoreUnderTest) => Promise<void>): Promise<void> {
  const test = await makeStore();
  try {
    await work(test);
  } finally {
    await test.close();
  }
}

/** Follows until it has seen `count` events, giving up and starting anew from its checkpoint after every few. */
async function checkpointed(log: Log, count: number, restartEvery: number, batchSize = 40): Promise<LoggedEvent[]> {
  const seen: LoggedEvent[] = [];
  while (seen.length < count) {
    const end = new AbortController();
    const enough = seen.length + restartEvery;
    for await (const news of log.follow({ after: BigInt(seen.length), signal: end.signal, batchSize })) {
      if (news.kind === 'batch') seen.push(...news.events);
      if (seen.length >= Math.min(enough, count)) break;
    }
    end.abort();
  }
  return seen;
}

/** Appends as a client does that never gives up: the same events again until there is an answer. */
async function insistently(store: EventStore, stream: string, given: readonly EventToAppend[], expected: Expected): Promise<bigint> {
  for (;;) {
    try {
      return (await store.append(stream, given, { expected })).revision;
    } catch (error) {
      if (!(error instanceof AppendOutcomeUnknown) && !(error instanceof StoreUnavailable)) throw error;
      await sleep(20 + Math.random() * 80);
    }
  }
}

async function write(store: EventStore, stream: string, appends: number): Promise<string[]> {
  const ids: string[] = [];
  let expected: Expected = 'none';
  for (let n = 0; n < appends; n++) {
    const given = events(1 + (n % 3));
    expected = await insistently(store, stream, given, expected);
    ids.push(...given.map(({ id }) => id));
  }
  return ids;
}

/** Every stream's events once, in the stream's own order; positions without holes. */
function expectWhole(log: readonly LoggedEvent[], written: ReadonlyMap<string, readonly string[]>): void {
  expect(log.map(({ position }) => position)).toEqual(upTo(log.length));
  const byStream = new Map<string, LoggedEvent[]>();
  for (const event of log) byStream.set(event.stream, [...(byStream.get(event.stream) ?? []), event]);
  expect(new Set(byStream.keys())).toEqual(new Set(written.keys()));
  for (const [stream, ids] of written) {
    expect(byStream.get(stream)?.map(({ id }) => id)).toEqual(ids);
    expect(byStream.get(stream)?.map(({ revision }) => revision)).toEqual(upTo(ids.length, 0n));
  }
}

export function following(makeStore: MakeStore): void {
  describe('following', () => {
    it('catches up, says so, and goes on as events are recorded', () =>
      withStore(makeStore, async ({ store, log }) => {
        const stream = aStream();
        const { token } = await store.append(stream, events(120), { expected: 'none' });
        await log.positionOf(token, VISIBLE_WITHIN_MS);
        const end = new AbortController();
        const news = log.follow({ after: 20n, signal: end.signal, batchSize: 60 })[Symbol.asyncIterator]();
        const next = async (): Promise<Batch | CaughtUp> => ((await news.next()) as { value: Batch | CaughtUp }).value;
        expect(await next()).toMatchObject({ kind: 'batch', events: upTo(60, 21n).map((position) => ({ position })) });
        expect(await next()).toMatchObject({ kind: 'batch', events: upTo(40, 81n).map((position) => ({ position })) });
        expect(await next()).toEqual({ kind: 'caught-up', position: 120n });
        const live = next();
        await store.append(stream, events(1), { expected: 119n });
        expect(await live).toMatchObject({ kind: 'batch', events: [{ position: 121n, revision: 120n }] });
        expect(await next()).toEqual({ kind: 'caught-up', position: 121n });
        const last = news.next();
        end.abort();
        expect(await last).toEqual({ done: true, value: undefined });
      }));

    it('misses, doubles and reorders nothing among many writers, stopping and going on from its checkpoint', () =>
      withStore(makeStore, async ({ store, log }) => {
        const streams = Array.from({ length: WRITERS }, () => aStream());
        const total = streams.length * (10 + 20 + 30);
        const followed = checkpointed(log, total, 75);
        const written = new Map(await Promise.all(streams.map(async (stream) => [stream, await write(store, stream, 30)] as const)));
        expectWhole(await followed, written);
        expect(await log.head()).toBe(BigInt(total));
      }));

    it('keeps one order of a stream that many write to', () =>
      withStore(makeStore, async ({ store, log }) => {
        const stream = aStream();
        const followed = checkpointed(log, WRITERS * 5, 7);
        await Promise.all(
          Array.from({ length: WRITERS }, async () => {
            for (let recorded = 0; recorded < 5;) {
              const last = (await collect(store.readStream(stream))).at(-1);
              const appended = await store.append(stream, events(1), { expected: last?.revision ?? 'none' }).catch(() => undefined);
              if (appended) recorded++;
            }
          }),
        );
        expect((await followed).map(({ revision }) => revision)).toEqual(upTo(WRITERS * 5, 0n));
      }));

    it('survives connections that break under load, and so do those who append', () =>
      withStore(makeStore, async ({ store, log, breakConnections }) => {
        const streams = Array.from({ length: WRITERS }, () => aStream());
        const total = streams.length * (14 + 26 + 39);
        const followed = checkpointed(log, total, 200);
        const writing = Promise.all(streams.map(async (stream) => [stream, await write(store, stream, 40)] as const));
        const stop = new AbortController();
        const breaking = (async () => {
          // Not for ever: where connecting takes as long as a connection is left alone, nobody would get on.
          for (let times = 0; times < 30 && !stop.signal.aborted; times++) {
            await sleep(60);
            await breakConnections();
          }
        })();
        const written = new Map(await writing.finally(() => stop.abort()));
        await breaking;
        expectWhole(await followed, written);
      }));

    it('hands everything once to each of several followers, which read on together and in batches of their own sizes', () =>
      withStore(makeStore, async ({ store, log }) => {
        const total = 6 * (10 + 20 + 30);
        const followed = Promise.all([7, 20, 45, 1_000].map((batch) => checkpointed(log, total, 100, batch)));
        const written = new Map(
          await Promise.all(Array.from({ length: 6 }, () => aStream()).map(async (stream) => [stream, await write(store, stream, 30)] as const)),
        );
        for (const seen of await followed) expectWhole(seen, written);
      }));

    it('shows everything that was recorded to whoever waits for that', () =>
      withStore(makeStore, async ({ store, log }) => {
        expect(await log.recordedSoFar(VISIBLE_WITHIN_MS)).toBe(0n);
        await Promise.all(Array.from({ length: 10 }, () => store.append(aStream(), events(30), { expected: 'none' })));
        expect(await log.recordedSoFar(VISIBLE_WITHIN_MS)).toBe(300n);
        expect(await collect(log.read())).toHaveLength(300);
      }));

    it('shows a token’s event to whoever waits for it', () =>
      withStore(makeStore, async ({ store, log }) => {
        const stream = aStream();
        const [first, ...rest] = events(3);
        if (!first) throw new Error('no event');
        const { token } = await store.append(stream, [first], { expected: 'none' });
        expect(await log.positionOf(token, VISIBLE_WITHIN_MS)).toBe(1n);
        const later = await store.append(stream, rest, { expected: 0n });
        expect(await log.positionOf(later.token, VISIBLE_WITHIN_MS)).toBe(3n);
        expect(await log.positionOf(token, VISIBLE_WITHIN_MS)).toBe(1n);
      }));
  });
}
