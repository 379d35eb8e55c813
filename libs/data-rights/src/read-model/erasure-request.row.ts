import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate } from '@app/kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ErasureGround, ErasureRefusal, ErasureRequester, Remainder, Responsibility } from '../domain/erasure.events.js';

export const ErasureGroundEnum = describedEnum<ErasureGround>('ErasureGround', 'Why somebody is to be erased.', {
  NO_LONGER_NECESSARY: {
    description: 'What is held is no longer needed for what it was collected for.',
    en: 'No longer needed',
    cy: 'Nid oes ei angen mwyach',
  },
  AGREEMENT_WITHDRAWN: { description: 'The person agreed to it once, and no longer does.', en: 'Agreement withdrawn', cy: 'Tynnwyd y cytundeb yn ôl' },
  OBJECTION: { description: 'The person objects, and no overriding reason stands against it.', en: 'Objection', cy: 'Gwrthwynebiad' },
  UNLAWFULLY_PROCESSED: { description: 'It should never have been held.', en: 'Unlawfully held', cy: 'Fe’i cedwir yn anghyfreithlon' },
  LEGAL_OBLIGATION: { description: 'A law asks for it to be erased.', en: 'Legal obligation', cy: 'Rhwymedigaeth gyfreithiol' },
  RETENTION_ENDED: { description: 'A retention rule was applied. It cannot be given by hand.', en: 'Retention ended', cy: 'Daeth y cyfnod cadw i ben' },
});

export const ErasureRefusalEnum = describedEnum<ErasureRefusal>('ErasureRefusalReason', 'Why somebody is not erased.', {
  LEGAL_OBLIGATION: { description: 'A law asks for it to be kept.', en: 'Legal obligation', cy: 'Rhwymedigaeth gyfreithiol' },
  PUBLIC_TASK: { description: 'It is needed for a task in the public interest.', en: 'Public task', cy: 'Tasg gyhoeddus' },
  ARCHIVING: {
    description: 'It is needed for archiving, research or statistics in the public interest.',
    en: 'Archiving, research or statistics',
    cy: 'Archifo, ymchwil neu ystadegau',
  },
  LEGAL_CLAIMS: { description: 'It is needed for legal claims.', en: 'Legal claims', cy: 'Hawliadau cyfreithiol' },
  GROUND_NOT_MET: { description: 'The ground that was given does not hold.', en: 'Ground not met', cy: 'Ni fodlonwyd y sail' },
  IDENTITY_NOT_CONFIRMED: {
    description: 'It could not be confirmed that the person asks.',
    en: 'Identity not confirmed',
    cy: 'Ni chadarnhawyd pwy sy’n gofyn',
  },
});

export const ErasureRequesterEnum = describedEnum<ErasureRequester>('ErasureRequester', 'Who asks for an erasure.', {
  LEADER: { description: 'The person.', en: 'The person', cy: 'Y person' },
  ADMINISTRATOR: { description: 'Somebody on their behalf.', en: 'Administrator', cy: 'Gweinyddwr' },
  RETENTION: { description: 'A retention rule that somebody applied.', en: 'A retention rule', cy: 'Rheol gadw' },
});

export type ErasureStatus = 'REQUESTED' | 'REFUSED' | 'APPROVED' | 'KEYS_DESTROYED' | 'VALUES_REMAIN' | 'COMPLETED';
export const ErasureStatusEnum = describedEnum<ErasureStatus>('ErasureStatus', 'How far an erasure has come.', {
  REQUESTED: { description: 'It is to be decided, by somebody other than who asked.', en: 'Requested', cy: 'Gofynnwyd amdano' },
  REFUSED: { description: 'It was refused. It may be asked for again.', en: 'Refused', cy: 'Gwrthodwyd' },
  APPROVED: {
    description: 'It was approved, and is being carried out, or waits until no record of theirs is under a hold.',
    en: 'Approved',
    cy: 'Cymeradwywyd',
  },
  KEYS_DESTROYED: {
    description: 'Nothing personal can be read any more; what may be left is being looked for.',
    en: 'Keys destroyed',
    cy: 'Dinistriwyd yr allweddi',
  },
  VALUES_REMAIN: {
    description:
      'The search found something that the person was known by: `remaining` says where. Remove it there, then `requestErasureScan`. Nothing else of theirs can be read.',
    en: 'Something was still found',
    cy: 'Canfuwyd rhywbeth o hyd',
  },
  COMPLETED: { description: 'It is done, and certified.', en: 'Completed', cy: 'Cwblhawyd' },
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
  @Field(() => ID, { description: 'Under which identifier whoever asked is recorded.', deprecationReason: 'Since 0.2: ask for `requester`.' })
  requesterId: string;

  @Column('date')
  @Index()
  @Field(() => DateScalar, { description: 'When it was asked for.' })
  requestedOn: CalendarDate;

  @Column('text', { nullable: true })
  @Field(() => ID, { nullable: true, description: 'Under which identifier whoever decided is recorded.', deprecationReason: 'Since 0.2: ask for `decider`.' })
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

  @Column('jsonb')
  remaining: readonly Remainder[];

  @Column('text', { nullable: true })
  certificate: string | null;

  @Column('text', { nullable: true })
  certificateHash: string | null;

  @Column('text', { nullable: true })
  signature: string | null;

  @Column('text', { nullable: true })
  publicKey: string | null;
}
