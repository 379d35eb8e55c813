import {
  among,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  DayRange,
  either,
  type Filters,
  Id,
  is,
  narrowed,
  Nested,
  onDays,
  type Order,
  OrderBy,
  orders,
  paginateEach,
  type Seen,
} from '@app/graphql-kit';
import { subtree } from '@app/organisation/read';
import type { Moment } from '@app/read-model';
import { ArgsType, Field } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql, { type Sql } from 'sql-template-tag';
import type { StatusCode } from '../domain/statuses.js';
import { EnrolmentRow, EnrolmentStatusEnum } from '../read-model/enrolment.row.js';
import { seenEnrolment } from '../read.js';

export const EnrolmentConnection = Connection('Enrolment', () => EnrolmentRow);

const enrolmentOrders = orders('Enrolment', sql`enrolment.id`, {
  STATUS_SINCE: {
    description: 'The day from which it has stood where it stands.',
    en: 'Since when',
    cy: 'Ers pryd',
    column: () => ({ sql: sql`enrolment.status_since`, type: 'date' }),
  },
});

/** What any list of enrolments can be narrowed by. */
@ArgsType()
export class EnrolmentsArgs extends ConnectionArgs {
  @Field(() => [EnrolmentStatusEnum], { nullable: true, description: 'Only those that stand at one of these.' })
  status?: StatusCode[] | null;

  @Id('Organisation', { nullable: true, description: 'Only those sponsored by this organisation or by one accountable to it, at any depth.' })
  within?: string;

  @Nested(() => DayRange, { nullable: true, description: 'Only those that have stood where they stand since one of these days.' })
  statusSince?: DayRange;

  @Nested(() => DayRange, { nullable: true, description: 'Only those whose offer is, or was, to be answered by one of these days.' })
  respondBy?: DayRange;

  @Nested(() => DayRange, { nullable: true, description: 'Only those that were completed on these days, as far as that may be seen.' })
  completedOn?: DayRange;

  @Field(() => Boolean, { nullable: true, description: 'Only those that an employer or sponsor has endorsed, or only those that none has.' })
  endorsed?: boolean | null;

  @OrderBy(enrolmentOrders, 'an order without a meaning, which stays the same,')
  orderBy?: Order<'STATUS_SINCE'>;
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

const filters: Filters<AllEnrolmentsArgs> = {
  status: among(sql`enrolment.status`),
  within: (id, moment) => sql`enrolment.organisation_id in (${subtree(moment, id)})`,
  statusSince: onDays(sql`enrolment.status_since`),
  respondBy: onDays(sql`enrolment.respond_by`),
  completedOn: onDays(sql`enrolment.completed_on`),
  endorsed: either(sql`enrolment.endorsed`),
  leader: is(sql`enrolment.leader_id`, 'uuid'),
  cohort: is(sql`enrolment.cohort_id`, 'uuid'),
  programme: is(sql`enrolment.programme_id`, 'uuid'),
};

/** The conditions that a list's arguments amount to. */
export const conditions = (moment: Moment, args: Partial<AllEnrolmentsArgs>): Sql[] => narrowed(filters, args, moment);

/** Enrolments as they are asked for; in a stable order where nothing is said. */
export const enrolmentList = (moment: Moment, args: AllEnrolmentsArgs) => ({
  name: 'enrolments',
  rows: EnrolmentRow,
  from: moment.from(EnrolmentRow),
  where: conditions(moment, args),
  orderBy: enrolmentOrders.columns(args.orderBy, [{ sql: sql`enrolment.id`, type: 'uuid' }]),
  node: seenEnrolment<EnrolmentRow>,
});

/** The enrolments of one parent among many: all parents of a page with one query. */
export function enrolmentsOf(
  parent: Sql,
  { moment, key }: Seen<{ id: string }>,
  args: EnrolmentsArgs,
  info: GraphQLResolveInfo,
): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
  return paginateEach(moment, { sql: parent, type: 'uuid' }, enrolmentList(moment, args), args, info)(key);
}
