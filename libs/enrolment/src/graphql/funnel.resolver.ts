import { Arguments, type GraphqlContext, Id, loader, MomentType, type Seen } from '@app/graphql-kit';
import type { Moment } from '@app/read-model';
import { mergedRecords } from '@app/leader/read';
import { CohortRow, cohorts } from '@app/programme/read';
import { ArgsType, Context, Field, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { join, type Sql } from 'sql-template-tag';
import { refuse } from '../domain/refusals.js';
import { EnrolmentRow } from '../read-model/enrolment.row.js';
import { conditions } from './enrolment-list.js';

@ObjectType('Funnel', {
  description:
    'How many came how far, from application to completion, exactly: for those who lead the programme. People and applications are counted apart: one person may apply more than once. Whose records were merged is one person.',
})
class Funnel {
  @Field(() => Int, { description: 'Applications and nominations.' })
  applications: number;

  @Field(() => Int, { description: 'People who applied or were nominated.' })
  applicants: number;

  @Field(() => Int, { description: 'People who were offered a place, whatever came of it.' })
  offered: number;

  @Field(() => Int, { description: 'People who enrolled, whatever came of it.' })
  enrolled: number;

  @Field(() => Int, { description: 'People who completed.' })
  completed: number;

  @Field(() => Int, { description: 'People who withdrew or did not complete. A cancelled cohort is nobody’s drop-out.' })
  droppedOut: number;
}

@ArgsType()
class FunnelArgs {
  @Id('Programme', { nullable: true, description: 'Only this programme.' })
  programme?: string;

  @Id('Cohort', { nullable: true, description: 'Only this cohort.' })
  cohort?: string;

  @Id('Organisation', { nullable: true, description: 'Only what this organisation, or one accountable to it, sponsors.' })
  within?: string;
}

const counts = sql`
  coalesce(sum(way.applications), 0)::int as applications,
  count(distinct way.person_id) filter (where way.applications > 0)::int as applicants,
  count(distinct way.person_id) filter (where way.offered)::int as offered,
  count(distinct way.person_id) filter (where way.enrolled)::int as enrolled,
  count(distinct way.person_id) filter (where way.completed)::int as completed,
  count(distinct way.person_id) filter (where way.dropped_out)::int as dropped_out`;

const none: Funnel = { applications: 0, applicants: 0, offered: 0, enrolled: 0, completed: 0, droppedOut: 0 };

/** Everybody's way through each cohort, whichever of their records it is on. Who goes on by one of them has not dropped out by another. */
function from(moment: Moment, where: readonly Sql[]): Sql {
  return sql`from (
    select coalesce(merged_record.person_id, enrolment.leader_id) as person_id, enrolment.cohort_id,
      sum(enrolment.applications) as applications, bool_or(enrolment.ever_offered) as offered, bool_or(enrolment.ever_enrolled) as enrolled,
      bool_or(enrolment.completed_on is not null) as completed,
      bool_and(enrolment.status in ('WITHDRAWN', 'NOT_COMPLETED')) filter (where enrolment.ever_enrolled) as dropped_out
    from ${moment.from(EnrolmentRow)} left join ${mergedRecords(moment)} on merged_record.record_id = enrolment.leader_id
    where ${join([...where], ' and ')}
    group by 1, 2
  ) as way`;
}

/** The programmes whose funnels somebody may see exactly: those that they lead. For anybody else there are published figures. */
async function programmesLed({ reads }: GraphqlContext): Promise<readonly string[]> {
  const { grants } = await reads.viewer();
  return [...new Set(grants.filter(({ role, reach }) => role === 'programme-lead' && reach === 'programme').flatMap(({ ids }) => ids.programmes ?? []))];
}

const among = (programmes: readonly string[]): Sql => sql`enrolment.programme_id = any(${[...programmes]}::uuid[])`;

@Resolver(() => MomentType)
export class FunnelResolver {
  @ResolveField(() => Funnel, {
    nullable: true,
    description:
      'The funnel from application to completion of the programmes that you lead, for all that the arguments leave; null, and refused, of others: their figures are under `figures`.',
  })
  async funnel(@Parent() { moment }: MomentType, @Arguments() args: FunnelArgs, @Context() context: GraphqlContext): Promise<Funnel | null> {
    const led = await programmesLed(context);
    const cohort = args.cohort === undefined ? null : await cohorts.find(moment, args.cohort);
    const named = [args.programme, cohort?.programmeId].filter((programme) => programme !== undefined);
    if (led.length === 0 || named.some((programme) => !led.includes(programme))) throw refuse('FUNNEL_OF_OTHERS');
    const [funnel] = await moment.query<Funnel>(sql`select ${counts} ${from(moment, [among(led), ...conditions(moment, args)])}`);
    return funnel ?? none;
  }
}

@Resolver(() => CohortRow)
export class CohortFunnelResolver {
  @ResolveField(() => Funnel, { nullable: true, description: 'The funnel of this cohort; null unless you lead its programme.' })
  async funnel(@Parent() { moment, key, programmeId }: Seen<CohortRow>, @Context() context: GraphqlContext): Promise<Funnel | null> {
    const led = await programmesLed(context);
    if (!led.includes(programmeId)) return null;
    return loader<string, Funnel>(moment, 'cohort.funnel', async (keys) => {
      const rows = await moment.query<Funnel & { cohortId: string }>(
        sql`select way.cohort_id, ${counts} ${from(moment, [among(led), sql`enrolment.cohort_id = any(${[...keys]}::uuid[])`])} group by way.cohort_id`,
      );
      const byCohort = new Map(rows.map((row) => [row.cohortId, row]));
      return keys.map((cohortId) => byCohort.get(cohortId) ?? none);
    }).load(key);
  }
}
