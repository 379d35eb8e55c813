import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('reporting_line')
@ObjectType('ReportingLine', { description: 'To whom the holder of a post reports in it.' })
export class ReportingLineRow {
  /** The assignment’s. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  leaderId: string;

  @Column('uuid')
  organisationId: string;

  @Column('uuid')
  @Index()
  @Field(() => ID, {
    description: 'An opaque identifier of the manager: what they record is recorded under it.',
    deprecationReason: 'Since 0.2: ask for `managedBy`.',
  })
  managerId: string;
}
