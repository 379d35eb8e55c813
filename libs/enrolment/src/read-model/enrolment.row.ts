import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate, Sealed } from '@app/kernel';

export const EnrolmentStatusEnum = describedEnum('EnrolmentStatus', 'Where an enrolment stands on the way from application to award.', {
  NOMINATED: 'Nominated by someone else, and yet to be screened.',
  APPLIED: 'Applied, and yet to be screened.',
  ELIGIBLE: 'Screened and found eligible.',
  SHORTLISTED: 'On the shortlist.',
  OFFERED: 'Offered a place, and yet to answer.',
  WAITLISTED: 'Waiting for a place.',
  ACCEPTED: 'Has accepted the offer.',
  ENROLLED: 'Enrolled; nothing attended or studied yet.',
  IN_PROGRESS: 'Taking part.',
  INTERRUPTED: 'Interrupted, for leave or illness; no clock runs.',
  COMPLETED: 'Has completed the programme.',
  AWARDED: 'Has completed it and been granted the award.',
  INELIGIBLE: 'Screened and found not eligible.',
  NOT_SELECTED: 'Not selected.',
  DECLINED: 'Has declined the offer.',
  LAPSED: 'Did not answer the offer in time.',
  WITHDRAWN: 'Has withdrawn.',
  DEFERRED: 'Carries on in a later cohort.',
  TRANSFERRED: 'Carries on in another cohort.',
  NOT_COMPLETED: 'Did not complete.',
  COHORT_CANCELLED: 'Ended with its cohort, which was cancelled: nobody’s drop-out.',
});
export type EnrolmentStatus = keyof typeof EnrolmentStatusEnum;

@Entity('enrolment')
@Index(['cohortId', 'id'])
@Index(['leaderId', 'id'])
@Index(['organisationId', 'id'])
@Index(['programmeId', 'status'])
@ObjectType('Enrolment', {
  implements: () => [Node],
  description: 'One leader’s way through one cohort, from application to award. There is one for each leader and cohort; applying again continues it.',
})
export class EnrolmentRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programmeId: string;

  @Column('uuid')
  leaderId: string;

  /** The sponsoring post's employer. */
  @Column('uuid', { nullable: true })
  organisationId: string | null;

  @Column('uuid', { nullable: true })
  assignmentId: string | null;

  @Column('text')
  @Field(() => EnrolmentStatusEnum, { description: 'Where it stands.' })
  status: EnrolmentStatus;

  @Column('date')
  @Field(() => DateScalar, { description: 'The day from which it has stood there.' })
  statusSince: CalendarDate;

  @Column('integer')
  @Field(() => Int, { description: 'How many times the leader has applied, or been nominated, for this cohort.' })
  applications: number;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether an employer or sponsor has endorsed the application.' })
  endorsed: boolean;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether a place has been offered, whatever came of it.' })
  everOffered: boolean;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether the leader has been enrolled, whatever came of it.' })
  everEnrolled: boolean;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'The last day to answer the offer.' })
  respondBy: CalendarDate | null;

  @Column('integer')
  @Field(() => Int, { nullable: true, description: 'Minutes attended, those brought along from an earlier cohort included; null for a selection panel.' })
  attendanceMinutes: number;

  @Column('integer')
  @Field(() => Int, {
    nullable: true,
    description: 'Minutes of pre-work and reflection, those brought along from an earlier cohort included; null for a selection panel.',
  })
  reflectionMinutes: number;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'The day the programme was completed.' })
  completedOn: CalendarDate | null;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'The award that was granted.' })
  award: string | null;

  /** The enrolment that this one carries on from. */
  @Column('uuid', { nullable: true })
  continuesId: string | null;

  /** The enrolment that a deferral or transfer leads to. */
  @Column('uuid', { nullable: true })
  continuedById: string | null;

  /** Why it stands where it stands, as the person or a decider put it. */
  @Column('jsonb', { nullable: true })
  reason: Sealed<string> | null;
}

@Entity('attendance')
@ObjectType('Attendance', { description: 'How long one leader attended one session.' })
export class AttendanceRow {
  /** `<enrolment>:<session>` */
  @PrimaryColumn('text')
  id: string;

  @Column('uuid')
  @Index()
  sessionId: string;

  @Column('uuid')
  enrolmentId: string;

  @Column('uuid')
  leaderId: string;

  @Column('uuid')
  programmeId: string;

  @Column('integer')
  @Field(() => Int, { description: 'Minutes attended; 0 is absent.' })
  minutes: number;
}
