import {
  Arguments,
  type At,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  either,
  type Filters,
  type Masked,
  narrowed,
  Needs,
  type Order,
  OrderBy,
  orders,
  paginateEach,
  type Seen,
} from '@app/graphql-kit';
import { LeaderRow } from '@app/leader/read';
import { OrganisationRow } from '@app/organisation/read';
import { CohortRow, SessionRow } from '@app/programme/read';
import { ArgsType, Field, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import { AttendanceRow, EnrolmentRow } from '../read-model/enrolment.row.js';
import { enrolments, seenEnrolment } from '../read.js';
import { EnrolmentConnection, EnrolmentsArgs, enrolmentsOf } from './enrolment-list.js';

@ArgsType()
class WaitingListArgs extends ConnectionArgs {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those who are ahead of all without priority, as people of a cancelled cohort are; or only those without.',
  })
  priority?: boolean | null;
}

const waitingFilters: Filters<WaitingListArgs> = { priority: either(sql`(waiting.place ->> 'priority')::boolean`) };

export const AttendanceConnection = Connection('Attendance', () => AttendanceRow);

const registerOrders = orders('Attendance', sql`attendance.enrolment_id`, {
  MINUTES: {
    description: 'How long they attended.',
    en: 'Minutes attended',
    cy: 'Munudau a fynychwyd',
    column: () => ({ sql: sql`attendance.minutes`, type: 'integer' }),
  },
});

@ArgsType()
class RegisterArgs extends ConnectionArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those who attended, or only those who were absent.' })
  attended?: boolean | null;

  @OrderBy(registerOrders, 'an order without a meaning, which stays the same,')
  orderBy?: Order<'MINUTES'>;
}

const registerFilters: Filters<RegisterArgs> = { attended: either(sql`attendance.minutes > 0`) };

@Resolver(() => CohortRow)
export class CohortEnrolmentsResolver {
  @Needs()
  @ResolveField(() => EnrolmentConnection, { description: 'Enrolments in this cohort.' })
  enrolments(
    @Parent() cohort: Seen<CohortRow>,
    @Arguments() args: EnrolmentsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
    return enrolmentsOf(sql`enrolment.cohort_id`, cohort, args, info);
  }

  @Needs('waiting')
  @ResolveField(() => EnrolmentConnection, {
    description:
      'The waiting list, in the order in which places will be given, as far as its enrolments may be seen. `waitingCount` has its length; it is withheld with it.',
  })
  waitingList(
    @Parent() { moment, key, waiting }: Masked<Seen<CohortRow>, 'waiting'>,
    @Arguments() args: WaitingListArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
    const list = {
      name: 'cohort.waitingList',
      rows: EnrolmentRow,
      from: sql`${moment.from(CohortRow)} cross join lateral jsonb_array_elements(cohort.waiting) with ordinality as waiting (place, ordinal)
        join ${moment.from(EnrolmentRow)} on enrolment.id = (waiting.place ->> 'enrolmentId')::uuid and enrolment.cohort_id = cohort.id`,
      where: narrowed(waitingFilters, args, moment),
      // As a text, which no cursor holds: whoever a page ended with may have moved up meanwhile, and it goes on behind where they stand now.
      orderBy: [
        { sql: sql`lpad(waiting.ordinal::text, 9, '0') collate "C"`, type: 'text' },
        { sql: sql`enrolment.id`, type: 'uuid' },
      ] as const,
      node: seenEnrolment<EnrolmentRow>,
      withheld: waiting === null,
    };
    return paginateEach(moment, { sql: sql`cohort.id`, type: 'uuid' }, list, args, info)(key);
  }
}

@Resolver(() => LeaderRow)
export class LeaderEnrolmentsResolver {
  @Needs()
  @ResolveField(() => EnrolmentConnection, { description: 'Their enrolments, in every cohort.' })
  enrolments(
    @Parent() leader: Seen<LeaderRow>,
    @Arguments() args: EnrolmentsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
    return enrolmentsOf(sql`enrolment.leader_id`, leader, args, info);
  }
}

@Resolver(() => OrganisationRow)
export class OrganisationEnrolmentsResolver {
  @Needs()
  @ResolveField(() => EnrolmentConnection, {
    description: 'Enrolments that it sponsors itself. `Moment.enrolments(within:)` has those of the whole tree below it.',
  })
  enrolments(
    @Parent() organisation: Seen<OrganisationRow>,
    @Arguments() args: EnrolmentsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
    return enrolmentsOf(sql`enrolment.organisation_id`, organisation, args, info);
  }
}

@Resolver(() => SessionRow)
export class SessionRegisterResolver {
  @ResolveField(() => AttendanceConnection, { description: 'The attendance register, as it was last recorded.' })
  register(@Parent() { moment, key }: Seen<SessionRow>, @Arguments() args: RegisterArgs): Promise<ConnectionOf<At<AttendanceRow>>> {
    return paginateEach<AttendanceRow>(
      moment,
      { sql: sql`attendance.session_id`, type: 'uuid' },
      {
        name: 'session.register',
        rows: AttendanceRow,
        from: moment.from(AttendanceRow),
        where: narrowed(registerFilters, args, moment),
        orderBy: registerOrders.columns(args.orderBy, [{ sql: sql`attendance.enrolment_id`, type: 'uuid' }]),
      },
      args,
    )(key);
  }
}

@Resolver(() => AttendanceRow)
export class AttendanceResolver {
  @ResolveField(() => EnrolmentRow, { nullable: true, description: 'Whose attendance.' })
  enrolment({ moment, enrolmentId }: Seen<AttendanceRow>): Promise<Seen<EnrolmentRow> | null> {
    return enrolments.find(moment, enrolmentId);
  }
}
