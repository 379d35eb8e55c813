import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { describedEnum, Node } from '@app/graphql-kit';
import type { Provenance } from '@app/kernel';
import { COLLATIONS } from '@app/localisation';
import { SortedBy } from '@app/read-model';
import type { Level, ProgrammeNation } from '../domain/programme.events.js';

export const LevelEnum = describedEnum<Level>('ProgrammeLevel', 'The kind of leader that a programme is for.', {
  NEW_LEADER: { description: 'New to leading.', en: 'New leaders', cy: 'Arweinwyr newydd' },
  FIRST_FORMAL_ROLE: { description: 'In a first formal leadership role.', en: 'First formal leadership role', cy: 'Rôl arwain ffurfiol gyntaf' },
  MID: { description: 'Leading teams or services.', en: 'Middle leaders', cy: 'Arweinwyr canol' },
  MID_TO_SENIOR: { description: 'Between leading services and senior leadership.', en: 'Middle to senior leaders', cy: 'Arweinwyr canol i uwch' },
  SENIOR: { description: 'Senior, below those who aspire to executive roles.', en: 'Senior leaders', cy: 'Uwch-arweinwyr' },
  ASPIRING_EXECUTIVE: { description: 'Aspiring to an executive role.', en: 'Aspiring executives', cy: 'Darpar gyfarwyddwyr gweithredol' },
  ASPIRING_CHIEF_EXECUTIVE: { description: 'Aspiring to be a chief executive.', en: 'Aspiring chief executives', cy: 'Darpar brif weithredwyr' },
  ASPIRING_BOARD: { description: 'Aspiring to a board.', en: 'Aspiring board members', cy: 'Darpar aelodau bwrdd' },
  CLINICAL: { description: 'Clinical leaders.', en: 'Clinical leaders', cy: 'Arweinwyr clinigol' },
  GRADUATE: { description: 'Graduates who begin.', en: 'Graduates', cy: 'Graddedigion' },
});
export const ProgrammeNationEnum = describedEnum<ProgrammeNation>('ProgrammeNation', 'The nation that a programme is offered in.', {
  ENGLAND: { description: 'England.', en: 'England', cy: 'Lloegr' },
  SCOTLAND: { description: 'Scotland.', en: 'Scotland', cy: 'Yr Alban' },
  WALES: { description: 'Wales.', en: 'Wales', cy: 'Cymru' },
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
  @SortedBy(COLLATIONS.en)
  @Field(() => String, { description: 'Its name in English.' })
  nameEn: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Its official name in Welsh, where it has one.' })
  nameCy: string | null;

  /** What readers of Welsh are shown, and lists for them are sorted by: the official Welsh name, or else the English one. */
  @Column('text')
  @SortedBy(COLLATIONS.cy)
  nameInWelsh: string;

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
