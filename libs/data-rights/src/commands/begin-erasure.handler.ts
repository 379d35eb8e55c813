import type { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import type { Erasing } from '@app/privacy';
import { begin, type BeginErasure } from '../domain/carry-out.js';
import { erasure } from '../domain/erasure.js';
import { hold } from '../domain/hold.js';
import { refuse } from '../domain/refusals.js';
import type { KnownLeader } from '../domain/request-erasure.js';
import { erasureStream, holdStream } from '../events.js';

export async function beginErasure(command: BeginErasure, streams: Streams, { erasing }: { readonly erasing: Erasing }): Promise<Receipt> {
  const stream = erasureStream(command.input.erasureId);
  const state = await streams.load(stream, erasure);
  const found = state.status === 'approved' ? await entomb(state.leaderId, streams, erasing) : { keys: [], since: command.meta.now, records: [] };
  return streams.transact(command, stream, erasure, (asked, current) => begin(asked, current, found));
}

/** The person, under every record of theirs. */
async function entomb(leaderId: string, streams: Streams, erasing: Erasing) {
  await checkHolds(leaderId, streams);
  // First their own: from then on nothing is merged into it, since that seals a reason.
  const own = await erasing.entomb(leaderId);
  const { merged: records = [] }: KnownLeader = await streams.load(leaderStream(leaderId), knownLeader);
  const keys = [...own.keys];
  for (const record of records) keys.push(...(await erasing.entomb(record)).keys);
  return { keys, since: own.since, records };
}

/** An older release let a hold be placed after the approval, and a record that is merged brings its own. Until it is lifted nothing is destroyed. */
async function checkHolds(leaderId: string, streams: Streams): Promise<void> {
  const { merged: records = [] }: KnownLeader = await streams.load(leaderStream(leaderId), knownLeader);
  for (const record of [leaderId, ...records]) {
    const held = await streams.load(holdStream(record), hold);
    if (held.status === 'held') throw refuse('ERASURE_HELD', { reason: held.reason });
  }
}
