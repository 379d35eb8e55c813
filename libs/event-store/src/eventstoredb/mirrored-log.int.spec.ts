import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { ScriptedServer } from '../testing/scripted-server.js';
import { aStream } from '../testing/specimens.js';
import type { EventStoreDb } from './connection.js';
import { Mirror } from './mirror.js';
import { MirroredLog } from './mirrored-log.js';

/** Longer than any specification may take. */
const FOR_EVER_MS = 600_000;
const NOT_REACHED = { name: 'Refused', code: 'TOKEN_NOT_REACHED' };

describe('what a token stands for where the log follows its store', () => {
  let test: TestDatabase;
  let server: ScriptedServer;
  let log: MirroredLog;
  let asked: number;
  let db: { readonly prefix: string; readonly newest: EventStoreDb['newest']; isAway: boolean };
  let end: AbortController;
  let mirroring: Promise<void>;
  const stream = aStream();
  beforeEach(async () => {
    Logger.overrideLogger(false);
    [test, server, end, asked] = [await testDatabase(eventStoreMigrations), new ScriptedServer(), new AbortController(), 0];
    const newest: EventStoreDb['newest'] = (count) => {
      asked++;
      return server.newest(count);
    };
    db = { prefix: server.prefix, newest, isAway: false };
    log = new MirroredLog(test.database, db as unknown as EventStoreDb);
    for (let count = 0; count < 2; count++) server.write(stream);
    mirroring = new Mirror(server, test.database, { lookMs: 50 }).run(end.signal);
    while ((await log.head()) < 2n) await sleep(10);
  });
  afterEach(async () => {
    end.abort();
    await mirroring;
    await log.onApplicationShutdown();
    await test.drop();
  });

  it.each(['log:3', 'log:9223372036854775807', `event:${randomUUID()}`])(
    'is nothing for %s, which the store does not hold: it is asked once',
    async (token) => {
      server.writeElsewhere(3);
      await expect(log.positionOf(token, FOR_EVER_MS)).rejects.toMatchObject(NOT_REACHED);
      expect(asked).toBe(1);
    },
  );

  it('is said without asking the store where it is mirrored', async () => {
    const [, second] = server.all;
    expect(await log.positionOf(`event:${second?.id}`, FOR_EVER_MS)).toBe(2n);
    expect(await log.positionOf('log:2', FOR_EVER_MS)).toBe(2n);
    expect(asked).toBe(0);
  });

  it('is waited for where the store holds it and the mirror has yet to', async () => {
    server.isMute = true;
    const { id } = server.write(stream);
    const waiting = [log.positionOf(`event:${id}`, FOR_EVER_MS), log.positionOf('log:3', FOR_EVER_MS)];
    await expect(log.positionOf('log:4', FOR_EVER_MS)).rejects.toMatchObject(NOT_REACHED);
    server.isMute = false;
    server.cut();
    expect(await Promise.all(waiting)).toEqual([3n, 3n]);
    expect(asked).toBe(3);
  });

  it('is waited for where the store cannot say: it is away, or far ahead of the mirror', async () => {
    server.isMute = true;
    const { id } = server.write(stream);
    server.writeElsewhere(100);
    const waiting = log.positionOf(`event:${id}`, FOR_EVER_MS);
    while (asked < 1) await sleep(10);
    server.isAway = true;
    await expect(log.positionOf(`event:${randomUUID()}`, 50)).rejects.toMatchObject(NOT_REACHED);
    // Whoever has waited for too long already asks nobody.
    const before = asked;
    const alsoWaiting = log.positionOf(`event:${id}`, FOR_EVER_MS);
    while (asked === before) await sleep(10);
    [server.isMute, server.isAway] = [false, false];
    server.cut();
    expect(await Promise.all([waiting, alsoWaiting])).toEqual([3n, 3n]);
  });

  it('is remembered by nobody while the store is away, since what it records then is not heard of', async () => {
    while (log.heard === undefined) await sleep(10);
    db.isAway = true;
    expect(log.heard).toBeUndefined();
    db.isAway = false;
    expect(log.heard).toBe(2n);
  });
});
