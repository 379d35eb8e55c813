import { describedEnum, Node } from '@app/graphql-kit';
import type { BilingualName, Provenance } from '@app/kernel';
import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Question, QuestionNation } from '../domain/question-set.events.js';

export const QuestionNationEnum = describedEnum<QuestionNation>('QuestionNation', 'Whose questions these are.', {
  ENGLAND: { description: 'England.', en: 'England', cy: 'Lloegr' },
  SCOTLAND: { description: 'Scotland.', en: 'Scotland', cy: 'Yr Alban' },
  WALES: { description: 'Wales.', en: 'Wales', cy: 'Cymru' },
  NORTHERN_IRELAND: { description: 'Northern Ireland.', en: 'Northern Ireland', cy: 'Gogledd Iwerddon' },
});

@Entity('question_set')
@ObjectType('QuestionSet', {
  implements: () => [Node],
  description: 'Questions that people may answer about themselves, in one nation. An edition never changes.',
})
export class QuestionSetRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  @Index()
  @Field(() => String, { description: 'Its name among those of its pack.' })
  code: string;

  @Column('text')
  @Field(() => String, { description: 'Which edition of it this is.' })
  edition: string;

  @Column('text')
  @Field(() => QuestionNationEnum, { description: 'The nation that it is for.' })
  nation: QuestionNation;

  @Column('jsonb')
  title: BilingualName;

  @Column('jsonb')
  questions: readonly Question[];

  @Column('jsonb')
  provenance: Provenance;
}
