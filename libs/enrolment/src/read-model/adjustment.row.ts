import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate, Sealed } from '@app/kernel';
import type { AdjustmentAnswer } from '../domain/adjustment.events.js';

export const AdjustmentAnswerEnum = describedEnum<AdjustmentAnswer>('AdjustmentAnswer', 'What becomes of an adjustment that somebody asked for.', {
  AGREED: { description: 'It is made as it was asked for.', en: 'Agreed', cy: 'Cytunwyd' },
  AGREED_IN_PART: { description: 'Part of it is made, or something in its place.', en: 'Agreed in part', cy: 'Cytunwyd yn rhannol' },
  DECLINED: { description: 'It is not made.', en: 'Not agreed', cy: 'Ni chytunwyd' },
});

@Entity('adjustment')
@ObjectType('Adjustment', {
  implements: () => [Node],
  description: 'What somebody needs to take part in a cohort as others do, and what becomes of it: for them, and for who runs the programme, alone.',
})
export class AdjustmentRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  enrolmentId: string;

  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  @Index()
  programmeId: string;

  @Column('uuid')
  @Index()
  leaderId: string;

  @Column('jsonb')
  request: Sealed<string>;

  @Column('date')
  @Field(() => DateScalar, { description: 'When it was asked for.' })
  requestedOn: CalendarDate;

  @Column('text', { nullable: true })
  @Field(() => AdjustmentAnswerEnum, { nullable: true, description: 'What becomes of it; null until somebody says so.' })
  answer: AdjustmentAnswer | null;

  @Column('jsonb', { nullable: true })
  explanation: Sealed<string> | null;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'When that was said.' })
  answeredOn: CalendarDate | null;
}
