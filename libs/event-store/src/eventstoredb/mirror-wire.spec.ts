import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { Checkpoint, decodeMessage, NativeRecord } from './mirror-wire.js';

const uint64 = fc.bigInt(0n, 2n ** 64n - 1n);
const properties = { id: fc.uuid(), stream: fc.string({ maxLength: 200 }).map(latin), type: fc.string().map(latin), created: fc.nat().map(String) };
const recorded = fc.record({
  ...properties,
  revision: uint64,
  commit: uint64,
  prepare: uint64,
  metadata: fc.uint8Array(),
  data: fc.uint8Array({ maxLength: 5_000 }),
});

/** Names are of ASCII letters; what else may stand there is only ever shown. */
function latin(text: string): string {
  return text.replaceAll(/[^ -~]/g, '?');
}

/** As the server writes it, by the client's own classes. */
function written(event: Parameters<Parameters<typeof recorded.map>[0]>[0]): Buffer {
  const id = new shared.UUID();
  id.setString(event.id);
  const stream = new shared.StreamIdentifier();
  stream.setStreamName(Buffer.from(event.stream));
  const record = new streams.ReadResp.ReadEvent.RecordedEvent();
  record.setId(id);
  record.setStreamIdentifier(stream);
  record.setStreamRevision(String(event.revision));
  record.setCommitPosition(String(event.commit));
  record.setPreparePosition(String(event.prepare));
  record.getMetadataMap().set('type', event.type).set('created', event.created).set('content-type', 'application/json').set('more', 'to come');
  record.setCustomMetadata(event.metadata);
  record.setData(event.data);
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(record);
  read.setCommitPosition(String(event.commit));
  const response = new streams.ReadResp();
  response.setEvent(read);
  return Buffer.from(response.serializeBinary());
}

describe('what a subscription sends', () => {
  it('is read as the client reads it, whatever an event holds', () => {
    fc.assert(
      fc.property(recorded, (event) => {
        const { content } = decodeMessage(written(event));
        if (!(content instanceof NativeRecord)) throw new Error('no event');
        expect({ ...content }).toEqual({
          ...event,
          contentType: 'application/json',
          metadata: Buffer.from(event.metadata),
          data: Buffer.from(event.data),
        });
        expect(content.position).toEqual({ commit: event.commit, prepare: event.prepare });
      }),
    );
  });

  it('tells how far the server has looked', () => {
    const checkpoint = new streams.ReadResp.Checkpoint();
    checkpoint.setCommitPosition('9007199254740993');
    checkpoint.setPreparePosition('12');
    const response = new streams.ReadResp();
    response.setCheckpoint(checkpoint);
    expect(decodeMessage(Buffer.from(response.serializeBinary())).content).toEqual(new Checkpoint({ commit: 9007199254740993n, prepare: 12n }));
  });

  it.each([
    [
      'that it is subscribed to',
      (response: InstanceType<typeof streams.ReadResp>) => response.setConfirmation(new streams.ReadResp.SubscriptionConfirmation()),
    ],
    ['that it is live', (response: InstanceType<typeof streams.ReadResp>) => response.setCaughtUp(new streams.ReadResp.CaughtUp())],
    ['nothing', () => undefined],
  ])('may say %s, which is no event', (_what, say) => {
    const response = new streams.ReadResp();
    say(response);
    expect(decodeMessage(Buffer.from(response.serializeBinary())).content).toBeUndefined();
  });
});
