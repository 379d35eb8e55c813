import { DateScalar, Node } from '@app/graphql-kit';
import type { CalendarDate, Sealed } from '@app/kernel';
import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** By which identities somebody signs in is asked of the register; this table only shows them, sealed. */
@Entity('identity')
@ObjectType('Identity', {
  implements: () => [Node],
  description: 'That somebody signs in by an account of an identity provider. One person may have several; each belongs to one person alone.',
})
export class IdentityRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  leaderId: string;

  @Column('jsonb')
  issuer: Sealed<string>;

  @Column('jsonb')
  subject: Sealed<string>;

  @Column('date')
  @Field(() => DateScalar, { description: 'The day from which it is on record.' })
  linkedOn: CalendarDate;
}
