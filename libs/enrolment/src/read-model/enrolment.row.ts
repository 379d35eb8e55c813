import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateScalar, describedEnum, type EnumValue, Node } from '@app/graphql-kit';
import type { CalendarDate, Sealed } from '@app/kernel';
import { type StatusCode, STATUSES } from '../domain/statuses.js';

const values = Object.fromEntries(Object.values(STATUSES).map(({ code, ...value }) => [code, value])) as Record<StatusCode, EnumValue>;
export const EnrolmentStatusEnum = describedEnum('EnrolmentStatus', 'Where an enrolment stands on the way from application to award.', values);

@Entity('enrolment')
@Index(['cohortId', 'id'])
@Index(['leaderId', 'id'])
@Index(['organisationId', 'id'])
@Index(['programmeId', 'status'])
@Index(['organisationId', 'statusSince'])
@Index(['statusSince'])
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
  status: StatusCode;

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
@Index(['sessionId', 'enrolmentId'])
@ObjectType('Attendance', { description: 'How long one leader attended one session.' })
export class AttendanceRow {
  /** `<enrolment>:<session>` */
  @PrimaryColumn('text')
  id: string;

  @Column('uuid')
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
