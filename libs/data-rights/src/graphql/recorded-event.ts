import { type ActingRole, ActingRoleEnum, ActorType, type At, DateScalar, DateTimeScalar, LocalText, PositionScalar } from '@app/graphql-kit';
import type { CalendarDate, Instant, Position } from '@app/kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('RecordedEvent', {
  description:
    'One entry of the log, by what stands around it: what happened, when, by whom, in which role and why. What was recorded with it, the things that it is about tell.',
})
export class RecordedEvent {
  @Field(() => ID, { description: 'Opaque, and the same for ever: made of its place in the log. It leads to nothing else.' })
  id: string;

  @Field(() => ID, { nullable: true, description: 'The event’s id, as in a receipt. Null for answers about equality.' })
  eventId: string | null;

  @Field(() => PositionScalar, { description: 'Its place in the log.' })
  position: Position;

  @Field(() => String, { description: 'What happened: the event’s type. docs/event-catalogue.md lists them.' })
  type: string;

  @Field(() => LocalText, { description: 'What happened, as it is called: to show in place of the type.' })
  label: LocalText;

  @Field(() => Int, { description: 'The version of that type’s form in which it is stored.' })
  schemaVersion: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The stream that it stands in, as in a receipt: what it is about, and its id. Null for answers about equality: whose they are is told to nobody.',
  })
  stream: string | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Its place in that stream, from 0.' })
  revision: bigint | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  recordedAt: Instant;

  @Field(() => DateScalar, { description: 'The day from which it holds.' })
  effectiveOn: CalendarDate;

  @Field(() => ActorType, { nullable: true, description: 'Who recorded it. Null for answers about equality.' })
  by: At<ActorType> | null;

  @Field(() => ActorType, { nullable: true, description: 'In whose name, where it was not their own.' })
  inNameOf: At<ActorType> | null;

  @Field(() => ActingRoleEnum, { description: 'In which role they did.' })
  actingRole: ActingRole;

  @Field(() => ID, {
    nullable: true,
    description: 'Who recorded it, by an identifier that leads nowhere. Null for answers about equality.',
    deprecationReason: 'Since 0.2: ask for `by`.',
  })
  actor: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The account by which they did, where it was a person who did, and that is known. Null for answers about equality.',
  })
  account: string | null;

  @Field(() => String, { description: 'What recorded it: a `person`, a `service`, or the installation itself, the `system`.' })
  actorKind: string;

  @Field(() => String, { description: 'In what role, as a text.', deprecationReason: 'Since 0.2: ask for `actingRole`.' })
  role: string;

  @Field(() => ID, {
    nullable: true,
    description: 'In whose name, where it was not the actor’s own, by an identifier that leads nowhere.',
    deprecationReason: 'Since 0.2: ask for `inNameOf`.',
  })
  onBehalfOf: string | null;

  @Field(() => ID, { nullable: true, description: 'The delegation by which they acted, where they did by one.' })
  delegation: string | null;

  @Field(() => String, { description: 'The command that it was recorded for.' })
  commandName: string;

  @Field(() => ID, { nullable: true, description: 'That command’s id. Null for answers about equality.' })
  commandId: string | null;

  @Field(() => ID, { nullable: true, description: 'What it shares with everything that followed from the same command. Null for answers about equality.' })
  correlationId: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The event that it followed from, where it followed from one by itself. Null for answers about equality.',
  })
  causationId: string | null;

  @Field(() => ID, { nullable: true, description: 'The event that it replaces, where it corrects one. Null for answers about equality.' })
  corrects: string | null;

  @Field(() => ID, { nullable: true, description: 'The event that it declares never to have held, where it does. Null for answers about equality.' })
  voids: string | null;

  @Field(() => String, { nullable: true, description: 'Why, as a code of `at { reasonCodes }`, where one was given; `NOT_REGISTERED` where it is on no list.' })
  reasonCode: string | null;

  @Field(() => LocalText, { nullable: true, description: 'Why, as that reason is called: to show in place of the code.' })
  reason: LocalText | null;
}
