import grpc from '@grpc/grpc-js';
import { Logger } from '@nestjs/common';
import type { Database } from '@app/database';
import streams, { type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { randomUUID } from 'node:crypto';
import { NotAsMirrored, StoreUnavailable } from '../errors.js';
import { aNode, type BatchAppendCall, type Behaviour, type Node, readsOf } from '../testing/a-node.js';
import { EventStoreDb } from './connection.js';
import { mirrorSource } from './mirror-source.js';

const failing =
  (code: grpc.status, details: string): NonNullable<Behaviour['read']> =>
  (call) =>
    void call.emit('error', { code, details });
const empty: NonNullable<Behaviour['read']> = (call) => call.end();

describe('a connection', () => {
  const closing: (() => unknown)[] = [];
  beforeAll(() => Logger.overrideLogger(false));
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  const node = async (behaviour: Behaviour) => {
    const { port, stop } = await aNode(behaviour);
    closing.push(stop);
    return port;
  };
  const opened = (connectionString: string) => {
    const db = new EventStoreDb({ connectionString, prefix: 'test.' });
    closing.unshift(() => db.onApplicationShutdown());
    return db;
  };

  it('is good to a node that lets this user read', async () => {
    expect(await opened(`esdb://127.0.0.1:${await node({ read: empty })}?tls=false`).check()).toBe(true);
  });

  it.each([
    ['admin:secret@', grpc.status.UNAUTHENTICATED, 'Unauthenticated', 'the user name or the password is wrong'],
    ['ops:secret@', grpc.status.PERMISSION_DENIED, 'Access Denied', 'the user ops may not read $all'],
    ['', grpc.status.PERMISSION_DENIED, 'Access Denied', 'it names no user'],
  ])('is refused as %j by a node that says %i', async (user, code, details, problem) => {
    const checked = opened(`esdb://${user}127.0.0.1:${await node({ read: failing(code, details) })}?tls=false`).check();
    await expect(checked).rejects.toThrow(`EVENTSTORE_CONNECTION_STRING: ${problem}`);
    await expect(checked).rejects.not.toThrow('secret');
  });

  it('says of whatever is refused for good what it is, while other questions are answered', async () => {
    const read: NonNullable<Behaviour['read']> = (call) => {
      if (call.request.getOptions()?.hasAll()) return failing(grpc.status.PERMISSION_DENIED, 'Access Denied')(call);
      call.end();
    };
    const source = mirrorSource(opened(`esdb://tracker:secret@127.0.0.1:${await node({ read })}?tls=false`));
    const subscribed = async () => {
      for await (const _message of await source.subscribe({ commit: 0n, prepare: 0n }));
    };
    for (const asked of [() => source.newest(1), subscribed]) {
      const error = await asked().catch((thrown: unknown) => thrown);
      expect(source.whyHopeless(error)).toContain('the user tracker may not read $all');
      expect(await source.page('test.a-1', 0n, 1)).toEqual([]);
    }
    expect(source.whyHopeless(new StoreUnavailable(new Error('gone')))).toBeUndefined();
  });

  it('is refused over TLS to a node that has none', async () => {
    await expect(opened(`esdb://127.0.0.1:${await node({ read: empty })}`).check()).rejects.toThrow('does not speak TLS');
  });

  it('may be to a node that is not there yet', async () => {
    const { port, stop } = await aNode({});
    stop();
    expect(await opened(`esdb://127.0.0.1:${port}?tls=false`).check()).toBe(false);
    expect(await opened('esdb://nowhere.invalid:2113?tls=false').check()).toBe(false);
  });

  it('is to the leader of a cluster, whichever of its hosts answers', async () => {
    const gone = await aNode({});
    gone.stop();
    let reads = 0;
    const leader = await node({ read: (call) => (reads++, call.end()) });
    const follower = await node({ leader });
    const db = opened(`esdb+discover://127.0.0.1:${gone.port},127.0.0.1:${follower}?tls=false`);
    expect(await db.newest(1)).toEqual([]);
    expect(reads).toBe(1);
  });

  it('that is lost while no node can be found leaves the process alive', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listener);
    const only = await aNode({ read: (call) => void setTimeout(() => call.emit('error', { code: grpc.status.UNAVAILABLE, details: 'gone' }), 50) });
    const db = opened(`esdb+discover://127.0.0.1:${only.port}?tls=false&maxDiscoverAttempts=1`);
    const reading = Array.from({ length: 5 }, (_, index) => db.newest(index + 1));
    setTimeout(() => only.stop(), 20);
    for (const read of reading) await expect(read).rejects.toBeInstanceOf(StoreUnavailable);
    await Promise.all(Array.from({ length: 5 }, () => expect(db.newest(1)).rejects.toBeInstanceOf(StoreUnavailable)));
    process.off('unhandledRejection', listener);
    expect(unhandled).toEqual([]);
  });

  it('gives nothing for the whole that the process gave up half-way', async () => {
    const db = opened(`esdb://127.0.0.1:${await node({ read: () => undefined })}?tls=false`);
    const page = db.page('test.a-1', 0n, 1);
    setTimeout(() => void db.onApplicationShutdown(), 50);
    await expect(page).rejects.toBeInstanceOf(StoreUnavailable);
  });

  describe('of a database that mirrors a store', () => {
    const known = { kind: 'eventstoredb', storeId: 'ours', position: null };
    const mirror = { query: () => Promise.resolve({ rows: [known] }) } as unknown as Database;
    const appends: unknown[] = [];
    /** One node after the other, at one address. */
    async function restarted(storeId: string, before?: Node): Promise<Node> {
      before?.stop();
      const batchAppend = (call: BatchAppendCall) => {
        call.on('error', () => undefined);
        call.on('data', (request: BatchAppendReq) => {
          appends.push(storeId);
          const [answer, success] = [new streams.BatchAppendResp(), new streams.BatchAppendResp.Success()];
          success.setCurrentRevision('0');
          answer.setCorrelationId(request.getCorrelationId());
          answer.setSuccess(success);
          call.write(answer);
        });
      };
      const started = await aNode({ batchAppend, read: readsOf('test.genesis', storeId), ...(before && { port: before.port }) });
      closing.push(started.stop);
      return started;
    }
    const append = (db: EventStoreDb) =>
      db.appending.append('test.a-1', [{ id: randomUUID(), type: 'A', data: Buffer.from('{}'), metadata: Buffer.from('{}') }], 'none');

    it('is refused, whatever it is for, when the node comes back as another’s, and taken again when it is put right', async () => {
      const first = await restarted('ours');
      const db = new EventStoreDb({ connectionString: `esdb://127.0.0.1:${first.port}?tls=false`, prefix: 'test.' }, mirror);
      closing.unshift(() => db.onApplicationShutdown());
      expect(await db.page('test.a-1', 0n, 1)).toEqual([]);
      expect(await append(db)).toMatchObject({ kind: 'appended' });

      const second = await restarted('theirs', first);
      await expect(append(db)).rejects.toBeInstanceOf(NotAsMirrored);
      await expect(db.page('test.a-1', 0n, 1)).rejects.toBeInstanceOf(NotAsMirrored);
      await expect(db.newest(1)).rejects.toBeInstanceOf(NotAsMirrored);
      await expect(mirrorSource(db).subscribe({ commit: 0n, prepare: 0n })).rejects.toBeInstanceOf(NotAsMirrored);
      expect(appends).toEqual(['ours']);

      await restarted('ours', second);
      expect(await append(db)).toMatchObject({ kind: 'appended' });
      expect(await db.page('test.a-1', 0n, 1)).toEqual([]);
      expect(appends).toEqual(['ours', 'ours']);
    });
  });
});
