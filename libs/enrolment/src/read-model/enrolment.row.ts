import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate, Sealed } from '@app/kernel';

export const EnrolmentStatusEnum = describedEnum('EnrolmentStatus', 'Where an enrolment stands on the way from application to award.', {
  NOMINATED: { description: 'Nominated by someone else, and yet to be screened.', en: 'Nominated', cy: 'Enwebwyd' },
  APPLIED: { description: 'Applied, and yet to be screened.', en: 'Applied', cy: 'Ymgeisiwyd' },
  ELIGIBLE: { description: 'Screened and found eligible.', en: 'Eligible', cy: 'Cymwys' },
  SHORTLISTED: { description: 'On the shortlist.', en: 'Shortlisted', cy: 'Ar y rhestr fer' },
  OFFERED: { description: 'Offered a place, and yet to answer.', en: 'Place offered', cy: 'Cynigiwyd lle' },
  WAITLISTED: { description: 'Waiting for a place.', en: 'On the waiting list', cy: 'Ar y rhestr aros' },
  ACCEPTED: { description: 'Has accepted the offer.', en: 'Offer accepted', cy: 'Derbyniwyd y cynnig' },
  ENROLLED: { description: 'Enrolled; nothing attended or studied yet.', en: 'Enrolled', cy: 'Cofrestrwyd' },
  IN_PROGRESS: { description: 'Taking part.', en: 'In progress', cy: 'Ar y gweill' },
  INTERRUPTED: { description: 'Interrupted, for leave or illness; no clock runs.', en: 'Interrupted', cy: 'Ar saib' },
  COMPLETED: { description: 'Has completed the programme.', en: 'Completed', cy: 'Cwblhawyd' },
  AWARDED: { description: 'Has completed it and been granted the award.', en: 'Award granted', cy: 'Rhoddwyd y dyfarniad' },
  INELIGIBLE: { description: 'Screened and found not eligible.', en: 'Not eligible', cy: 'Anghymwys' },
  NOT_SELECTED: { description: 'Not selected.', en: 'Not selected', cy: 'Ni ddewiswyd' },
  DECLINED: { description: 'Has declined the offer.', en: 'Offer declined', cy: 'Gwrthodwyd y cynnig' },
  LAPSED: { description: 'Did not answer the offer in time.', en: 'Offer lapsed', cy: 'Daeth y cynnig i ben' },
  WITHDRAWN: { description: 'Has withdrawn.', en: 'Withdrawn', cy: 'Tynnwyd yn ôl' },
  DEFERRED: { description: 'Carries on in a later cohort.', en: 'Deferred', cy: 'Gohiriwyd' },
  TRANSFERRED: { description: 'Carries on in another cohort.', en: 'Transferred', cy: 'Trosglwyddwyd' },
  NOT_COMPLETED: { description: 'Did not complete.', en: 'Not completed', cy: 'Ni chwblhawyd' },
  COHORT_CANCELLED: { description: 'Ended with its cohort, which was cancelled: nobody’s drop-out.', en: 'Cohort cancelled', cy: 'Canslwyd y garfan' },
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
