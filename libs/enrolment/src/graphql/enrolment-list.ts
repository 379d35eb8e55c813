import { Connection, ConnectionArgs, type ConnectionOf, Id, paginateEach, type Seen } from '@app/graphql-kit';
import { subtree } from '@app/organisation/read';
import type { Moment } from '@app/read-model';
import { ArgsType, Field } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql, { type Sql } from 'sql-template-tag';
import type { StatusCode } from '../domain/statuses.js';
import { EnrolmentRow, EnrolmentStatusEnum } from '../read-model/enrolment.row.js';
import { seenEnrolment } from '../read.js';

export const EnrolmentConnection = Connection('Enrolment', () => EnrolmentRow);

/** What any list of enrolments can be narrowed by. */
@ArgsType()
export class EnrolmentsArgs extends ConnectionArgs {
  @Field(() => [EnrolmentStatusEnum], { nullable: true, description: 'Only those that stand at one of these.' })
  status?: StatusCode[] | null;

  @Id('Organisation', { nullable: true, description: 'Only those sponsored by this organisation or by one accountable to it, at any depth.' })
  within?: string;
}

@ArgsType()
export class AllEnrolmentsArgs extends EnrolmentsArgs {
  @Id('Leader', { nullable: true, description: 'Only this leader’s.' })
  leader?: string;

  @Id('Cohort', { nullable: true, description: 'Only those of this cohort.' })
  cohort?: string;

  @Id('Programme', { nullable: true, description: 'Only those of this programme’s cohorts.' })
  programme?: string;
}

/** The conditions that a list's arguments amount to. */
export function conditions(moment: Moment, { status, within, leader, cohort, programme }: Omit<AllEnrolmentsArgs, keyof ConnectionArgs>): Sql[] {
  return [
    ...(status ? [sql`enrolment.status = any(${status})`] : []),
    ...(within ? [sql`enrolment.organisation_id in (${subtree(moment, within)})`] : []),
    ...(leader ? [sql`enrolment.leader_id = ${leader}::uuid`] : []),
    ...(cohort ? [sql`enrolment.cohort_id = ${cohort}::uuid`] : []),
    ...(programme ? [sql`enrolment.programme_id = ${programme}::uuid`] : []),
  ];
}

/** Enrolments in a stable order. */
export const enrolmentList = (moment: Moment, where: readonly Sql[]) => ({
  name: 'enrolments',
  rows: EnrolmentRow,
  from: moment.from(EnrolmentRow),
  where,
  orderBy: [{ sql: sql`enrolment.id`, type: 'uuid' as const }],
  node: seenEnrolment<EnrolmentRow>,
});

/** The enrolments of one parent among many: all parents of a page with one query. */
export function enrolmentsOf(
  parent: Sql,
  { moment, key }: Seen<{ id: string }>,
  args: EnrolmentsArgs,
  info: GraphQLResolveInfo,
): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
  return paginateEach(moment, { sql: parent, type: 'uuid' }, enrolmentList(moment, conditions(moment, args)), args, info)(key);
}
