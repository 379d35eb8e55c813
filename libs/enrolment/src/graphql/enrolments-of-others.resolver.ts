import { Arguments, type ConnectionOf, grouped, loader, type Seen } from '@app/graphql-kit';
import { LeaderRow } from '@app/leader/read';
import { OrganisationRow } from '@app/organisation/read';
import { CohortRow, SessionRow } from '@app/programme/read';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { AttendanceRow, EnrolmentRow } from '../read-model/enrolment.row.js';
import { enrolments } from '../read.js';
import { EnrolmentConnection, EnrolmentsArgs, enrolmentsOf } from './enrolment-list.js';

/** Nobody has a waiting list longer than this; a longer one is shown up to here. */
const MOST_WAITING = 500;

@Resolver(() => CohortRow)
export class CohortEnrolmentsResolver {
  @ResolveField(() => EnrolmentConnection, { description: 'Enrolments in this cohort.' })
  enrolments(@Parent() cohort: Seen<CohortRow>, @Arguments() args: EnrolmentsArgs): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
    return enrolmentsOf(sql`enrolment.cohort_id`, cohort, args);
  }

  @ResolveField(() => [EnrolmentRow], { description: 'The waiting list, in the order in which places will be given; at most 500.' })
  async waitingList({ moment, waiting }: Seen<CohortRow>): Promise<Seen<EnrolmentRow>[]> {
    const found = await Promise.all(waiting.slice(0, MOST_WAITING).map(({ enrolmentId }) => enrolments.find(moment, enrolmentId)));
    return found.filter((enrolment) => enrolment !== null);
  }
}

@Resolver(() => LeaderRow)
export class LeaderEnrolmentsResolver {
  @ResolveField(() => EnrolmentConnection, { description: 'Their enrolments, in every cohort.' })
  enrolments(@Parent() leader: Seen<LeaderRow>, @Arguments() args: EnrolmentsArgs): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
    return enrolmentsOf(sql`enrolment.leader_id`, leader, args);
  }
}

@Resolver(() => OrganisationRow)
export class OrganisationEnrolmentsResolver {
  @ResolveField(() => EnrolmentConnection, {
    description: 'Enrolments that it sponsors itself. `Moment.enrolments(within:)` has those of the whole tree below it.',
  })
  enrolments(@Parent() organisation: Seen<OrganisationRow>, @Arguments() args: EnrolmentsArgs): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
    return enrolmentsOf(sql`enrolment.organisation_id`, organisation, args);
  }
}

/** More than a cohort can hold. */
const LARGEST_REGISTER = 500;

@Resolver(() => SessionRow)
export class SessionRegisterResolver {
  @ResolveField(() => [AttendanceRow], { description: 'The attendance register, as it was last recorded.' })
  register({ moment, key }: Seen<SessionRow>): Promise<AttendanceRow[]> {
    return loader<string, AttendanceRow[]>(moment, 'session.register', async (keys) => {
      const rows = await moment.query<AttendanceRow>(sql`
        select register.* from unnest(${[...keys]}::uuid[]) as asked (id) cross join lateral (
          select attendance.* from ${moment.from(AttendanceRow)} where attendance.session_id = asked.id order by attendance.id limit ${LARGEST_REGISTER}
        ) as register`);
      return grouped(
        keys,
        rows.map((row) => Object.assign(row, { moment })),
        (row) => row.sessionId,
      );
    }).load(key);
  }
}

@Resolver(() => AttendanceRow)
export class AttendanceResolver {
  @ResolveField(() => EnrolmentRow, { nullable: true, description: 'Whose attendance.' })
  enrolment({ moment, enrolmentId }: Seen<AttendanceRow>): Promise<Seen<EnrolmentRow> | null> {
    return enrolments.find(moment, enrolmentId);
  }
}
