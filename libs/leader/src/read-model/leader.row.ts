import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateScalar, declareLabels, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate, Sealed } from '@app/kernel';
import type { Basis } from '../domain/assignment.events.js';
import { LANGUAGES, type PreferredLanguage } from '../domain/leader.events.js';

export const BasisEnum = describedEnum<Basis>('AssignmentBasis', 'On what terms a leader holds a post.', {
  SUBSTANTIVE: { description: 'Held permanently.', en: 'Substantive', cy: 'Parhaol' },
  FIXED_TERM: { description: 'Held for a fixed term.', en: 'Fixed term', cy: 'Cyfnod penodol' },
  ACTING_UP: { description: 'Acting in a higher post, while the own one is kept.', en: 'Acting up', cy: 'Dyrchafiad dros dro' },
  SECONDMENT: { description: 'Lent by another employer or part of it, while the own post is kept.', en: 'Secondment', cy: 'Secondiad' },
  BANK: { description: 'Called on when needed.', en: 'Bank', cy: 'Banc' },
  HONORARY: { description: 'Held without pay from this employer.', en: 'Honorary', cy: 'Er anrhydedd' },
});
export const LanguageEnum = { EN: LANGUAGES[0], CY: LANGUAGES[1] } as const;
registerEnumType(LanguageEnum, {
  name: 'PreferredLanguage',
  description: 'The language that a person prefers to be addressed in.',
  valuesMap: { EN: { description: 'English.' }, CY: { description: 'Welsh.' } },
});
declareLabels<keyof typeof LanguageEnum>('PreferredLanguage', { EN: { en: 'English', cy: 'Saesneg' }, CY: { en: 'Welsh', cy: 'Cymraeg' } });

export type ParticipationStatus = 'NOT_RECORDED' | 'AGREED' | 'WITHDRAWN';
export const ParticipationStatusEnum = describedEnum<ParticipationStatus>('ParticipationStatus', 'Whether somebody takes part in what is recorded here.', {
  NOT_RECORDED: {
    description: 'Nobody has recorded what they say. It counts as agreed: they were registered in order to take part.',
    en: 'Not recorded',
    cy: 'Heb ei gofnodi',
  },
  AGREED: { description: 'They agreed to.', en: 'Agreed', cy: 'Cytunwyd' },
  WITHDRAWN: { description: 'They no longer do.', en: 'Withdrawn', cy: 'Tynnwyd yn ôl' },
});

/** A name that somebody had until a day, sealed under a key of its own. */
interface FormerNameKept {
  readonly legalName: Sealed<string>;
  readonly knownAs: Sealed<string>;
  readonly until: CalendarDate;
}

/** An employer that somebody left. */
interface DepartureKept {
  readonly organisationId: string;
  readonly lastDay: CalendarDate;
  readonly returnedOn: CalendarDate | null;
  readonly reason: Sealed<string> | null;
}

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

  @Column('date')
  @Index()
  @Field(() => DateScalar, { description: 'The day they were registered.' })
  registeredOn: CalendarDate;

  @Column('text')
  @Field(() => LanguageEnum, { description: 'The language they prefer, as it is now.' })
  preferredLanguage: PreferredLanguage;

  @Column('text')
  @Field(() => ParticipationStatusEnum, { description: 'Whether they take part, as it is now. Who has withdrawn is neither nominated nor applies.' })
  participation: ParticipationStatus;

  @Column('date')
  @Field(() => DateScalar, { description: 'The day from which that has been so.' })
  participationSince: CalendarDate;

  /** The surviving record of the same person, where this one was merged into it. */
  @Column('uuid', { nullable: true })
  @Index()
  mergedIntoId: string | null;

  /** The last one first. */
  @Column('jsonb')
  formerNames: readonly FormerNameKept[];

  /** The last one first. */
  @Column('jsonb')
  departures: readonly DepartureKept[];
}

@Entity('assignment')
@Index(['leaderId', 'startsOn'])
@ObjectType('Assignment', { implements: () => [Node], description: 'A post that a leader holds with an employer. A leader may hold several at once.' })
export class AssignmentRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
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

  @Column('date')
  @Field(() => DateScalar, { description: 'The first day.' })
  startsOn: CalendarDate;

  @Column('boolean')
  @Field(() => Boolean, { description: 'Whether it has ended.' })
  ended: boolean;
}
