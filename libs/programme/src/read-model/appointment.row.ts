import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('programme_lead')
@ObjectType('ProgrammeLead', { description: 'Who runs a programme.' })
export class ProgrammeLeadRow {
  /** `<programme>:<person>` */
  @PrimaryColumn('text')
  id: string;

  @Column('uuid')
  @Index()
  programmeId: string;

  @Column('uuid')
  @Index()
  @Field(() => ID, {
    description: 'An opaque identifier of the person: what they record is recorded under it.',
    deprecationReason: 'Since 0.2: ask for `person`.',
  })
  personId: string;
}

@Entity('selection_panel_member')
@ObjectType('SelectionPanelMember', { description: 'Who selects among the applicants for a cohort.' })
export class SelectionPanelMemberRow {
  /** `<cohort>:<person>` */
  @PrimaryColumn('text')
  id: string;

  @Column('uuid')
  @Index()
  cohortId: string;

  @Column('uuid')
  programmeId: string;

  @Column('uuid')
  @Index()
  @Field(() => ID, {
    description: 'An opaque identifier of the person: what they record is recorded under it.',
    deprecationReason: 'Since 0.2: ask for `person`.',
  })
  personId: string;
}
