import { DateScalar, DateTimeScalar, Node, PositionScalar } from '@app/graphql-kit';
import type { CalendarDate, Instant, Position, Sealed } from '@app/kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PublishedCategoryFigure, PublishedCharacteristic, PublishedFigure } from '../domain/figures.events.js';

@Entity('figure_publication')
@ObjectType('FigurePublication', {
  implements: () => [Node],
  description: 'Figures about people, as published on a day. They were masked and rounded before, and never change. docs/figures.md says how.',
})
export class FigurePublicationRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('date')
  @Index()
  @Field(() => DateScalar, { description: 'The day of publication.' })
  publishedOn: CalendarDate;

  @Column('bigint')
  @Field(() => PositionScalar, { description: 'Everything recorded up to this place in the log was counted.' })
  countedAt: Position;

  @Column('integer')
  @Field(() => Int, { description: 'Counts from 1 to this many are masked, and so is whatever they could be reckoned from.' })
  masked: number;

  @Column('integer')
  @Field(() => Int, { description: 'Other counts are rounded to multiples of this.' })
  roundTo: number;

  @Column('jsonb')
  characteristics: readonly PublishedCharacteristic[];

  @Column('jsonb')
  figures: readonly PublishedFigure[];

  @Column('jsonb')
  categoryFigures: readonly PublishedCategoryFigure[];
}

@Entity('unmasked_reading')
@ObjectType('UnmaskedReading', {
  implements: () => [Node],
  description: 'That somebody looked at figures unmasked, by leave of somebody else. It stays on record.',
})
export class UnmaskedReadingRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  grantId: string;

  @Column('text')
  @Field(() => ID, { description: 'Under which identifier whoever looked is recorded.', deprecationReason: 'Since 0.2: ask for `reader`.' })
  readerId: string;

  @Column('timestamptz')
  @Field(() => DateTimeScalar, { description: 'When.' })
  readAt: Instant;

  @Column('timestamptz')
  @Field(() => DateTimeScalar, { description: 'Until when they had leave.' })
  until: Instant;

  @Column('bigint')
  @Index()
  @Field(() => PositionScalar, { description: 'Everything recorded up to this place in the log was counted.' })
  countedAt: Position;

  @Column('text', { nullable: true })
  nation: string | null;

  @Column('uuid', { nullable: true })
  organisationId: string | null;

  @Column('uuid', { nullable: true })
  programmeId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'The characteristic that people were divided by, by its code.' })
  characteristic: string | null;
}

@Entity('unmasked_grant')
@ObjectType('UnmaskedGrant', { implements: () => [Node], description: 'Leave to see figures unmasked for a time, such as a closed session of a board.' })
export class UnmaskedGrantRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  @Field(() => ID, { description: 'Under which identifier whoever may look is recorded.', deprecationReason: 'Since 0.2: ask for `grantee`.' })
  granteeId: string;

  @Column('text')
  @Field(() => ID, { description: 'Under which identifier whoever allowed it is recorded.', deprecationReason: 'Since 0.2: ask for `granter`.' })
  granterId: string;

  @Column('timestamptz')
  @Field(() => DateTimeScalar, { description: 'When it was allowed.' })
  grantedAt: Instant;

  @Column('timestamptz')
  @Field(() => DateTimeScalar, { description: 'Until when.' })
  until: Instant;

  @Column('jsonb')
  reason: Sealed<string>;
}
