import type { OtherStreams } from '@app/event-store';
import type { Enrolment } from '../domain/enrolment.js';
import { refuse } from '../domain/refusals.js';
import { isAt } from '../domain/stage.js';
import { LIVE } from '../domain/statuses.js';
import { loadElsewhere, loadOtherRecords } from './known-leader.js';

/**
 * Lets no enrolment go on again beside another that the same person has in the cohort, by a record that was merged with theirs.
 * @throws Refused ENROLLED_BY_ANOTHER_RECORD
 */
export async function oneOfAPerson(streams: OtherStreams, state: Enrolment): Promise<void> {
  if (!isAt(state, LIVE)) return;
  const { leaderId, cohortId } = state.ref;
  const elsewhere = await loadElsewhere(streams, await loadOtherRecords(streams, leaderId), cohortId);
  for (const other of elsewhere) {
    if (isAt(other, [...LIVE, 'completed', 'awarded'])) throw refuse('ENROLLED_BY_ANOTHER_RECORD', { status: other.status });
  }
}
