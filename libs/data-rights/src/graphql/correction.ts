import { DateScalar, LocalText, Step } from '@app/graphql-kit';
import type { LoggedEvent } from '@app/event-store';
import type { CalendarDate } from '@app/kernel';
import type { Moment } from '@app/read-model';
import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType('CorrectedFact', { description: 'What was on record before it was corrected or voided.' })
export class CorrectedFact {
  @Field(() => String, { description: 'What was recorded: the event’s type. docs/event-catalogue.md lists them.' })
  type: string;

  @Field(() => LocalText, { description: 'What was recorded, as it is called: to show in place of the type.' })
  label: LocalText;

  @Field(() => DateScalar, { description: 'The day from which it held.' })
  effectiveOn: CalendarDate;
}

@ObjectType('CorrectedField', { description: 'One thing that a correction says otherwise.' })
export class CorrectedField {
  @Field(() => LocalText, { description: 'What it is, as it is called.' })
  name: LocalText;

  @Field(() => LocalText, { nullable: true, description: 'What was on record; null where nothing was.' })
  before: LocalText | null;

  @Field(() => LocalText, { nullable: true, description: 'What is on record in its place; null where nothing is.' })
  after: LocalText | null;
}

@ObjectType('Correction', {
  description:
    'That something recorded of a person was corrected, or declared never to have held: when, by whom, in which role and why, and what was on record before.',
})
export class Correction extends Step {
  @Field(() => String, { nullable: true, description: 'Why, as a code of `at { reasonCodes }`, where one was given; `NOT_REGISTERED` where it is on no list.' })
  reasonCode: string | null;

  @Field(() => LocalText, { nullable: true, description: 'Why, as that reason is called: to show in place of the code.' })
  reason: LocalText | null;

  moment: Moment;
  event: LoggedEvent;
}
