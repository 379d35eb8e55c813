import type { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import type { Erasing } from '@app/privacy';
import { fieldsUnder } from '../carrying-out/inventory.js';
import { type ApplyRetention, applyRetention as apply, type Destroyed, type Ordered, retention } from '../domain/apply-retention.js';
import { retentionStream } from '../events.js';
import type { LogSearch } from '../log/log-search.js';
import { loadHeld } from './load-held.js';

const NOTHING: Destroyed = { keys: 0, keyEncryptionKeys: [], unreadable: [], held: [] };

interface Given {
  readonly erasing: Erasing;
  readonly search: LogSearch;
}

export async function applyRetention(command: ApplyRetention, streams: Streams, given: Given): Promise<Receipt> {
  const stream = retentionStream(command.input.runId);
  const state = await streams.load(stream, retention);
  const done = state.status === 'ordered' ? await destroy(state, streams, given) : NOTHING;
  return streams.transact(command, stream, retention, (asked, current) => apply(asked, current, done));
}

/** Broken off anywhere, it is done again: what is gone stays gone, and what wrapped it is destroyed then. */
async function destroy({ expired, orderedAt }: Ordered, streams: Streams, { erasing, search }: Given): Promise<Destroyed> {
  const remaining = new Set(await erasing.remaining(expired.flatMap(({ keys: own }) => own.map(({ keyId }) => keyId))));
  // Since it was ordered, somebody may have been put under a hold: once that is lifted, the next run finds them.
  const held = await loadHeld(
    streams,
    expired.filter(({ keys: own }) => own.some(({ keyId }) => remaining.has(keyId))),
  );
  const keys = expired
    .filter(({ leaderId }) => !held.includes(leaderId))
    .flatMap(({ leaderId, keys: own }) => own.map(({ keyId, purpose }) => ({ keyId, purpose, subject: leaderId })));
  const left = keys.filter(({ keyId }) => remaining.has(keyId));
  if (left.length > 0) await erasing.destroy({ keys: left });
  else await erasing.finish();
  return {
    held,
    keys: keys.length,
    keyEncryptionKeys: await erasing.destroyedSince(orderedAt),
    unreadable: await fieldsUnder(search, keys, await search.head()),
  };
}
