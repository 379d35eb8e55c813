import { createHash } from 'node:crypto';
import type { Position } from '@app/kernel';
import { LogCorrupt } from '../errors.js';
import { leafOf } from '../leaf.js';
import type { MirrorSource } from './mirror-source.js';
import { NativeRecord } from './mirror-wire.js';
import { fromNative, jsonIn, metadataIn, type NativePosition } from './native-event.js';
import { METADATA } from './stream-metadata.js';

/** What an EventStoreDB amounts to. */
export interface ReadBack {
  /** H(n) = SHA-256(H(n-1) ‖ leaf(n)), H(0) = nothing. */
  readonly hash: Uint8Array;
  /** Of the last event; the genesis where there is none. */
  readonly native: NativePosition;
}

const TELL_EVERY = 1_000n;

/**
 * Reads all that EventStoreDB holds of the history, to its end and no further, and computes every leaf anew.
 * @param count how many events there should be
 * @throws LogCorrupt where there are fewer, or more; ForeignEvent for what this product did not write; StoreUnavailable
 */
export async function readBack(
  source: Pick<MirrorSource, 'prefix' | 'numbersOf' | 'read'>,
  genesis: NativePosition,
  count: Position,
  tell: (done: Position) => void,
): Promise<ReadBack> {
  let hash: Uint8Array = Buffer.alloc(0);
  let native = genesis;
  let position = 0n;
  let latest = '';
  const reading = await source.read(genesis);
  try {
    for await (const { content } of reading) {
      if (!(content instanceof NativeRecord) || content.stream.startsWith(METADATA) || content.commit <= genesis.commit) continue;
      const numbers = source.numbersOf(content.stream);
      if (numbers.isPassedOver(content.revision)) continue;
      const event = eventIn(source.prefix, content, numbers.ours(content.revision));
      position += 1n;
      if (event.recordedAt > latest) latest = event.recordedAt;
      hash = createHash('sha256')
        .update(hash)
        .update(leafOf({ ...event, position, recordedAt: latest }))
        .digest();
      native = content.position;
      if (position % TELL_EVERY === 0n || position === count) tell(position);
    }
  } finally {
    reading.cancel();
  }
  if (position === count) return { hash, native };
  throw new LogCorrupt(
    `EventStoreDB holds ${position} events of this history and es.events holds ${count}. Nothing was moved, and the history is where it was; "log verify --whole" says what is missing`,
  );
}

/** @throws ForeignEvent for what this product did not write */
function eventIn(prefix: string, record: NativeRecord, revision: bigint) {
  const { id, stream, type, contentType, created, metadata, data, position } = record;
  const event = {
    id,
    streamId: stream,
    revision,
    type,
    isJson: contentType === 'application/json',
    created: new Date(Number(BigInt(created) / 10_000n)),
    metadata: metadataIn(record, metadata) as Record<string, unknown>,
    data: jsonIn(record, data) as Record<string, unknown>,
    position,
  };
  const { native: _native, ...stored } = fromNative(prefix, { event } as Parameters<typeof fromNative>[1]);
  return stored;
}
