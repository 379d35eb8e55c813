import type { CalendarDate, Sealed } from '@app/kernel';
import { DateScalar } from '@app/graphql-kit';
import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody said of themselves, sealed: for their own eyes. */
@Entity('equality_answers')
@ObjectType('EqualityAnswers', { description: 'What you said of yourself. Nobody else is ever answered it; figures count it among many.' })
export class EqualityAnswersRow {
  /** The leader's. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  questionSetId: string;

  @Column('jsonb')
  answers: Sealed<Record<string, string>>;

  @Column('date')
  @Field(() => DateScalar, { description: 'When you said it.' })
  answeredOn: CalendarDate;
}
