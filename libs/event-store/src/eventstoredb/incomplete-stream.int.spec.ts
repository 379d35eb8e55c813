import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { StreamIncomplete } from '../errors.js';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { aStream, collect, events } from '../testing/specimens.js';
import { type EventStoreDb, NO_STREAM } from './connection.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { Mirror } from './mirror.js';

describe('a stream that EventStoreDB shows a part of', () => {
  let test: TestDatabase;
  let server: ScriptedServer;
  const stream = aStream();
  const isGone = { stream: false, once: false };
  const store = () => {
    const pages = async (native: string, from: bigint | 'end', count: number) => {
      const events = await server.page(native, from, count);
      if (isGone.once) {
        isGone.once = false;
        return NO_STREAM;
      }
      return events.length === 0 && isGone.stream ? NO_STREAM : events;
    };
    const appending = { append: async () => ({ kind: 'appended' as const, revision: 7n }) };
    const { prefix, nativeStream, genesis, begin, mayBegin } = server;
    const bound = { genesis: genesis.bind(server), begin: begin.bind(server), page: pages };
    return new EventStoreDbEventStore({ prefix, nativeStream, mayBegin, appending, ...bound } as unknown as EventStoreDb, test.database);
  };
  beforeEach(async () => {
    Logger.overrideLogger(false);
    [test, server] = [await testDatabase(eventStoreMigrations), new ScriptedServer()];
    isGone.stream = false;
    for (let count = 0; count < 4; count++) server.write(stream);
    const end = new AbortController();
    const mirroring = new Mirror(server, test.database, { lookMs: 50 }).run(end.signal);
    while ((await new Mirror(server, test.database).status()).position < 4n);
    end.abort();
    await mirroring;
  });
  afterEach(() => test.drop());

  const read = (from = 0n) => collect(store().readStream(stream, { from }));
  const named = { code: 'STREAM_INCOMPLETE', details: { stream } };

  it('is read where all of it is there, and where nothing ever was', async () => {
    expect(await read()).toHaveLength(4);
    expect(await read(4n)).toEqual([]);
    expect(await collect(store().readStream(aStream()))).toEqual([]);
  });

  it('is read where it began, and was mirrored, since it was asked for', async () => {
    isGone.once = true;
    expect(await read()).toHaveLength(4);
  });

  it.each([
    ['does not begin at its beginning', () => server.all.splice(0, 2)],
    ['has a hole', () => server.all.splice(1, 1)],
    ['shows nothing of what it had', () => server.all.splice(0)],
    ['is gone', () => (server.all.splice(0), (isGone.stream = true))],
  ])('and that %s is refused, naming it, and readiness says so', async (_what, change) => {
    change();
    await expect(read()).rejects.toMatchObject(named);
    const { state, stopped } = await new Mirror(server, test.database).status();
    expect([state, stopped]).toEqual(['stopped', expect.stringContaining(`${server.prefix}${stream} does not show all of its events`)]);
  });

  it('is refused also by whoever has read it before, where it is gone by then', async () => {
    server.all.splice(0);
    isGone.stream = true;
    await expect(read(4n)).rejects.toBeInstanceOf(StreamIncomplete);
  });

  it('is not acknowledged to have begun where it went on behind what was deleted', async () => {
    await expect(store().append(aStream(), events(1), { expected: 'none' })).rejects.toBeInstanceOf(StreamIncomplete);
  });
});
