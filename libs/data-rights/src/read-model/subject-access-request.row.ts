import { DateScalar, describedEnum, Node } from '@app/graphql-kit';
import type { CalendarDate } from '@app/kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AnswerDocument, AnswerWay, ExtensionReason, SubjectAccessRequester } from '../domain/subject-access.events.js';

export const SubjectAccessRequesterEnum = describedEnum<SubjectAccessRequester>('SubjectAccessRequester', 'Who asked for what is held about somebody.', {
  LEADER: { description: 'The person, here.', en: 'The person', cy: 'Y person' },
  ADMINISTRATOR: { description: 'The person, by a letter that an administrator recorded.', en: 'By letter', cy: 'Drwy lythyr' },
});

export const ExtensionReasonEnum = describedEnum<ExtensionReason>('SubjectAccessExtensionReason', 'Why an answer takes longer than a month.', {
  COMPLEX: { description: 'The request is complex.', en: 'A complex request', cy: 'Cais cymhleth' },
  NUMEROUS: { description: 'The person has made many requests.', en: 'Many requests', cy: 'Llawer o geisiadau' },
});

export const AnswerWayEnum = describedEnum<AnswerWay>('SubjectAccessAnswerWay', 'How an answer came to the person.', {
  FETCHED: { description: 'They fetched it themselves.', en: 'Fetched by the person', cy: 'Nôl gan y person' },
  HANDED_OVER: { description: 'An operator made it, to be handed over.', en: 'Made to be handed over', cy: 'Paratowyd i’w drosglwyddo' },
});

export type SubjectAccessStatus = 'OPEN' | 'ANSWERED';
export const SubjectAccessStatusEnum = describedEnum<SubjectAccessStatus>('SubjectAccessStatus', 'How far a request for what is held has come.', {
  OPEN: { description: 'It is to be answered.', en: 'To be answered', cy: 'I’w ateb' },
  ANSWERED: { description: 'It was answered. It can be fetched again.', en: 'Answered', cy: 'Atebwyd' },
});

/** A document of an answer, and when and how it was given. */
export interface Answered extends AnswerDocument {
  readonly on: CalendarDate;
  readonly way: AnswerWay;
}

/** No column holds anything personal: ids, codes and dates. */
@Entity('subject_access_request')
@ObjectType('SubjectAccessRequest', {
  implements: () => [Node],
  description: 'That a person asked for everything that is held about them: when it was received, by when it is due, and what was given.',
})
export class SubjectAccessRequestRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @Index()
  leaderId: string;

  @Column('text')
  @Field(() => SubjectAccessStatusEnum, { description: 'How far it has come.' })
  status: SubjectAccessStatus;

  @Column('text')
  @Field(() => SubjectAccessRequesterEnum, { description: 'Who asked.' })
  requestedBy: SubjectAccessRequester;

  @Column('text')
  @Field(() => ID, {
    description: 'Under which identifier whoever asked, or recorded the letter, is recorded.',
    deprecationReason: 'Since 0.2: ask for `requester`.',
  })
  requesterId: string;

  @Column('date')
  @Index()
  @Field(() => DateScalar, { description: 'When it was received: the clock runs from here.' })
  receivedOn: CalendarDate;

  @Column('date')
  @Index()
  @Field(() => DateScalar, { description: 'By when it is to be answered: 28 days later, or as far as it was extended.' })
  dueOn: CalendarDate;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'By when it had to be answered before it was extended.' })
  extendedFrom: CalendarDate | null;

  @Column('text', { nullable: true })
  @Field(() => ExtensionReasonEnum, { nullable: true, description: 'Why it was extended.' })
  extensionReason: ExtensionReason | null;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'When the person was told that it was extended.' })
  toldOn: CalendarDate | null;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'When it was first answered.' })
  answeredOn: CalendarDate | null;

  @Column('jsonb')
  documents: readonly Answered[];
}
