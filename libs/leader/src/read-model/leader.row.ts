import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate, Sealed } from '@app/kernel';
import type { Basis } from '../domain/assignment.events.js';
import { LANGUAGES, type PreferredLanguage } from '../domain/leader.events.js';

export const BasisEnum = describedEnum<Basis>('AssignmentBasis', 'On what terms a leader holds a post.', {
  SUBSTANTIVE: 'Held permanently.',
  FIXED_TERM: 'Held for a fixed term.',
  ACTING_UP: 'Acting in a higher post, while the own one is kept.',
  SECONDMENT: 'Lent by another employer or part of it, while the own post is kept.',
  BANK: 'Called on when needed.',
  HONORARY: 'Held without pay from this employer.',
});
export const LanguageEnum = { EN: LANGUAGES[0], CY: LANGUAGES[1] } as const;
registerEnumType(LanguageEnum, {
  name: 'PreferredLanguage',
  description: 'The language that a person prefers to be addressed in.',
  valuesMap: { EN: { description: 'English.' }, CY: { description: 'Welsh.' } },
});

/** Names are of now in every answer, so this table keeps no periods and past moments read it as it is. */
@Entity('leader')
@ObjectType('Leader', { implements: () => [Node], description: 'A person who leads, or is learning to, in health or social care.' })
export class LeaderRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('jsonb')
  legalName: Sealed<string>;

  @Column('jsonb')
  knownAs: Sealed<string>;

  @Column('jsonb')
  sortName: Sealed<string>;

  @Column('jsonb', { nullable: true })
  email: Sealed<string> | null;

  @Column('text')
  @Field(() => LanguageEnum, { description: 'The language they prefer.' })
  language: PreferredLanguage;
}

@Entity('assignment')
@ObjectType('Assignment', { implements: () => [Node], description: 'A post that a leader holds with an employer. A leader may hold several at once.' })
export class AssignmentRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  leaderId: string;

  @Column('uuid')
  @Index()
  organisationId: string;

  @Column('jsonb')
  post: Sealed<string>;

  @Column('integer')
  @Field(() => Int, { description: 'Whole-time equivalent, in hundredths: 100 is full time.' })
  wtePercent: number;

  @Column('text')
  @Field(() => BasisEnum, { description: 'On what terms it is held.' })
  basis: Basis;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'The last day, where it is known beforehand.' })
  endsOn: CalendarDate | null;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether it has ended.' })
  ended: boolean;
}
