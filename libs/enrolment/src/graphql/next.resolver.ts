import { Arguments, type At, type GraphqlContext, type Seen, uuidOf, ViewerType, Whole } from '@app/graphql-kit';
import { AssignmentRow, LeaderRow, recordsOf } from '@app/leader/read';
import { CohortRow, seenCohort } from '@app/programme/read';
import { ArgsType, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { join } from 'sql-template-tag';
import { MAY_REAPPLY, STATUSES } from '../domain/statuses.js';
import { EnrolmentRow } from '../read-model/enrolment.row.js';

/** Where an enrolment may stand for the same cohort to be applied for again. */
const again = join(MAY_REAPPLY.map((status) => STATUSES[status].code));

@ArgsType()
class NextArgs {
  @Whole(1, 20, { defaultValue: 10, description: 'So many at most: 1 to 20.' })
  first: number;
}

@Resolver(() => ViewerType)
export class NextResolver {
  @ResolveField(() => [CohortRow], {
    description:
      'The cohorts that whoever asks could apply for today, by `applyForCohort`: not cancelled, not over, and not theirs already. Those that are yet to begin come first, the soonest first. Empty for who holds no post, or takes no part. Of whom they act for, where they act for somebody else.',
  })
  async next(@Parent() { id, onBehalfOf }: ViewerType, @Arguments() { first }: NextArgs, @Context() { reads }: GraphqlContext): Promise<Seen<CohortRow>[]> {
    const person = uuidOf('Leader', onBehalfOf ?? id);
    if (person === undefined) return [];
    const moment = await reads.at({});
    const today = sql`${moment.asOf}::date`;
    const rows = await moment.query<At<CohortRow>>(
      sql`
      select ${moment.select(CohortRow)} from ${moment.from(CohortRow)}
      where not cohort.cancelled and cohort.ends_on >= ${today}
        and exists (
          select from ${moment.from(LeaderRow)}
          where leader.id = ${person}::uuid and leader.merged_into_id is null and leader.participation <> 'WITHDRAWN')
        and exists (
          select from ${moment.from(AssignmentRow)}
          where assignment.leader_id = ${person}::uuid and not assignment.ended and coalesce(assignment.ends_on >= ${today}, true))
        and not exists (
          select from ${moment.last(EnrolmentRow)}
          where enrolment.cohort_id = cohort.id and enrolment.leader_id in (${recordsOf(moment.snapshot.present, person)}) and enrolment.status not in (${again}))
      order by cohort.starts_on < ${today}, cohort.starts_on, cohort.id limit ${first}`,
      { moment },
    );
    return rows.map(seenCohort<CohortRow>);
  }
}
