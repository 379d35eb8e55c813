import type { Streams } from '@app/event-store';
import type { EnrolmentEvent } from '../domain/enrolment.events.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import type { Target } from '../domain/target.js';
import { enrolmentStream } from '../events.js';
import { loadCohort } from './known-cohort.js';
import { loadElsewhere, loadOtherRecords } from './known-leader.js';

/** Where a deferral or transfer is to lead: the cohort, and the leader's enrolment there. */
export async function loadTarget(streams: Streams, enrolmentId: string, targetCohortId: string): Promise<Target> {
  const [cohort, leaderId] = await Promise.all([loadCohort(streams, targetCohortId), streams.load(enrolmentStream(enrolmentId), leaderIdOf)]);
  if (leaderId === undefined) return { cohort, enrolment: enrolment.initialState };
  const [there, others] = await Promise.all([
    streams.load(enrolmentStream(enrolmentIdOf(targetCohortId, leaderId)), enrolment),
    loadOtherRecords(streams, leaderId),
  ]);
  return { cohort, enrolment: there, elsewhere: await loadElsewhere(streams, others, targetCohortId) };
}

const leaderIdOf = { initialState: undefined as string | undefined, evolve: (_leaderId: string | undefined, { data }: EnrolmentEvent) => data.leaderId };
