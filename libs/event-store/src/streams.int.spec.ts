import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import type { CommandMeta, Event, Fold, StreamOf } from '@app/kernel';
import { Command, onRecord, Refused } from '@app/kernel';
import { metaFor } from '@app/kernel/testing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Codec, Sealer } from './codec.js';
import { CommandIdentity } from './command-identity.js';
import { AppendOutcomeUnknown, NotNow, StoreUnavailable, StreamConflict } from './errors.js';
import { eventTypes } from './event-types.js';
import type { EventStore, Json } from './port.js';
import { eventStoreMigrations } from './postgres/log.migration.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { PostgresLog } from './postgres/postgres-log.js';
import { readerStream } from './readers/reader.js';
import { Streams } from './streams.js';
import { anEvent, aStream, collect } from './testing/specimens.js';

type Added = Event<'Added', { amount: number }>;
type Noted = Event<'Added', { amount: number; note?: object | undefined }>;
const OWNER = { subject: '', purpose: '' };
const sum: Fold<number, Added> = { initialState: 0, evolve: (total, event) => total + event.data.amount };
class Add extends Command<{ amount: number; note?: string }> {}
class Subtract extends Command<{ amount: number }> {}

class Plain extends Sealer {
  async seal(events: readonly { data: object }[]): Promise<readonly Json[]> {
    return events.map(({ data }) => data as Json);
  }
}

const add = (command: Add, total: number): Added[] => {
  if (total + command.input.amount > 1_000) throw new Refused('TOO_MUCH', {}, { en: 'Too much.', cy: 'Gormod.' });
  return command.input.amount === 0 ? [] : [{ type: 'Added', data: { amount: command.input.amount } }];
};
/** Adds once, with a note. */
const addOnce = ({ input }: Add, total: number) =>
  total === 0
    ? [{ type: 'Added' as const, data: input }]
    : onRecord<Noted>('Added', { note: input.note === undefined ? undefined : { toSeal: OWNER, value: input.note } });
const adding = (amount: number, meta: Partial<CommandMeta> = {}) => new Add(metaFor({ commandId: randomUUID(), ...meta }), { amount });

describe('streams', () => {
  let test: TestDatabase;
  let store: PostgresEventStore;
  let log: PostgresLog;
  const codec = new Codec([eventTypes<Added>({ Added: 1 })], new Plain());
  const identity = new CommandIdentity(Buffer.alloc(32, 7));
  const over = (given: Partial<EventStore>, budgetMs = 500) =>
    new Streams(
      {
        era: 0,
        append: (...args) => store.append(...args),
        readStream: (...args) => store.readStream(...args),
        readLastKnown: (...args) => store.readLastKnown(...args),
        isPassedOver: (eventId) => store.isPassedOver(eventId),
        tokenOf: (event) => store.tokenOf(event),
        ...given,
      },
      codec,
      identity,
      { budgetMs },
    );
  let streams: Streams;
  beforeAll(async () => {
    test = await testDatabase(eventStoreMigrations);
    store = new PostgresEventStore(test.database);
    log = new PostgresLog(test.database);
    streams = over({}, 5_000);
  });
  afterAll(async () => {
    await store.onApplicationShutdown();
    await log.onApplicationShutdown();
    await test.drop();
  });
  const positionOf = (token: string) => log.positionOf(token, 1_000);

  it('hold what is asked for again against what is on record: in the same words it is nothing new, else it is refused', async () => {
    const stream = aStream<Added>('sum');
    const noting = (note: string | undefined, meta: Partial<CommandMeta> = {}) =>
      streams.transact(new Add(metaFor({ commandId: randomUUID(), ...meta }), { amount: 5, ...(note !== undefined && { note }) }), stream, sum, addOnce);
    const first = await noting('a note', { stated: { effectiveOn: '2026-03-02' } });
    expect(await noting('a note', { stated: { effectiveOn: '2026-03-02' } })).toMatchObject({ eventIds: [], token: first.token });
    expect(await noting(undefined)).toMatchObject({ eventIds: [] });
    await expect(noting('another', { stated: { effectiveOn: '2026-03-02' } })).rejects.toMatchObject({
      code: 'ALREADY_RECORDED_OTHERWISE',
      text: { field: 'note' },
    });
    await expect(noting(undefined, { stated: { effectiveOn: '2026-03-03' } })).rejects.toMatchObject({
      code: 'ALREADY_RECORDED_OTHERWISE',
      details: { field: 'effectiveOn', recordedOn: '2026-03-02' },
    });
    expect(await noting('another', { causationId: randomUUID() })).toMatchObject({ eventIds: [] });
  });

  it('record what is decided, with who, when and why', async () => {
    const stream = aStream<Added>('sum');
    const command = adding(5, { reasonCode: 'R', causationId: randomUUID(), traceparent: '00-1' });
    const receipt = await streams.transact(command, stream, sum, add);
    expect(receipt).toMatchObject({ stream, revision: 0n, eventTypes: ['Added'], eventIds: [expect.any(String)] });
    const [stored] = await collect(store.readStream(stream));
    const { commandId, actor, correlationId, causationId } = command.meta;
    expect(stored?.meta).toEqual({
      commandId,
      actor,
      correlationId,
      causationId,
      commandName: 'Add',
      inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      reasonCode: 'R',
      traceparent: '00-1',
    });
    expect(await streams.load(stream, sum)).toBe(5);
  });

  it('let every one of many concurrent commands take effect once', async () => {
    const stream = aStream<Added>('sum');
    const commands = Array.from({ length: 50 }, () => adding(1));
    const others = over({}, 20_000); // as another process: it queues for itself
    await Promise.all([...commands, ...commands].map((command, index) => (index % 2 ? streams : others).transact(command, stream, sum, add)));
    expect(await streams.load(stream, sum)).toBe(50);
  });

  it('answer the same command as the first time, however far the stream has moved', async () => {
    const stream = aStream<Added>('sum');
    const command = adding(1);
    const first = await streams.transact(command, stream, sum, add);
    await streams.transact(adding(998), stream, sum, add);
    const again = await streams.transact(new Add({ ...command.meta, now: '2027-01-01T00:00:00.000Z' }, { amount: 1 }), stream, sum, add);
    expect(again).toEqual(first);
    expect(await streams.load(stream, sum)).toBe(999);
  });

  it.each<[string, (meta: CommandMeta) => Command]>([
    ['another input', (meta) => new Add(meta, { amount: 2 })],
    ['another command', (meta) => new Subtract(meta, { amount: 1 })],
    ['another day of its own', (meta) => new Add({ ...meta, stated: { effectiveOn: '2026-01-01' } }, { amount: 1 })],
    ['another delegation', (meta) => new Add({ ...meta, actor: { ...meta.actor, onBehalfOf: randomUUID(), delegation: randomUUID() } }, { amount: 1 })],
    ['another actor', (meta) => new Add({ ...meta, actor: { ...meta.actor, id: randomUUID() } }, { amount: 1 })],
  ])('refuse a command id that comes again with %s', async (_what, other) => {
    const stream = aStream<Added>('sum');
    const command = adding(1);
    await streams.transact(command, stream, sum, add);
    const refused = streams.transact(other(command.meta), stream, sum, () => []);
    await expect(refused).rejects.toMatchObject({ code: 'COMMAND_ID_REUSED', text: { field: 'commandId', en: expect.any(String), cy: expect.any(String) } });
    expect(await streams.load(stream, sum)).toBe(1);
  });

  it('refuse a command id that comes again for another stream, at once or later', async () => {
    const command = adding(1);
    const results = await Promise.allSettled([1, 2, 3].map(() => streams.transact(command, aStream<Added>('sum'), sum, add)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const stream = aStream<Added>('sum');
    await expect(streams.transact(command, stream, sum, add)).rejects.toMatchObject({ code: 'COMMAND_ID_REUSED', text: { field: 'commandId' } });
    expect(await streams.load(stream, sum)).toBe(0);
  });

  it('answer a decision that records nothing with where the stream stands', async () => {
    const stream = aStream<Added>('sum');
    const empty = await streams.transact(adding(0), stream, sum, add);
    expect(empty).toMatchObject({ eventIds: [], revision: -1n });
    expect(await positionOf(empty.token)).toBe(0n);
    const { token } = await streams.transact(adding(1), stream, sum, add);
    const nothing = await streams.transact(adding(0), stream, sum, add);
    expect(nothing).toMatchObject({ eventIds: [], revision: 0n });
    expect(await positionOf(nothing.token)).toBe(await positionOf(token));
  });

  it('pass a refusal on, and record nothing', async () => {
    const stream = aStream<Added>('sum');
    await expect(streams.transact(adding(1_001), stream, sum, add)).rejects.toMatchObject({ code: 'TOO_MUCH' });
    expect(await collect(store.readStream(stream))).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a null character', { amount: 1, note: 'a\0' }, 'note'],
    ['half a character', { amount: 1, note: '\ud800' }, 'note'],
  ])('refuse input with %s by the field it stands in, even if no event would hold it', async (_what, input, field) => {
    const command = new Add(metaFor({ commandId: randomUUID() }), input as { amount: number });
    await expect(streams.transact(command, aStream<Added>('sum'), sum, add)).rejects.toMatchObject({ name: 'Unstorable', text: { field } });
  });

  it('refuse a command id that is none', async () => {
    await expect(streams.transact(adding(1, { commandId: 'mine' }), aStream<Added>('sum'), sum, add)).rejects.toMatchObject({ text: { field: 'commandId' } });
  });

  it('date an event by itself where it says so, else by its command', async () => {
    const stream = aStream<Added>('sum');
    await streams.transact(adding(1, { effectiveOn: '2026-01-01' }), stream, sum, (): Added[] => [
      { type: 'Added', data: { amount: 1 } },
      { type: 'Added', data: { amount: 2 }, effectiveOn: '2020-02-29' },
    ]);
    expect((await collect(store.readStream(stream))).map(({ effectiveOn }) => effectiveOn)).toEqual(['2026-01-01', '2020-02-29']);
  });

  it('decide again on what others have recorded meanwhile', async () => {
    const stream = aStream<Added>('sum');
    let intruded = false;
    const seen: number[] = [];
    await streams.transact(adding(1), stream, sum, (command, total) => {
      seen.push(total);
      return add(command, total);
    });
    const racing = over({
      append: async (...args) => {
        if (!intruded) {
          intruded = true;
          await streams.transact(adding(10), stream, sum, add);
        }
        return store.append(...args);
      },
    });
    await racing.transact(adding(1), stream, sum, (command, total) => {
      seen.push(total);
      return add(command, total);
    });
    expect(seen).toEqual([0, 1, 11]);
    expect(await streams.load(stream, sum)).toBe(12);
  });

  it('read on from what they know of a stream, also where others have written to it', async () => {
    const stream = aStream<Added>('sum');
    const from: (bigint | undefined)[] = [];
    const reading = over({
      readStream: (name, options) => {
        from.push(options?.from);
        return store.readStream(name, options);
      },
    });
    const first = adding(1);
    const receipt = await reading.transact(first, stream, sum, add);
    await streams.transact(adding(10), stream, sum, add);
    await reading.transact(adding(100), stream, sum, add);
    expect(await reading.load(stream, sum)).toBe(111);
    expect(await reading.load(stream, { ...sum })).toBe(111);
    expect(from).toEqual([0n, 1n, 3n, 0n]);
    expect(await reading.transact(first, stream, sum, add)).toEqual(receipt);
    const elsewhere = adding(5);
    await streams.transact(elsewhere, stream, sum, add);
    await expect(reading.transact(new Add(elsewhere.meta, { amount: 6 }), stream, sum, add)).rejects.toMatchObject({ code: 'COMMAND_ID_REUSED' });
    expect(await reading.load(stream, sum)).toBe(116);
  });

  it.each([
    ['of a type that nobody here declares', anEvent({ type: 'Unheard' })],
    ['that is no data of its type', anEvent({ type: 'Added', data: 'Added' })],
  ])('decide nothing on a stream with an event %s, naming it, until something passes over it, and then without it', async (_what, unreadable) => {
    const stream = aStream<Added>('sum');
    await streams.transact(adding(2), stream, sum, add);
    await store.append(stream, [unreadable], { expected: 0n });
    const fresh = over({});
    const refused = { code: 'STREAM_FOREIGN', details: { stream, type: unreadable.type, revision: '1' } };
    await expect(fresh.transact(adding(3), stream, sum, add)).rejects.toMatchObject(refused);
    await expect(fresh.load(stream, sum)).rejects.toBeInstanceOf(NotNow);
    await store.append(readerStream(`process:${unreadable.type}`), [{ ...anEvent(), type: 'EventPassedOver', data: { eventId: unreadable.id } }], {
      expected: 'none',
    });
    expect(await fresh.transact(adding(3), stream, sum, add)).toMatchObject({ revision: 2n });
    expect(await over({}).load(stream, sum)).toBe(5);
  });

  describe('that know a stream', () => {
    let stream: StreamOf<Added>;
    let reads: number;
    let appends: number;
    let knowing: Streams;
    const another = new Streams(
      {
        era: 0,
        append: (...args) => store.append(...args),
        readStream: (...args) => store.readStream(...args),
        readLastKnown: (...args) => store.readLastKnown(...args),
        isPassedOver: (eventId) => store.isPassedOver(eventId),
        tokenOf: (event) => store.tokenOf(event),
      },
      codec,
      identity,
    );
    const counted = () => ({ reads, appends });
    beforeEach(async () => {
      stream = aStream<Added>('sum');
      knowing = over({
        append: (...args) => (appends++, store.append(...args)),
        readStream: (...args) => (reads++, store.readStream(...args)),
      });
      await knowing.transact(adding(900), stream, sum, add);
      [reads, appends] = [0, 0];
    });

    it('decide without reading it, and know what they have recorded as those know it who read it', async () => {
      const seen: unknown[] = [];
      const last: Fold<unknown, Added> = { initialState: undefined, evolve: (_state, event) => event };
      const stating = (command: Add, state: unknown) => (seen.push(state), add(command, 0));
      for (const amount of [1, 2, 3]) await knowing.transact(adding(amount), stream, last, stating);
      // The first is decided twice: on nothing, which is a conflict, and on what is there.
      expect(counted()).toEqual({ reads: 1, appends: 4 });
      const stored = await collect(store.readStream(stream));
      expect(seen.slice(1)).toEqual(stored.slice(0, 3).map((event) => codec.decode(event)));
    });

    it('begin another without reading that there is none', async () => {
      await knowing.transact(adding(5), aStream<Added>('sum'), sum, add);
      expect(counted()).toEqual({ reads: 0, appends: 1 });
    });

    it('refuse nothing because of what they did not know yet', async () => {
      await expect(knowing.transact(adding(200), stream, sum, add)).rejects.toMatchObject({ code: 'TOO_MUCH' });
      await another.transact(adding(-500), stream, sum, add);
      await knowing.transact(adding(200), stream, sum, add);
      expect(await knowing.load(stream, sum)).toBe(600);
    });

    it('record nothing that what they did not know yet forbids', async () => {
      await another.transact(adding(100), stream, sum, add);
      await expect(knowing.transact(adding(1), stream, sum, add)).rejects.toMatchObject({ code: 'TOO_MUCH' });
      expect(counted()).toEqual({ reads: 1, appends: 1 });
      expect(await another.load(stream, sum)).toBe(1_000);
    });

    it('say that nothing is to be recorded only of what is there now', async () => {
      const once = (command: Add, total: number) => (total >= 900 ? [] : add(command, total));
      await another.transact(adding(-500), stream, sum, add);
      expect(await knowing.transact(adding(7), stream, sum, once)).toMatchObject({ revision: 2n, eventTypes: ['Added'] });
      expect(await knowing.load(stream, sum)).toBe(407);
    });

    it('answer what another process has recorded of the same command', async () => {
      const command = adding(1);
      const elsewhere = await another.transact(command, stream, sum, add);
      expect(await knowing.transact(command, stream, sum, add)).toEqual(elsewhere);
      expect(await another.load(stream, sum)).toBe(901);
    });

    it('answer it whole, where they would record less of it by now', async () => {
      const command = adding(1);
      const elsewhere = await another.transact(command, stream, sum, (...args) => [...add(...args), ...add(...args)]);
      expect(await knowing.transact(command, stream, sum, add)).toEqual(elsewhere);
      expect(elsewhere.eventIds).toHaveLength(2);
    });

    it.each([
      ['another input', (meta: CommandMeta) => new Add(meta, { amount: 2 })],
      ['another actor', (meta: CommandMeta) => new Add({ ...meta, actor: { ...meta.actor, id: randomUUID() } }, { amount: 1 })],
    ])('refuse a command id that another process has recorded with %s', async (_what, other) => {
      const command = adding(1);
      await another.transact(command, stream, sum, add);
      await expect(knowing.transact(other(command.meta), stream, sum, add)).rejects.toMatchObject({ code: 'COMMAND_ID_REUSED' });
      expect(await another.load(stream, sum)).toBe(901);
    });

    it('refuse it also where that happened between reading and recording', async () => {
      const command = adding(1);
      const late = over({
        append: async (name, ...args) => {
          // The first of this stream is a guess, which is a conflict.
          if (name === stream && appends++ === 1) await another.transact(command, stream, sum, add);
          return store.append(name, ...args);
        },
      });
      await late.transact(adding(1), aStream<Added>('sum'), sum, add);
      await expect(late.transact(new Add(command.meta, { amount: 2 }), stream, sum, add)).rejects.toMatchObject({ code: 'COMMAND_ID_REUSED' });
      expect(appends).toBe(2);
      expect(await another.load(stream, sum)).toBe(901);
    });

    it('find what was recorded when the answer to a guess was lost', async () => {
      let lost = 0;
      const deaf = over({
        append: async (...args) => {
          const answer = await store.append(...args);
          if (lost++ === 1) throw new AppendOutcomeUnknown(stream, 'lost');
          return answer;
        },
      });
      await deaf.transact(adding(1), stream, sum, add);
      expect(await deaf.transact(adding(2), stream, sum, add)).toMatchObject({ revision: 2n });
      expect(lost).toBe(2);
      expect(await another.load(stream, sum)).toBe(903);
    });

    it('read on with a store that cannot tell what it has recorded from what it met', async () => {
      const silent = over({
        append: async (...args) => {
          const { revision, token } = await store.append(...args);
          return { revision, token };
        },
        readStream: (...args) => (reads++, store.readStream(...args)),
      });
      for (const amount of [1, 2, 3]) await silent.transact(adding(amount), stream, sum, add);
      expect(reads).toBe(3);
      expect(await silent.load(stream, sum)).toBe(906);
    });

    it('agree with each other on whatever they do by turns', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ by: fc.nat({ max: 2 }), amount: fc.integer({ min: -400, max: 400 }), again: fc.option(fc.nat({ max: 30 })) }), {
            maxLength: 30,
          }),
          async (steps) => {
            const name = aStream<Added>('sum');
            const processes = [over({}), over({}), over({})];
            const recorded: { command: Add; receipt: unknown }[] = [];
            let total = 0;
            for (const { by, amount, again } of steps) {
              const before = again === null ? undefined : recorded[again % Math.max(recorded.length, 1)];
              const command = before?.command ?? adding(amount);
              const answer = await processes[by]?.transact(command, name, sum, add).catch((error: Refused) => error.code);
              if (before) expect(answer).toEqual(before.receipt);
              else if (total + amount > 1_000) expect(answer).toBe('TOO_MUCH');
              else {
                expect(answer).toMatchObject({ eventTypes: amount === 0 ? [] : ['Added'] });
                if (amount !== 0) recorded.push({ command, receipt: answer });
                total += amount;
              }
            }
            for (const process of processes) expect(await process.load(name, sum)).toBe(total);
          },
        ),
        { numRuns: 25 },
      );
    });
  });

  it('recall what was settled without asking again, and ask where nothing is known', async () => {
    const stream = aStream<Added>('sum');
    let asked = 0;
    const first: Fold<number | undefined, Added> = { initialState: undefined, evolve: (known, event) => known ?? event.data.amount };
    const recalling = over({ readStream: (name, options) => (asked++, store.readStream(name, options)) });
    expect(await recalling.recall(stream, first)).toBeUndefined();
    await streams.transact(adding(7), stream, sum, add);
    expect([await recalling.recall(stream, first), await recalling.recall(stream, first)]).toEqual([7, 7]);
    expect(asked).toBe(2);
  });

  it('tell whether a command recorded anything in a stream', async () => {
    const stream = aStream<Added>('sum');
    const [recorded, nothing] = [adding(1), adding(0)];
    for (const command of [recorded, nothing]) await streams.transact(command, stream, sum, add);
    expect(await streams.holds(stream, recorded.meta.commandId)).toBe(true);
    expect(await streams.holds(stream, nothing.meta.commandId)).toBe(false);
    expect(await streams.holds(aStream<Added>('sum'), recorded.meta.commandId)).toBe(false);
  });

  it('begin anew with a stream that is shorter than they knew it', async () => {
    const [whole, restored] = [aStream<Added>('sum'), aStream<Added>('sum')];
    await streams.transact(adding(10), whole, sum, add);
    await streams.transact(adding(20), whole, sum, add);
    await streams.transact(adding(1), restored, sum, add);
    const any = aStream<Added>('sum');
    let current = whole;
    const away = over({
      append: (_stream, ...args) => store.append(current, ...args),
      readStream: (_stream, options) => store.readStream(current, options),
    });
    expect(await away.load(any, sum)).toBe(30);
    current = restored;
    await away.transact(adding(2), any, sum, add);
    expect(await away.load(any, sum)).toBe(3);
  });

  it('find what was recorded when the answer was lost', async () => {
    const stream = aStream<Added>('sum');
    let lost = 0;
    const deaf = over({
      append: async (...args) => {
        await store.append(...args);
        lost++;
        throw new AppendOutcomeUnknown(stream, 'lost');
      },
    });
    expect(await deaf.transact(adding(3), stream, sum, add)).toMatchObject({ revision: 0n });
    expect(lost).toBe(1);
    expect(await streams.load(stream, sum)).toBe(3);
  });

  it('give up in time, saying what is known', async () => {
    const conflict = over({ append: () => Promise.reject(new StreamConflict('s', 'none', 1n)) }, 100);
    await expect(conflict.transact(adding(1), aStream<Added>('sum'), sum, add)).rejects.toBeInstanceOf(StreamConflict);
    let calls = 0;
    const failing = over({ append: () => Promise.reject(calls++ ? new StoreUnavailable('') : new AppendOutcomeUnknown('s', '')) }, 100);
    await expect(failing.transact(adding(1), aStream<Added>('sum'), sum, add)).rejects.toBeInstanceOf(AppendOutcomeUnknown);
    expect(calls).toBeGreaterThan(1);
  });

  it('say at once that the store is away when nothing was sent', async () => {
    let calls = 0;
    const away = over({ append: () => (calls++, Promise.reject(new StoreUnavailable(''))) });
    await expect(away.transact(adding(1), aStream<Added>('sum'), sum, add)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(calls).toBe(1);
  });
});
