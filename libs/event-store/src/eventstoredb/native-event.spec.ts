import type { ResolvedEvent } from '@eventstore/db-client';
import { LogCorrupt } from '../errors.js';
import type { EventToAppend } from '../port.js';
import { encodeEvents } from '../storable.js';
import { anEvent, UNICODE } from '../testing/specimens.js';
import { fromNative, type NativeEvent, toNative } from './native-event.js';

const PREFIX = 'tracker.';
const CREATED = new Date('2026-03-02T10:11:12.345Z');

const written = (event: EventToAppend, recordedAt?: string): NativeEvent => {
  const [encoded] = encodeEvents('specimen-1', [event]);
  if (!encoded) throw new Error('nothing was encoded');
  return toNative(encoded, recordedAt);
};

/** As the client gives it back. */
const read = ({ id, type, data, metadata }: NativeEvent, given: object = {}): ResolvedEvent => ({
  event: {
    id,
    type,
    streamId: `${PREFIX}specimen-1`,
    revision: 7n,
    isJson: true,
    created: CREATED,
    position: { commit: 123n, prepare: 120n },
    data: JSON.parse(Buffer.from(data).toString()),
    metadata: JSON.parse(Buffer.from(metadata).toString()),
    ...given,
  },
});

const ALL = anEvent({ data: UNICODE, effectiveOn: '1999-12-31', schemaVersion: 3 });
const FULL: EventToAppend = {
  ...ALL,
  meta: { ...ALL.meta, causationId: ALL.id, reasonCode: 'MOVED', traceparent: '00-a-b-01', corrects: ALL.id, voids: ALL.id },
};

describe('a native event', () => {
  it.each([
    { what: 'with everything that may be in it', event: FULL },
    { what: 'with as little as may be', event: anEvent({ data: null }) },
    { what: 'that is a text', event: anEvent({ data: '' }) },
  ])('comes back as it was written, $what', ({ event }) => {
    const { native, ...stored } = fromNative(PREFIX, read(written(event)));
    expect(stored).toEqual({ ...event, stream: 'specimen-1', revision: 7n, recordedAt: '2026-03-02T10:11:12.345Z' });
    expect(native).toEqual({ commit: 123n, prepare: 120n });
  });

  it('keeps the time of what was recorded elsewhere', () => {
    expect(fromNative(PREFIX, read(written(FULL, '2020-01-01T00:00:00.000Z')))).toMatchObject({ ...FULL, recordedAt: '2020-01-01T00:00:00.000Z' });
  });

  it('names correlation and causation as EventStoreDB does', () => {
    const metadata = JSON.parse(Buffer.from(written(FULL).metadata).toString());
    expect(metadata).toMatchObject({ $correlationId: FULL.meta.correlationId, $causationId: FULL.id, effectiveOn: '1999-12-31', schemaVersion: 3 });
    expect(Object.keys(metadata)).not.toContain('correlationId');
  });

  it.each([
    { what: 'without metadata', given: { metadata: undefined } },
    { what: 'with metadata of another kind', given: { metadata: { $correlationId: 'x' } } },
    { what: 'that is not JSON', given: { isJson: false } },
    { what: 'in a stream of others', given: { streamId: 'others.specimen-1' } },
  ])('is refused $what: nobody else writes there', ({ given }) => {
    expect(() => fromNative(PREFIX, read(written(FULL), given))).toThrow(LogCorrupt);
    expect(() => fromNative(PREFIX, {})).toThrow(LogCorrupt);
  });
});
