import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate } from '@app/kernel';
import { COLLATIONS } from '@app/localisation';
import { SortedBy } from '@app/read-model';
import type { DeliveryLanguage } from '../domain/cohort.events.js';
import type { InQueue } from '../domain/queue.js';

export const DeliveryLanguageEnum = describedEnum<DeliveryLanguage>('DeliveryLanguage', 'The language that a cohort is taught in.', {
  ENGLISH: { description: 'English.', en: 'English', cy: 'Saesneg' },
  WELSH: { description: 'Welsh.', en: 'Welsh', cy: 'Cymraeg' },
  BILINGUAL: { description: 'English and Welsh.', en: 'English and Welsh', cy: 'Cymraeg a Saesneg' },
});

/** How far a cohort has come on a day. */
export type CohortStatus = 'UPCOMING' | 'RUNNING' | 'ENDED' | 'CANCELLED';

export const CohortStatusEnum = describedEnum<CohortStatus>('CohortStatus', 'How far a cohort has come on the day asked about.', {
  UPCOMING: { description: 'Its first day lies ahead.', en: 'Upcoming', cy: 'I ddod' },
  RUNNING: { description: 'It has begun and is not over.', en: 'Running', cy: 'Ar waith' },
  ENDED: { description: 'Its last day is past.', en: 'Ended', cy: 'Wedi dod i ben' },
  CANCELLED: { description: 'It has been cancelled.', en: 'Cancelled', cy: 'Wedi’i chanslo' },
});

/** How full a cohort is, for whoever is told no exact number. Less than ten are as few as published figures mask. */
export type Fill = 'NONE' | 'FEW' | 'SOME';

export const FillEnum = describedEnum<Fill>('Fill', 'About how many.', {
  NONE: { description: 'None.', en: 'None', cy: 'Dim' },
  FEW: { description: 'From 1 to 9.', en: 'Few', cy: 'Ychydig' },
  SOME: { description: '10 or more.', en: 'Some', cy: 'Rhai' },
});

@Entity('cohort')
@ObjectType('Cohort', { implements: () => [Node], description: 'One run of a programme, with a number of places. It decides who has a place and who waits.' })
export class CohortRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  programmeId: string;

  @Column('text')
  @SortedBy(...Object.values(COLLATIONS))
  @Field(() => String, { description: 'What it is called, such as `Cohort 12`.' })
  name: string;

  @Column('integer')
  @Field(() => Int, { description: 'The number of places.' })
  capacity: number;

  @Column('date')
  @Index()
  @Field(() => DateScalar, { description: 'Its first day.' })
  startsOn: CalendarDate;

  @Column('date')
  @Index()
  @Field(() => DateScalar, { description: 'Its last day.' })
  endsOn: CalendarDate;

  @Column('text')
  @Field(() => DeliveryLanguageEnum, { description: 'The language that it is taught in.' })
  deliveryLanguage: DeliveryLanguage;

  @Column('uuid', { nullable: true })
  organisationId: string | null;

  @Column('integer')
  @Field(() => Int, { description: 'Days that an offer stays open.' })
  offerDays: number;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether a place that falls free goes to the head of the waiting list at once.' })
  automaticPromotion: boolean;

  @Column('integer', { nullable: true })
  @Field(() => Int, { nullable: true, description: 'Minutes of attendance that completion asks for.' })
  attendanceMinutes: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { nullable: true, description: 'Minutes of pre-work and reflection that completion asks for.' })
  reflectionMinutes: number | null;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'The award that completion leads to, as it was when it opened.' })
  award: string | null;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether it has been cancelled.' })
  cancelled: boolean;

  @Column('integer')
  @Field(() => Int, {
    nullable: true,
    description:
      'Places that are offered or taken; never more than `capacity`. Null for who neither fills the cohort nor sees that it fills: `fill` tells them about how many.',
  })
  placesHeld: number;

  @Column('text')
  @Field(() => FillEnum, { description: 'About how many places are offered or taken.' })
  fill: Fill;

  /** In the order in which they are served. */
  @Column('jsonb')
  waiting: readonly InQueue[];

  /** By enrolment, of whoever waits, or waited until they left the list: they may be back. */
  @Column('jsonb')
  turns: Readonly<Record<string, number>>;
}

@Entity('session')
@Index(['cohortId', 'heldOn'])
@ObjectType('Session', { implements: () => [Node], description: 'A session of a cohort, at which attendance is recorded.' })
export class SessionRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  cohortId: string;

  @Column('text')
  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Column('date')
  @Field(() => DateScalar, { description: 'The day it is held.' })
  heldOn: CalendarDate;

  @Column('integer')
  @Field(() => Int, { description: 'How long it lasts, in minutes.' })
  minutes: number;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether it has been cancelled: it takes no register.' })
  cancelled: boolean;
}
