import { Arguments, type At, Connection, ConnectionArgs, type ConnectionOf, type Masked, Needs, paginateEach, type Seen, Whole } from '@app/graphql-kit';
import { LeaderRow } from '@app/leader/read';
import { OrganisationRow } from '@app/organisation/read';
import { CohortRow, SessionRow } from '@app/programme/read';
import { Args, ArgsType, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import { AttendanceRow, EnrolmentRow } from '../read-model/enrolment.row.js';
import { enrolments } from '../read.js';
import { EnrolmentConnection, EnrolmentsArgs, enrolmentsOf } from './enrolment-list.js';

const MOST_WAITING = 100;

@ArgsType()
class WaitingListArgs {
  @Whole(1, MOST_WAITING, { defaultValue: MOST_WAITING, description: 'So many from the head of the list: 1 to 100.' })
  first: number;
}

export const AttendanceConnection = Connection('Attendance', () => AttendanceRow);

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
  @ResolveField(() => [EnrolmentRow], {
    description: 'The waiting list, in the order in which places will be given, as far as its enrolments may be seen. `waitingCount` has its length.',
  })
  async waitingList(@Parent() { moment, waiting }: Masked<Seen<CohortRow>, 'waiting'>, @Arguments() { first }: WaitingListArgs): Promise<Seen<EnrolmentRow>[]> {
    const found = await Promise.all((waiting ?? []).slice(0, first).map(({ enrolmentId }) => enrolments.find(moment, enrolmentId)));
    return found.filter((enrolment) => enrolment !== null);
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
  register(@Parent() { moment, key }: Seen<SessionRow>, @Args() args: ConnectionArgs): Promise<ConnectionOf<At<AttendanceRow>>> {
    return paginateEach<AttendanceRow>(
      moment,
      { sql: sql`attendance.session_id`, type: 'uuid' },
      {
        name: 'session.register',
        rows: AttendanceRow,
        from: moment.from(AttendanceRow),
        orderBy: [{ sql: sql`attendance.enrolment_id`, type: 'uuid' }],
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
