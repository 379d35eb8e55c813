import type { ReadModel, Restriction } from '@app/read-model';
import { CohortRow } from '@app/programme/read';
import { EnrolmentRow } from '@app/enrolment/read';
import { LeaderRow } from '@app/leader/read';
import sql from 'sql-template-tag';

const COHORTS = 10;
const ENROLMENTS = 24;

interface Page {
  readonly cohorts: number;
  readonly enrolments: number;
  readonly leaders: number;
}

/**
 * One page in one snapshot, by the statements that the API sends for it: a programme's cohorts, the enrolments of each, the people.
 * @param restriction what its reader may see; the same SQL without it where absent, to be measured against
 */
export async function readPage(readModel: ReadModel, programmeId: string, restriction?: Restriction): Promise<Page> {
  const snapshot = await readModel.snapshot();
  try {
    if (restriction) snapshot.restrict(restriction);
    const { present } = snapshot;
    const cohorts = await present.query<{ id: string }>(sql`
      select cohort.* from ${present.from(CohortRow)} where cohort.programme_id = ${programmeId}::uuid
      order by cohort.starts_on desc, cohort.id desc limit ${COHORTS}`);
    const enrolments = await present.query<{ leaderId: string }>(sql`
      select page.* from unnest(${cohorts.map(({ id }) => id)}::uuid[]) as parent (key) cross join lateral (
        select enrolment.* from ${present.from(EnrolmentRow)} where enrolment.cohort_id = parent.key order by enrolment.id limit ${ENROLMENTS}
      ) as page`);
    const ids = [...new Set(enrolments.map(({ leaderId }) => leaderId))];
    const leaders = await present.query(sql`select * from ${present.from(LeaderRow)} where id = any(${ids}::uuid[])`);
    return { cohorts: cohorts.length, enrolments: enrolments.length, leaders: leaders.length };
  } finally {
    await snapshot.release();
  }
}
