import grpc from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams, { type BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppendOutcomeUnknown, LogCorrupt, StoreUnavailable, Unstorable } from '../errors.js';
import { aNode, type BatchAppendCall } from '../testing/a-node.js';
import { parseConnectionString } from './connection-string.js';
import { NativeAppends, type Patience } from './native-appends.js';
import { NativeClient } from './native-client.js';
import type { NativeEvent } from './native-event.js';

type Behaviour = (request: BatchAppendReq, call: BatchAppendCall) => void;

const anEvent = (): NativeEvent => ({ id: randomUUID(), type: 'SomethingHappened', data: Buffer.from('{}'), metadata: Buffer.from('{}') });

function answerTo(request: BatchAppendReq): BatchAppendResp {
  const answer = new streams.BatchAppendResp();
  answer.setCorrelationId(request.getCorrelationId());
  return answer;
}

function success(request: BatchAppendReq, revision = '0'): BatchAppendResp {
  const recorded = new streams.BatchAppendResp.Success();
  recorded.setCurrentRevision(revision);
  return answerTo(request).setSuccess(recorded);
}

function problem(request: BatchAppendReq, message: string, details?: { type: string; bytes: Uint8Array }): BatchAppendResp {
  // Field 3, of no bytes: `details`, to be filled.
  const error = status.Status.deserializeBinary(details ? Uint8Array.of(0x1a, 0) : new Uint8Array());
  error.setMessage(message);
  if (details) error.getDetails()?.pack(details.bytes, details.type);
  return answerTo(request).setError(error);
}

const idsIn = (request: BatchAppendReq) => request.getProposedMessagesList().map((message) => message.getId()?.getString());

describe('appends to a node', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** A node that behaves as told: each request is handled by the next behaviour, and all after the last by the last. */
  async function node(...behaviours: readonly [Behaviour, ...Behaviour[]]) {
    const requests: BatchAppendReq[] = [];
    const batchAppend = (call: BatchAppendCall) => {
      call.on('error', () => undefined);
      call.on('data', (request: BatchAppendReq) => {
        requests.push(request);
        behaviours[Math.min(requests.length, behaviours.length) - 1]?.(request, call);
      });
    };
    const started = await aNode({ batchAppend });
    closing.push(async () => started.stop());
    return { ...started, requests };
  }

  function appendsTo(port: number, patience: Patience = { budgetMs: 2_000, answerMs: 1_000 }): NativeAppends {
    const appends = new NativeAppends(() => new NativeClient(parseConnectionString(`esdb://127.0.0.1:${port}?tls=false`)), patience);
    closing.unshift(() => appends.close());
    return appends;
  }

  it('are answered each by its own answer, in whatever order these come', async () => {
    const held: (() => void)[] = [];
    const { port } = await node((request, call) => {
      held.unshift(() => void call.write(success(request, String(request.getProposedMessagesList().length))));
      if (held.length === 3) for (const answer of held) answer();
    });
    const appends = appendsTo(port);
    const appended = await Promise.all([1, 2, 3].map((count) => appends.append(`a-${count}`, Array.from({ length: count }, anEvent), 'none')));
    expect(appended).toMatchObject([{ revision: 1n }, { revision: 2n }, { revision: 3n }]);
  });

  it('say where the stream is that was expected elsewhere', async () => {
    const conflict = new shared.WrongExpectedVersion();
    conflict.setCurrentStreamRevision('12');
    const details = { type: 'event_store.client.WrongExpectedVersion', bytes: conflict.serializeBinary() };
    const empty = { ...details, bytes: new shared.WrongExpectedVersion().serializeBinary() };
    const { port } = await node(
      (request, call) => void call.write(problem(request, 'WrongExpectedVersion', details)),
      (request, call) => void call.write(problem(request, 'WrongExpectedVersion', empty)),
    );
    const appends = appendsTo(port);
    expect(await appends.append('a-1', [anEvent()], 'none')).toEqual({ kind: 'conflict', actual: 12n });
    expect(await appends.append('a-1', [anEvent()], 3n)).toEqual({ kind: 'conflict', actual: 'none' });
  });

  it.each([
    ['is not ready', (request: BatchAppendReq, call: BatchAppendCall) => void call.write(problem(request, 'Server Is Not Ready'))],
    ['took too long', (request: BatchAppendReq, call: BatchAppendCall) => void call.write(problem(request, 'Timeout'))],
    ['ends the call', (_request: BatchAppendReq, call: BatchAppendCall) => void call.end()],
    ['breaks the call', (_request: BatchAppendReq, call: BatchAppendCall) => void call.emit('error', { code: grpc.status.UNAVAILABLE, details: 'gone' })],
    ['cancels the call', (_request: BatchAppendReq, call: BatchAppendCall) => void call.emit('error', { code: grpc.status.CANCELLED, details: 'stopping' })],
    ['says nothing', () => undefined],
  ])('are sent again, the same, when the node %s', async (_what, badly) => {
    const { port, requests } = await node(badly, badly, (request, call) => void call.write(success(request, '5')));
    const event = anEvent();
    expect(await appendsTo(port, { budgetMs: 5_000, answerMs: 300 }).append('a-1', [event], 4n)).toMatchObject({ kind: 'appended', revision: 5n });
    expect(requests.map(idsIn)).toEqual([[event.id], [event.id], [event.id]]);
    expect(requests.map((request) => request.getOptions()?.getStreamPosition())).toEqual(['4', '4', '4']);
    // The server's clock is not ours.
    expect(requests.map((request) => request.getOptions()?.hasDeadline())).toEqual([false, false, false]);
  });

  it('follow the leader', async () => {
    const leader = await node((request, call) => void call.write(success(request)));
    const metadata = new grpc.Metadata();
    for (const [name, value] of [
      ['exception', 'not-leader'],
      ['leader-endpoint-host', '127.0.0.1'],
      ['leader-endpoint-port', String(leader.port)],
    ] as const)
      metadata.set(name, value);
    const follower = await node((_request, call) => void call.emit('error', { code: grpc.status.NOT_FOUND, details: 'Leader info available', metadata }));
    const appends = appendsTo(follower.port);
    expect(await appends.append('a-1', [anEvent()], 'none')).toMatchObject({ kind: 'appended' });
    await appends.append('a-2', [anEvent()], 'none');
    expect([follower.requests.length, leader.requests.length]).toEqual([1, 2]);
  });

  it('are of an unknown outcome when the node took them and never answers for them', async () => {
    const { port } = await node((_request, call) => void call.emit('error', { code: grpc.status.UNAVAILABLE, details: 'gone' }));
    await expect(appendsTo(port, { budgetMs: 300 }).append('a-1', [anEvent()], 'none')).rejects.toBeInstanceOf(AppendOutcomeUnknown);
  });

  it('are of an unknown outcome even if the node went away after it may have taken them', async () => {
    const { port, stop } = await node((_request) => stop());
    await expect(appendsTo(port, { budgetMs: 500 }).append('a-1', [anEvent()], 'none')).rejects.toBeInstanceOf(AppendOutcomeUnknown);
  });

  it('were not sent when no node is there, or none is ready', async () => {
    const gone = await node(() => undefined);
    gone.stop();
    await expect(appendsTo(gone.port, { budgetMs: 300 }).append('a-1', [anEvent()], 'none')).rejects.toBeInstanceOf(StoreUnavailable);
    const starting = await node((request, call) => void call.write(problem(request, 'Server Is Not Ready')));
    await expect(appendsTo(starting.port, { budgetMs: 300 }).append('a-1', [anEvent()], 'none')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(starting.requests.length).toBeGreaterThan(2);
  });

  it('are given up at once where they will never be taken', async () => {
    const { port, requests } = await node(
      (request, call) => void call.write(problem(request, 'AccessDenied', { type: 'event_store.client.AccessDenied', bytes: new Uint8Array() })),
      (request, call) => void call.write(problem(request, 'StreamDeleted', { type: 'event_store.client.StreamDeleted', bytes: new Uint8Array() })),
      (request, call) => void call.write(problem(request, 'Too large', { type: 'event_store.client.MaximumAppendSizeExceeded', bytes: new Uint8Array() })),
      (_request, call) => void call.emit('error', { code: grpc.status.UNAUTHENTICATED, details: 'Unauthenticated' }),
    );
    const appends = appendsTo(port);
    await expect(appends.append('a-1', [anEvent()], 'none')).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(appends.append('a-1', [anEvent()], 'none')).rejects.toBeInstanceOf(LogCorrupt);
    await expect(appends.append('a-1', [anEvent()], 'none')).rejects.toBeInstanceOf(Unstorable);
    await expect(appends.append('a-1', [anEvent()], 'none')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(requests).toHaveLength(4);
  });

  it('are not touched by what breaks elsewhere in the process', async () => {
    let answer: () => void = () => undefined;
    const steady = await node((request, call) => (answer = () => void call.write(success(request))));
    const breaking = await node((_request, call) => void call.emit('error', { code: grpc.status.UNAVAILABLE, details: 'gone' }));
    const waiting = appendsTo(steady.port, { answerMs: 5_000 }).append('a-1', [anEvent()], 'none');
    await expect(appendsTo(breaking.port, { budgetMs: 200 }).append('a-2', [anEvent()], 'none')).rejects.toBeInstanceOf(AppendOutcomeUnknown);
    answer();
    expect(await waiting).toMatchObject({ kind: 'appended' });
    expect(steady.requests).toHaveLength(1);
  });

  it('live on after answers to what nobody asked, or asks no longer', async () => {
    const { port } = await node((request, call) => {
      const unasked = success(request);
      const id = new shared.UUID();
      id.setString(randomUUID());
      call.write(unasked.setCorrelationId(id));
      call.write(new streams.BatchAppendResp());
      call.write(success(request));
      call.write(success(request, '99'));
    });
    const appends = appendsTo(port);
    for (let n = 0; n < 3; n++) expect(await appends.append('a-1', [anEvent()], 'none')).toMatchObject({ revision: 0n });
  });

  it('are recognised by ids in two halves', async () => {
    const { port } = await node((request, call) => {
      const [high = 0n, low = 0n] = [0, 16].map((from) =>
        BigInt.asIntN(64, BigInt(`0x${(request.getCorrelationId()?.getString() ?? '').replaceAll('-', '').slice(from, from + 16)}`)),
      );
      const halves = new shared.UUID.Structured();
      halves.setMostSignificantBits(String(high));
      halves.setLeastSignificantBits(String(low));
      const id = new shared.UUID();
      id.setStructured(halves);
      call.write(success(request).setCorrelationId(id));
    });
    for (let n = 0; n < 10; n++) expect(await appendsTo(port).append('a-1', [anEvent()], 'none')).toMatchObject({ kind: 'appended' });
  });

  it('that were sent are answered when the process stops, and no more are taken', async () => {
    let answer: () => void = () => undefined;
    const { port, requests } = await node((request, call) => (answer = () => void call.write(success(request))));
    const appends = appendsTo(port);
    const waiting = appends.append('a-1', [anEvent()], 'none');
    while (requests.length === 0) await sleep(5);
    const closed = appends.close();
    await expect(appends.append('a-2', [anEvent()], 'none')).rejects.toBeInstanceOf(StoreUnavailable);
    answer();
    expect(await waiting).toMatchObject({ kind: 'appended' });
    await closed;
  });
});
