import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate, Sealed } from '@app/kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Authority, DelegatedRole } from '../domain/delegation.events.js';

export const DelegatedRoleEnum = describedEnum<DelegatedRole>(
  'DelegatedRole',
  'A role that can be delegated. What an identity provider claims of somebody (talent partner, auditor, board member, administrator) is for it to give to another.',
  {
    LEADER: {
      description:
        'As to the principal’s own record, but for what is theirs alone: who signs in as them, whom they delegate to, their answers on equality, what is held about them, being erased.',
      en: 'Leader',
      cy: 'Arweinydd',
    },
    LINE_MANAGER: { description: 'As the manager of a post, to the development of whoever holds it.', en: 'Line manager', cy: 'Rheolwr llinell' },
    PROGRAMME_LEAD: { description: 'As who runs a programme, to it and whoever takes part.', en: 'Programme lead', cy: 'Arweinydd rhaglen' },
    PANEL_MEMBER: {
      description: 'As who sits on the selection panel of a cohort, to those who are considered for it.',
      en: 'Panel member',
      cy: 'Aelod o banel',
    },
  },
);

export const AuthorityEnum = describedEnum<Authority>('DelegatedAuthority', 'How far a delegation goes.', {
  READING: { description: 'The deputy sees what the principal may see.', en: 'Reading', cy: 'Darllen' },
  ACTING: { description: 'The deputy does what the principal may do, too.', en: 'Acting', cy: 'Gweithredu' },
});

@Entity('delegation')
@ObjectType('Delegation', {
  implements: () => [Node],
  description: 'That somebody acts in another’s name for a time. A request does so that has its id in the header `on-behalf-of`.',
})
export class DelegationRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  @Field(() => ID, { description: 'Under which identifier the one is recorded in whose name it is done.', deprecationReason: 'Since 0.2: ask for `of`.' })
  principalId: string;

  @Column('uuid')
  @Index()
  @Field(() => ID, { description: 'Under which identifier the one is recorded who does it.', deprecationReason: 'Since 0.2: ask for `to`.' })
  deputyId: string;

  @Column('jsonb')
  @Field(() => [DelegatedRoleEnum], { description: 'Which of the principal’s roles the deputy has with it, as far as the principal has them.' })
  roles: readonly DelegatedRole[];

  @Column('text')
  @Field(() => AuthorityEnum, { description: 'How far it goes.' })
  authority: Authority;

  @Column('date')
  @Index()
  @Field(() => DateScalar, { description: 'The first day.' })
  startsOn: CalendarDate;

  @Column('date')
  @Index()
  @Field(() => DateScalar, { description: 'The last day, at its end.' })
  endsOn: CalendarDate;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'When it was ended, where it was before its last day.' })
  endedOn: CalendarDate | null;

  @Column('text')
  @Field(() => ID, {
    description: 'Under which identifier whoever granted it is recorded: the principal, or an administrator in their place.',
    deprecationReason: 'Since 0.2: ask for `grantedBy`.',
  })
  grantedById: string;

  @Column('jsonb', { nullable: true })
  reason: Sealed<string> | null;
}
