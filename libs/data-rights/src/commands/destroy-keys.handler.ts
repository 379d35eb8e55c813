import type { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import type { Erasing } from '@app/privacy';
import type { IdentifyingValues } from '../carrying-out/identifying-values.js';
import { destroyed, type DestroyKeys } from '../domain/carry-out.js';
import { type Begun, erasure } from '../domain/erasure.js';
import { erasureStream } from '../events.js';

interface Given {
  readonly erasing: Erasing;
  readonly values: IdentifyingValues;
}

export async function destroyKeys(command: DestroyKeys, streams: Streams, given: Given): Promise<Receipt> {
  const stream = erasureStream(command.input.erasureId);
  const state = await streams.load(stream, erasure);
  const gone = state.status === 'begun' ? await destroy(state, given) : [];
  return streams.transact(command, stream, erasure, (asked, current) => destroyed(asked, current, gone));
}

async function destroy({ erasureId, leaderId, records, keys, entombedAt }: Begun, { erasing, values }: Given): Promise<readonly string[]> {
  const remaining = await erasing.remaining(keys.map(({ keyId }) => keyId));
  if (remaining.length > 0) {
    await values.remember(erasureId, keys);
    await erasing.destroy({ people: [leaderId, ...records] });
  } else {
    // Broken off after the keys were gone: what they were wrapped by may still be there.
    await erasing.finish();
  }
  return erasing.destroyedSince(entombedAt);
}
