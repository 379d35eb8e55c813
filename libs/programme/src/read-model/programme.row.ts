import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { describedEnum, Node } from '@app/graphql-kit';
import type { Provenance } from '@app/kernel';
import type { Level, ProgrammeNation } from '../domain/programme.events.js';

export const LevelEnum = describedEnum<Level>('ProgrammeLevel', 'The kind of leader that a programme is for.', {
  NEW_LEADER: 'New to leading.',
  FIRST_FORMAL_ROLE: 'In a first formal leadership role.',
  MID: 'Leading teams or services.',
  MID_TO_SENIOR: 'Between leading services and senior leadership.',
  SENIOR: 'Senior, below those who aspire to executive roles.',
  ASPIRING_EXECUTIVE: 'Aspiring to an executive role.',
  ASPIRING_CHIEF_EXECUTIVE: 'Aspiring to be a chief executive.',
  ASPIRING_BOARD: 'Aspiring to a board.',
  CLINICAL: 'Clinical leaders.',
  GRADUATE: 'Graduates who begin.',
});
export const ProgrammeNationEnum = describedEnum<ProgrammeNation>('ProgrammeNation', 'The nation that a programme is offered in.', {
  ENGLAND: 'England.',
  SCOTLAND: 'Scotland.',
  WALES: 'Wales.',
});

@Entity('programme')
@ObjectType('Programme', { implements: () => [Node], description: 'A leadership programme, as its catalogue describes it.' })
export class ProgrammeRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  @Index()
  @Field(() => String, { description: 'A stable short name, such as `leading-for-the-future`.' })
  code: string;

  @Column('text')
  @Field(() => String, { description: 'Its name in English.' })
  nameEn: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Its official name in Welsh, where it has one.' })
  nameCy: string | null;

  @Column('text')
  @Field(() => ProgrammeNationEnum, { description: 'The nation that it is offered in.' })
  nation: ProgrammeNation;

  @Column('text')
  @Field(() => LevelEnum, { description: 'The kind of leader that it is for.' })
  level: Level;

  @Column('text')
  @Field(() => String, { description: 'Who runs it.' })
  provider: string;

  @Column('integer', { nullable: true })
  @Field(() => Int, { nullable: true, description: 'How many months it usually takes.' })
  months: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { nullable: true, description: 'Minutes of attendance that completion asks for, where a rule is known.' })
  attendanceMinutes: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { nullable: true, description: 'Minutes of pre-work and reflection that completion asks for, where a rule is known.' })
  reflectionMinutes: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { nullable: true, description: 'The usual number of places in a cohort.' })
  cohortSize: number | null;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'The award that completion leads to.' })
  award: string | null;

  @Column('jsonb', { nullable: true })
  provenance: Provenance | null;
}
