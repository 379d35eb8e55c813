import { DateTimeScalar, describedEnum, Node, PositionScalar } from '@app/graphql-kit';
import type { Instant, Position } from '@app/kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PassOverReason } from '../domain/reader.events.js';

export const PassOverReasonEnum = describedEnum<PassOverReason>('PassOverReason', 'Why an event was passed over.', {
  READER_AT_FAULT: { description: 'The event is right: this release cannot apply it.', en: 'Fault of this release', cy: 'Nam yn y fersiwn hon' },
  RECORDED_BY_MISTAKE: { description: 'It should not have been recorded.', en: 'Recorded by mistake', cy: 'Cofnodwyd drwy gamgymeriad' },
  FOREIGN: { description: 'This product did not write it.', en: 'Not of this product', cy: 'Ddim o’r cynnyrch hwn' },
  DAMAGED: { description: 'It cannot be read.', en: 'Damaged', cy: 'Wedi’i ddifrodi' },
});

@Entity('passed_over_event')
@ObjectType('PassedOverEvent', {
  implements: () => [Node],
  description:
    'An event that something which reads the log could not apply, and that an operator had it pass over. What is told follows from the log without it.',
})
export class PassedOverEventRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  @Field(() => String, { description: 'What passes it over: `read-model`, `directory`, `mirror`, or `process:` and the name of a process manager.' })
  reader: string;

  @Column('uuid')
  @Field(() => ID, { description: 'The event’s own id, a UUID.' })
  eventId: string;

  @Column('text')
  @Field(() => String, { description: 'What kind of event it is.' })
  eventType: string;

  @Column('bigint', { nullable: true })
  @Field(() => PositionScalar, { nullable: true, description: 'Where in the log it stands; null where it has no place there.' })
  position: Position | null;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Which stream of an EventStoreDB it stands in, where it has no place in the log.' })
  stream: string | null;

  @Column('bigint', { nullable: true })
  @Field(() => PositionScalar, { nullable: true, description: 'Its revision there, as that server counts them from 0.' })
  revision: bigint | null;

  @Column('text')
  @Field(() => PassOverReasonEnum, { description: 'Why.' })
  reason: PassOverReason;

  @Column('text')
  @Field(() => ID, {
    description: 'Whoever decided it, by the id of their account, as the command was told it; `command-line` where an older release did not ask.',
    deprecationReason: 'Since 0.2: ask for `by`.',
  })
  passedOverBy: string;

  @Column('timestamptz')
  @Index()
  @Field(() => DateTimeScalar, { description: 'When.' })
  passedOverAt: Instant;
}
