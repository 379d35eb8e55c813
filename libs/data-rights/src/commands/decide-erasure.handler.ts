import type { Streams } from '@app/event-store';
import type { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import type { Responsibilities } from '../carrying-out/responsibilities.js';
import { decide, type DecideErasure } from '../domain/decide-erasure.js';
import { erasure } from '../domain/erasure.js';
import { hold } from '../domain/hold.js';
import type { KnownLeader } from '../domain/request-erasure.js';
import { erasureStream, holdStream } from '../events.js';

interface Given {
  readonly responsibilities: Responsibilities;
  readonly persons: Persons;
}

export async function decideErasure(command: DecideErasure, streams: Streams, { responsibilities, persons }: Given): Promise<Receipt> {
  const stream = erasureStream(command.input.erasureId);
  const asked = await streams.load(stream, erasure);
  const records = asked.status === 'requested' ? await recordsOf(asked.leaderId, streams) : [];
  const held = command.input.approved ? await Promise.all(records.map((id) => responsibilities.of(id, command.meta.today))) : [];
  const holds = await Promise.all(records.map((id) => streams.load(holdStream(id), hold)));
  const known = {
    self: await persons.of(command.meta.actor),
    held: held.flat(),
    hold: holds.find(({ status }) => status === 'held') ?? hold.initialState,
  };
  return streams.transact(command, stream, erasure, (decision, state) => decide(decision, state, known));
}

/** Every record of the person: theirs, and those that were merged into it. */
async function recordsOf(leaderId: string, streams: Streams): Promise<readonly string[]> {
  const { merged: records = [] }: KnownLeader = await streams.load(leaderStream(leaderId), knownLeader);
  return [leaderId, ...records];
}
