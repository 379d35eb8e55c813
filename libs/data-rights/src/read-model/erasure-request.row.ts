import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate } from '@app/kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ErasureGround, ErasureRefusal, ErasureRequester, Responsibility } from '../domain/erasure.events.js';

export const ErasureGroundEnum = describedEnum<ErasureGround>('ErasureGround', 'Why somebody is to be erased.', {
  NO_LONGER_NECESSARY: 'What is held is no longer needed for what it was collected for.',
  AGREEMENT_WITHDRAWN: 'The person agreed to it once, and no longer does.',
  OBJECTION: 'The person objects, and no overriding reason stands against it.',
  UNLAWFULLY_PROCESSED: 'It should never have been held.',
  LEGAL_OBLIGATION: 'A law asks for it to be erased.',
  RETENTION_ENDED: 'A retention rule was applied. It cannot be given by hand.',
});

export const ErasureRefusalEnum = describedEnum<ErasureRefusal>('ErasureRefusalReason', 'Why somebody is not erased.', {
  LEGAL_OBLIGATION: 'A law asks for it to be kept.',
  PUBLIC_TASK: 'It is needed for a task in the public interest.',
  ARCHIVING: 'It is needed for archiving, research or statistics in the public interest.',
  LEGAL_CLAIMS: 'It is needed for legal claims.',
  GROUND_NOT_MET: 'The ground that was given does not hold.',
  IDENTITY_NOT_CONFIRMED: 'It could not be confirmed that the person asks.',
});

export const ErasureRequesterEnum = describedEnum<ErasureRequester>('ErasureRequester', 'Who asks for an erasure.', {
  LEADER: 'The person.',
  ADMINISTRATOR: 'Somebody on their behalf.',
  RETENTION: 'A retention rule that somebody applied.',
});

export type ErasureStatus = 'REQUESTED' | 'REFUSED' | 'APPROVED' | 'KEYS_DESTROYED' | 'COMPLETED';
export const ErasureStatusEnum = describedEnum<ErasureStatus>('ErasureStatus', 'How far an erasure has come.', {
  REQUESTED: 'It is to be decided, by somebody other than who asked.',
  REFUSED: 'It was refused. It may be asked for again.',
  APPROVED: 'It was approved, and is being carried out.',
  KEYS_DESTROYED: 'Nothing personal can be read any more; what may be left is being looked for.',
  COMPLETED: 'It is done, and certified.',
});

/** No column holds anything personal: ids, codes and dates. */
@Entity('erasure_request')
@ObjectType('ErasureRequest', { implements: () => [Node], description: 'That somebody is to be erased: who asked, who decided, and what came of it.' })
export class ErasureRequestRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  leaderId: string;

  @Column('text')
  @Field(() => ErasureStatusEnum, { description: 'How far it has come.' })
  status: ErasureStatus;

  @Column('text')
  @Field(() => ErasureGroundEnum, { description: 'Why.' })
  ground: ErasureGround;

  @Column('text')
  @Field(() => ErasureRequesterEnum, { description: 'Who asked.' })
  requestedBy: ErasureRequester;

  @Column('text')
  @Field(() => ID, { description: 'Under which identifier whoever asked is recorded.' })
  requesterId: string;

  @Column('date')
  @Field(() => DateScalar, { description: 'When it was asked for.' })
  requestedOn: CalendarDate;

  @Column('text', { nullable: true })
  @Field(() => ID, { nullable: true, description: 'Under which identifier whoever decided is recorded.' })
  deciderId: string | null;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'When it was decided.' })
  decidedOn: CalendarDate | null;

  @Column('text', { nullable: true })
  @Field(() => ErasureRefusalEnum, { nullable: true, description: 'Why it was refused.' })
  refusal: ErasureRefusal | null;

  @Column('jsonb')
  responsibilities: readonly Responsibility[];

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'When it was done.' })
  completedOn: CalendarDate | null;

  @Column('text', { nullable: true })
  certificate: string | null;

  @Column('text', { nullable: true })
  certificateHash: string | null;

  @Column('text', { nullable: true })
  signature: string | null;

  @Column('text', { nullable: true })
  publicKey: string | null;
}
