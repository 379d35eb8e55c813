import type { Streams } from '@app/event-store';
import type { EndDuplicate } from '../domain/end-duplicate.js';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import { enrolmentStream } from '../events.js';
import { loadOtherRecords } from './known-leader.js';

/** The enrolments of the same person in the same cohort that a command names. */
export async function loadDuplicates({ input: { leaderId, cohortId, before, after } }: EndDuplicate, streams: Streams) {
  // A merge may have been undone since: what is another person's is no duplicate.
  const records = await loadOtherRecords(streams, leaderId);
  const theirs = records.map((id) => enrolmentIdOf(cohortId, id));
  const load = (ids: readonly string[]) => Promise.all(ids.filter((id) => theirs.includes(id)).map((id) => streams.load(enrolmentStream(id), enrolment)));
  return { before: await load(before), after: await load(after) };
}
