import {
  Arguments,
  type ConnectionOf,
  type Found,
  type Masked,
  MomentType,
  Needs,
  NodeSources,
  paginate,
  Personal,
  PersonalText,
  Refers,
  type Seen,
} from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { AssignmentRow, assignments, LeaderRow, leaders } from '@app/leader/read';
import { OrganisationRow, organisations } from '@app/organisation/read';
import { CohortRow, cohorts, ProgrammeRow, programmes } from '@app/programme/read';
import { Float, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { EnrolmentRow } from '../read-model/enrolment.row.js';
import { enrolments } from '../read.js';
import { AllEnrolmentsArgs, EnrolmentConnection, enrolmentList } from './enrolment-list.js';
import { remaining, RemainingMinutes } from './remaining.js';

@Resolver(() => MomentType)
export class EnrolmentsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(enrolments);
  }

  @ResolveField(() => EnrolmentConnection, { description: 'Enrolments by any of leader, cohort, programme, organisation, status and day.' })
  enrolments(
    @Parent() { moment }: MomentType,
    @Arguments() args: AllEnrolmentsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
    return paginate(moment, enrolmentList(moment, args), args, info);
  }
}

const MINUTES_PER_HOUR = 60;

@Resolver(() => EnrolmentRow)
export class EnrolmentResolver {
  constructor(private readonly personal: Personal) {}

  @Refers(leaders, 'leaderId')
  @ResolveField(() => LeaderRow, { nullable: true, description: 'Whose enrolment it is.' })
  leader({ moment, leaderId }: Seen<EnrolmentRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<LeaderRow> {
    return leaders.foundFor(info, moment, leaderId);
  }

  @Refers(cohorts, 'cohortId')
  @ResolveField(() => CohortRow, { description: 'The cohort.' })
  cohort({ moment, cohortId }: Seen<EnrolmentRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<CohortRow> {
    return cohorts.foundFor(info, moment, cohortId);
  }

  @Refers(programmes, 'programmeId')
  @ResolveField(() => ProgrammeRow, { description: 'The programme that the cohort is a run of.' })
  programme({ moment, programmeId }: Seen<EnrolmentRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<ProgrammeRow> {
    return programmes.foundFor(info, moment, programmeId);
  }

  @Refers(organisations, 'organisationId')
  @ResolveField(() => OrganisationRow, { nullable: true, description: 'The employer that sponsors it.' })
  organisation({ moment, organisationId }: Seen<EnrolmentRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<OrganisationRow> {
    return organisationId === null ? null : organisations.foundFor(info, moment, organisationId);
  }

  @Refers(assignments, 'assignmentId')
  @ResolveField(() => AssignmentRow, { nullable: true, description: 'The post that sponsors it.' })
  assignment({ moment, assignmentId }: Seen<EnrolmentRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<AssignmentRow> {
    return assignmentId === null ? null : assignments.foundFor(info, moment, assignmentId);
  }

  @Refers(enrolments, 'continuesId')
  @ResolveField(() => EnrolmentRow, { nullable: true, description: 'The enrolment that it carries on from, after a deferral or transfer.' })
  continues({ moment, continuesId }: Seen<EnrolmentRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<EnrolmentRow> {
    return continuesId === null ? null : enrolments.foundFor(info, moment, continuesId);
  }

  @Refers(enrolments, 'continuedById')
  @ResolveField(() => EnrolmentRow, { nullable: true, description: 'The enrolment that carries on from it, after a deferral or transfer.' })
  continuedBy({ moment, continuedById }: Seen<EnrolmentRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<EnrolmentRow> {
    return continuedById === null ? null : enrolments.foundFor(info, moment, continuedById);
  }

  @Needs('reason')
  @ResolveField(() => PersonalText, { nullable: true, description: 'Why it stands where it stands, where a reason was given.' })
  reason({ moment, reason }: Seen<EnrolmentRow>): ReturnType<Personal['openNow']> {
    // Sealed when it was stored: a row never holds a value that is yet to be sealed.
    return this.personal.openNow(moment, reason as SealedValue<string> | null);
  }

  @Needs('attendanceMinutes', 'reflectionMinutes')
  @ResolveField(() => Float, {
    nullable: true,
    description:
      'Hours of continuing professional development: attendance, pre-work and reflection, to two decimals; the minutes are exact. Null for a selection panel.',
  })
  cpdHours({ attendanceMinutes, reflectionMinutes }: Masked<Seen<EnrolmentRow>, 'attendanceMinutes' | 'reflectionMinutes'>): number | null {
    return attendanceMinutes === null || reflectionMinutes === null
      ? null
      : Math.round(((attendanceMinutes + reflectionMinutes) / MINUTES_PER_HOUR) * 100) / 100;
  }

  @Needs('cohortId', 'status', 'attendanceMinutes', 'reflectionMinutes')
  @ResolveField(() => RemainingMinutes, {
    nullable: true,
    description: 'What completion still asks for, while the leader takes part; null otherwise, where the cohort has no rule, and for a selection panel.',
  })
  async remaining(enrolment: Seen<EnrolmentRow>): Promise<RemainingMinutes | null> {
    return remaining(enrolment, await cohorts.find(enrolment.moment, enrolment.cohortId));
  }
}
