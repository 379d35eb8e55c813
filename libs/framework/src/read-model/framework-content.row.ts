import { describedEnum, Node } from '@app/graphql-kit';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CrosswalkStrength, WelshMissing, Wording } from '../domain/framework.events.js';
import { WelshMissingEnum } from './framework.row.js';

export const CrosswalkStrengthEnum = describedEnum<CrosswalkStrength>(
  'CrosswalkStrength',
  'How an element corresponds to another, in the terms of SKOS: what the one it leads to is to the one it leads from.',
  {
    EXACT: { description: 'The same, wherever either is used.', en: 'Exact match', cy: 'Cyfatebiaeth union' },
    CLOSE: { description: 'Near enough to be used for it in some places.', en: 'Close match', cy: 'Cyfatebiaeth agos' },
    BROADER: { description: 'It is broader: it takes in more.', en: 'Broader', cy: 'Ehangach' },
    NARROWER: { description: 'It is narrower: a part of it.', en: 'Narrower', cy: 'Culach' },
    RELATED: { description: 'It has to do with it, and is neither the same nor a part.', en: 'Related', cy: 'Cysylltiedig' },
  },
);

@Entity('framework_element')
@ObjectType('FrameworkElement', {
  implements: () => [Node],
  description: 'A part of a version of a framework that leaders are assessed against: a competency, a behaviour, a capability; or what such parts make up.',
})
export class FrameworkElementRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  versionId: string;

  @Column('uuid', { nullable: true })
  @Index()
  parentId: string | null;

  /** Its place among the version's elements, from 0. */
  @Column('integer')
  ordinal: number;

  @Column('text')
  @Field(() => String, { description: 'Its name for machines within the version, such as `self-leadership`.' })
  code: string;

  @Column('text')
  @Field(() => String, { description: 'Its name in English.' })
  nameEn: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Its publisher’s name for it in Welsh, where there is one.' })
  nameCy: string | null;

  @Column('text', { nullable: true })
  @Field(() => WelshMissingEnum, { nullable: true, description: 'Why it has no name in Welsh, where it has none.' })
  welshMissing: WelshMissing | null;

  @Column('jsonb')
  descriptors: readonly Wording[];
}

@Entity('framework_level')
@ObjectType('FrameworkLevel', { description: 'A level of the scale that a version’s elements are rated on.' })
export class FrameworkLevelRow {
  /** `<version>:<code>` */
  @PrimaryColumn('text')
  id: string;

  @Column('uuid')
  @Index()
  versionId: string;

  /** Its place on the scale as it is shown, from 0. */
  @Column('integer')
  ordinal: number;

  @Column('text')
  @Field(() => String, { description: 'Its name for machines within the version.' })
  code: string;

  @Column('text')
  @Field(() => String, { description: 'Its name in English.' })
  nameEn: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'The same in Welsh, where its owner has one.' })
  nameCy: string | null;

  @Column('text', { nullable: true })
  @Field(() => WelshMissingEnum, { nullable: true, description: 'Why it has no name in Welsh, where it has none.' })
  welshMissing: WelshMissing | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Its rank, higher for more; null where it is none, such as “no chance to demonstrate”, from and to which no gap is counted.',
  })
  rank: number | null;
}

@Entity('crosswalk')
@ObjectType('Crosswalk', {
  implements: () => [Node],
  description: 'That an element of one version corresponds to one of another, as somebody says. No rating follows from it.',
})
export class CrosswalkRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  fromVersionId: string;

  @Column('uuid')
  @Index()
  fromId: string;

  /** The code of the element that it leads from. */
  @Column('text')
  fromCode: string;

  @Column('uuid')
  @Index()
  toVersionId: string;

  @Column('uuid')
  @Index()
  toId: string;

  @Column('text')
  @Field(() => CrosswalkStrengthEnum, { description: 'What the element it leads to is to the one it leads from.' })
  strength: CrosswalkStrength;

  @Column('text')
  @Field(() => String, { description: 'Who says so: a body, and its document.' })
  source: string;
}
