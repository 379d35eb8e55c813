import { DateTimeScalar, describedEnum, Node } from '@app/graphql-kit';
import { derivedId, type Instant, type Sealed } from '@app/kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { LeaderMergeProposed } from '../domain/leader.events.js';

/** A merge is known by the proposal that it began with; what older releases recorded tells none, and is known by the two records. */
export const mergeIdOf = ({ leaderId, mergedId, mergeId }: Omit<LeaderMergeProposed['data'], 'reason'>): string =>
  mergeId ?? derivedId(leaderId, `merge/${mergedId}`);

export type MergeState = 'PROPOSED' | 'CONFIRMED' | 'UNCONFIRMED' | 'WITHDRAWN' | 'UNDONE';
export const MergeStateEnum = describedEnum<MergeState>('MergeState', 'How far it has come that two records are taken for one person’s.', {
  PROPOSED: { description: 'One person says so, and nobody else has confirmed it. Nothing follows from it but restrictions.', en: 'Proposed', cy: 'Cynigiwyd' },
  CONFIRMED: { description: 'A second person has confirmed it, and the records are merged.', en: 'Confirmed', cy: 'Cadarnhawyd' },
  UNCONFIRMED: {
    description:
      'The records are merged by what one person recorded in an older release, which asked for no second one. Look into it: confirm it by confirmLeaderMerge, or undo it if it is wrong.',
    en: 'Merged by one person alone',
    cy: 'Cyfunwyd gan un person yn unig',
  },
  WITHDRAWN: { description: 'It was proposed, and that was taken back.', en: 'Withdrawn', cy: 'Tynnwyd yn ôl' },
  UNDONE: { description: 'The records were merged, and are two again.', en: 'Undone', cy: 'Dadwnaed' },
});

@Entity('leader_merge')
@ObjectType('LeaderMerge', {
  implements: () => [Node],
  description: 'That two records are of one person, or were said to be: by whom, why, and how it went on.',
})
export class LeaderMergeRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  leaderId: string;

  @Column('uuid')
  @Index()
  mergedId: string;

  @Column('text')
  @Field(() => MergeStateEnum, { description: 'How far it has come.' })
  state: MergeState;

  @Column('text')
  @Field(() => ID, { description: 'Under which identifier whoever said so first is recorded.', deprecationReason: 'Since 0.2: ask for `proposedBy`.' })
  proposedById: string;

  @Column('timestamptz')
  @Index()
  @Field(() => DateTimeScalar, { description: 'When they did.' })
  proposedAt: Instant;

  @Column('jsonb')
  proposalReason: Sealed<string>;

  @Column('text', { nullable: true })
  @Field(() => ID, {
    nullable: true,
    description: 'Under which identifier whoever confirmed it is recorded.',
    deprecationReason: 'Since 0.2: ask for `confirmedBy`.',
  })
  confirmedById: string | null;

  @Column('timestamptz', { nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When they did.' })
  confirmedAt: Instant | null;

  @Column('jsonb', { nullable: true })
  confirmationReason: Sealed<string> | null;

  @Column('text', { nullable: true })
  @Field(() => ID, {
    nullable: true,
    description: 'Under which identifier whoever withdrew or undid it is recorded.',
    deprecationReason: 'Since 0.2: ask for `endedBy`.',
  })
  endedById: string | null;

  @Column('timestamptz', { nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When they did.' })
  endedAt: Instant | null;

  @Column('jsonb', { nullable: true })
  endReason: Sealed<string> | null;
}
