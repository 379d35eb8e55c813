import { DateScalar, LocalText, Personal, PersonalText, type Seen, textOf, TimelineStep, type Worded } from '@app/graphql-kit';
import type { CalendarDate } from '@app/kernel';
import { AssignmentRow, assignments } from '@app/leader/read';
import { OrganisationRow, organisations } from '@app/organisation/read';
import { CohortRow, cohorts, ProgrammeRow, programmes, SessionRow, sessions } from '@app/programme/read';
import type { Moment } from '@app/read-model';
import { Field, Int, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import type { EnrolmentEvent, WithdrawalCause } from '../domain/enrolment.events.js';
import { EnrolmentRow } from '../read-model/enrolment.row.js';
import { enrolments } from '../read.js';
import { type AllOf, WithdrawalCauseEnum } from './step-details.js';

/** Everything that the data of any of an enrolment's events may have. */
type Data = Partial<AllOf<EnrolmentEvent['data']>>;

@ObjectType('EnrolmentStep', {
  description: 'One thing that happened in an enrolment, as it was recorded: what, when, by whom, why, and with which particulars.',
})
export class EnrolmentStep extends TimelineStep implements Worded {
  @Field(() => String, {
    nullable: true,
    description:
      'Why, as a code of `at { reasonCodes }`, where one was given; `NOT_REGISTERED` where it is on no list. Of a withdrawal that follows from something else also what, such as `PARTICIPATION_WITHDRAWN`.',
  })
  reasonCode: string | null;

  @Field(() => LocalText, { nullable: true, description: 'Why, as that reason is called: to show in place of the code.' })
  reason: LocalText | null;

  @Field(() => Int, { nullable: true, description: 'Of an application or nomination: which one it is, counted from 1.' })
  application?: number | undefined;

  @Field(() => DateScalar, { nullable: true, description: 'Of an offer: the last day to answer.' })
  respondBy?: CalendarDate | undefined;

  @Field(() => Int, { nullable: true, description: 'Minutes attended or studied, as this step has them; 0 is absent.' })
  minutes?: number | undefined;

  @Field(() => Int, { nullable: true, description: 'Minutes attended in all: upon completion, or as they were brought along from another cohort.' })
  attendanceMinutes?: number | undefined;

  @Field(() => Int, { nullable: true, description: 'Minutes of pre-work and reflection in all, likewise.' })
  reflectionMinutes?: number | undefined;

  @Field(() => Boolean, { nullable: true, description: 'Of a transfer: whether it goes ahead of others, since its cohort was cancelled.' })
  priority?: boolean | undefined;

  @Field(() => WithdrawalCauseEnum, { nullable: true, description: 'Of a withdrawal that follows from something else: what.' })
  cause?: WithdrawalCause | undefined;

  @Field(() => String, { nullable: true, description: 'The award that was granted.' })
  award?: string | undefined;

  moment: Moment;
  words: Worded['words'];
  data: Data;
}

/** What an event says beyond what every step tells. */
export function detailsOf(data: Data): Partial<EnrolmentStep> {
  const { application, respondBy, minutes, attendanceMinutes, reflectionMinutes, continued, priority, cause, award } = data;
  return {
    ...{ application, respondBy, minutes, priority, cause, award },
    attendanceMinutes: attendanceMinutes ?? continued?.attendanceMinutes,
    reflectionMinutes: reflectionMinutes ?? continued?.reflectionMinutes,
  };
}

@Resolver(() => EnrolmentStep)
export class EnrolmentStepResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => PersonalText, { nullable: true, description: 'Why, in words, where a reason, comment or statement was given and may be seen.' })
  text(step: EnrolmentStep): PersonalText | null | Promise<PersonalText | null> {
    return textOf(this.personal, step);
  }

  @ResolveField(() => SessionRow, { nullable: true, description: 'Of attendance: the session.' })
  session({ moment, data: { sessionId } }: EnrolmentStep): Promise<Seen<SessionRow> | null> | null {
    return sessionId === undefined ? null : sessions.find(moment, sessionId);
  }

  @ResolveField(() => ProgrammeRow, { nullable: true, description: 'Of somebody ineligible: the programme that would suit instead, where one was named.' })
  signpostedTo({ moment, data: { signpostedTo } }: EnrolmentStep): Promise<Seen<ProgrammeRow> | null> | null {
    return signpostedTo === undefined ? null : programmes.find(moment, signpostedTo);
  }

  @ResolveField(() => CohortRow, { nullable: true, description: 'Of a deferral or transfer: the cohort that it leads to.' })
  targetCohort({ moment, data: { targetCohortId } }: EnrolmentStep): Promise<Seen<CohortRow> | null> | null {
    return targetCohortId === undefined ? null : cohorts.find(moment, targetCohortId);
  }

  @ResolveField(() => EnrolmentRow, {
    nullable: true,
    description: 'Of the step that it carries on from another cohort with: the enrolment there, where it may be seen.',
  })
  continues({ moment, data: { continued } }: EnrolmentStep): Promise<Seen<EnrolmentRow> | null> | null {
    return continued === undefined ? null : enrolments.find(moment, continued.enrolmentId);
  }

  @ResolveField(() => AssignmentRow, { nullable: true, description: 'The post that sponsors it from this step on, where it may be seen.' })
  assignment({ moment, data: { assignmentId, sponsor } }: EnrolmentStep): Promise<Seen<AssignmentRow> | null> | null {
    const id = assignmentId ?? sponsor?.assignmentId;
    return id === undefined ? null : assignments.find(moment, id);
  }

  @ResolveField(() => OrganisationRow, { nullable: true, description: 'That post’s employer.' })
  organisation({ moment, data: { organisationId, sponsor } }: EnrolmentStep): Promise<Seen<OrganisationRow> | null> | null {
    const id = organisationId ?? sponsor?.organisationId;
    return id === undefined ? null : organisations.find(moment, id);
  }
}
