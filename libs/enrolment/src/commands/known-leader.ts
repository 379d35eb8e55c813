import type { OtherStreams } from '@app/event-store';
import { knownLeader, leaderStream } from '@app/leader/events';
import { enrolment, type Enrolment } from '../domain/enrolment.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import { enrolmentStream } from '../events.js';

/** The other records of the same person, which were merged with this one or this one with them. */
export async function loadOtherRecords(streams: OtherStreams, leaderId: string): Promise<readonly string[]> {
  const own = await streams.load(leaderStream(leaderId), knownLeader);
  if (own.status !== 'merged') return own.status === 'registered' ? own.merged : [];
  const survivor = await streams.load(leaderStream(own.survivorId), knownLeader);
  const siblings = survivor.status === 'registered' ? survivor.merged : [];
  return [own.survivorId, ...siblings.filter((id) => id !== leaderId)];
}

/** The enrolments that some records have in a cohort. */
export function loadElsewhere(streams: OtherStreams, leaderIds: readonly string[], cohortId: string): Promise<Enrolment[]> {
  return Promise.all(leaderIds.map((id) => streams.load(enrolmentStream(enrolmentIdOf(cohortId, id)), enrolment)));
}
