import type { Streams } from '@app/event-store';
import type { EnrolmentEvent } from '../domain/enrolment.events.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import type { Target } from '../domain/target.js';
import { enrolmentStream } from '../events.js';
import { loadCohort } from './known-cohort.js';

/** Where a deferral or transfer is to lead: the cohort, and the leader's enrolment there. */
export async function loadTarget(streams: Streams, enrolmentId: string, targetCohortId: string): Promise<Target> {
  const [cohort, leaderId] = await Promise.all([loadCohort(streams, targetCohortId), streams.load(enrolmentStream(enrolmentId), leaderIdOf)]);
  const there = leaderId && (await streams.load(enrolmentStream(enrolmentIdOf(targetCohortId, leaderId)), enrolment));
  return { cohort, enrolment: there || enrolment.initialState };
}

const leaderIdOf = { initialState: undefined as string | undefined, evolve: (_leaderId: string | undefined, { data }: EnrolmentEvent) => data.leaderId };
