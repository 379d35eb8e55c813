import { Arguments, type ConnectionOf, type Masked, MomentType, NodeSources, paginate, Personal, PersonalText, type Seen } from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { AssignmentRow, assignments, LeaderRow, leaders } from '@app/leader/read';
import { OrganisationRow, organisations } from '@app/organisation/read';
import { CohortRow, cohorts, ProgrammeRow, programmes } from '@app/programme/read';
import { Float, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { EnrolmentRow } from '../read-model/enrolment.row.js';
import { enrolments } from '../read.js';
import { AllEnrolmentsArgs, conditions, EnrolmentConnection, enrolmentList } from './enrolment-list.js';

@Resolver(() => MomentType)
export class EnrolmentsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(enrolments);
  }

  @ResolveField(() => EnrolmentConnection, { description: 'Enrolments by any of leader, cohort, programme, organisation and status.' })
  enrolments(@Parent() { moment }: MomentType, @Arguments() args: AllEnrolmentsArgs): Promise<ConnectionOf<Seen<EnrolmentRow>>> {
    return paginate(moment, enrolmentList(moment, conditions(moment, args)), args);
  }
}

const MINUTES_PER_HOUR = 60;

@Resolver(() => EnrolmentRow)
export class EnrolmentResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => LeaderRow, { nullable: true, description: 'Whose enrolment it is.' })
  leader({ moment, leaderId }: Seen<EnrolmentRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, leaderId);
  }

  @ResolveField(() => CohortRow, { nullable: true, description: 'The cohort.' })
  cohort({ moment, cohortId }: Seen<EnrolmentRow>): Promise<Seen<CohortRow> | null> {
    return cohorts.find(moment, cohortId);
  }

  @ResolveField(() => ProgrammeRow, { nullable: true, description: 'The programme that the cohort is a run of.' })
  programme({ moment, programmeId }: Seen<EnrolmentRow>): Promise<Seen<ProgrammeRow> | null> {
    return programmes.find(moment, programmeId);
  }

  @ResolveField(() => OrganisationRow, { nullable: true, description: 'The employer that sponsors it.' })
  organisation({ moment, organisationId }: Seen<EnrolmentRow>): Promise<Seen<OrganisationRow> | null> | null {
    return organisationId === null ? null : organisations.find(moment, organisationId);
  }

  @ResolveField(() => AssignmentRow, { nullable: true, description: 'The post that sponsors it.' })
  assignment({ moment, assignmentId }: Seen<EnrolmentRow>): Promise<Seen<AssignmentRow> | null> | null {
    return assignmentId === null ? null : assignments.find(moment, assignmentId);
  }

  @ResolveField(() => EnrolmentRow, { nullable: true, description: 'The enrolment that it carries on from, after a deferral or transfer.' })
  continues({ moment, continuesId }: Seen<EnrolmentRow>): Promise<Seen<EnrolmentRow> | null> | null {
    return continuesId === null ? null : enrolments.find(moment, continuesId);
  }

  @ResolveField(() => EnrolmentRow, { nullable: true, description: 'The enrolment that carries on from it, after a deferral or transfer.' })
  continuedBy({ moment, continuedById }: Seen<EnrolmentRow>): Promise<Seen<EnrolmentRow> | null> | null {
    return continuedById === null ? null : enrolments.find(moment, continuedById);
  }

  @ResolveField(() => PersonalText, { nullable: true, description: 'Why it stands where it stands, where a reason was given.' })
  reason({ moment, reason }: Seen<EnrolmentRow>): Promise<PersonalText | null> {
    // Sealed when it was stored: a row never holds a value that is yet to be sealed.
    return this.personal.open(moment, reason as SealedValue<string> | null);
  }

  @ResolveField(() => Float, {
    nullable: true,
    description: 'Hours of continuing professional development: attendance, pre-work and reflection; null for a selection panel.',
  })
  cpdHours({ attendanceMinutes, reflectionMinutes }: Masked<Seen<EnrolmentRow>, 'attendanceMinutes' | 'reflectionMinutes'>): number | null {
    return attendanceMinutes === null || reflectionMinutes === null ? null : (attendanceMinutes + reflectionMinutes) / MINUTES_PER_HOUR;
  }
}
