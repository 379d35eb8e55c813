import { DateTimeScalar, describedEnum, roleName, type RoleName } from '@app/graphql-kit';
import { ROLES } from '@app/identity';
import type { Instant } from '@app/kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A role as it was recorded, by its name in the schema; undefined for one that this release does not know. */
export const recordedRole = (recorded: string): RoleName | undefined => {
  const known = ROLES.find((role) => role === recorded);
  return known && roleName(known);
};

export type RecordsSaid = 'PROPOSED' | 'MERGED' | 'WITHDRAWN' | 'UNDONE';
export const RecordsSaidEnum = describedEnum<RecordsSaid>('RecordsSaid', 'What somebody said of two records, of which this person has one.', {
  PROPOSED: { description: 'That they are of one person.', en: 'Of one person', cy: 'Yn eiddo i un person' },
  MERGED: {
    description: 'That they are indeed: they were merged. `LeaderMerge.state` tells whether a second person has confirmed that.',
    en: 'Merged',
    cy: 'Cyfunwyd',
  },
  WITHDRAWN: { description: 'That they are no longer said to be.', en: 'Of one person no longer', cy: 'Ddim yn eiddo i un person mwyach' },
  UNDONE: { description: 'That they are of two persons after all: they were parted.', en: 'Parted again', cy: 'Gwahanwyd eto' },
});

/** What one reader read of one person in one hour. No column holds anything personal: ids, codes and moments. */
@Entity('personal_read')
@Index(['leaderId', 'until', 'id'])
@ObjectType('PersonalRead', {
  description:
    'That somebody read personal values of a leader: who, what, when and what for; or that they took the record for one of a person who has another. What was read is not told.',
})
export class PersonalReadRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  leaderId: string;

  @Column('text')
  @Field(() => ID, { description: 'Under which identifier whoever read is recorded.', deprecationReason: 'Since 0.2: ask for `by`.' })
  readerId: string;

  @Column('text', { nullable: true })
  @Field(() => ID, { nullable: true, description: 'In whose name they read, where it was not their own.', deprecationReason: 'Since 0.2: ask for `inNameOf`.' })
  onBehalfOf: string | null;

  @Column('text', { array: true })
  roles: readonly string[];

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'What for, as a code of the reader’s own, where they said (header `purpose`).' })
  purpose: string | null;

  @Column('timestamptz')
  @Field(() => DateTimeScalar, { description: 'From when on.' })
  since: Instant;

  @Column('timestamptz')
  @Field(() => DateTimeScalar, { description: 'Until when: what is read again within an hour of the clock is told once, from the first time to the last.' })
  until: Instant;

  @Column('text', { array: true })
  fields: readonly string[];

  @Column('text', { nullable: true })
  @Field(() => RecordsSaidEnum, {
    nullable: true,
    description: 'What they said of this record and another one, where they did that rather than read: then there are no `fields`.',
  })
  recordsSaid: RecordsSaid | null;
}
