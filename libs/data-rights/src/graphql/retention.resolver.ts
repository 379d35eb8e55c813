import { CommandInput, describedEnum, type GraphqlContext, Id, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { NationEnum } from '@app/organisation/read';
import { Context, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { LiftHold, PlaceHold } from '../domain/hold.js';
import type { HoldReason, RecordType } from '../domain/retention.events.js';
import { RetentionRules } from '../retention/rules.js';

const RecordTypeEnum = describedEnum<RecordType>('RecordType', 'What is kept for a time of its own.', {
  ENROLMENT: { description: 'What was written about enrolments: statements, comments, reasons.', en: 'Enrolments', cy: 'Ymrestriadau' },
  POST: { description: 'Titles of posts.', en: 'Posts', cy: 'Swyddi' },
  PERSON: { description: 'The person as a whole, who is then proposed for erasure.', en: 'The person', cy: 'Y person' },
});

export const HoldReasonEnum = describedEnum<HoldReason>('HoldReason', 'Why nothing of a person may be destroyed for now.', {
  LEGAL_CLAIM: { description: 'A legal claim is made, or may be.', en: 'Legal claim', cy: 'Hawliad cyfreithiol' },
  INQUIRY: { description: 'A public inquiry may ask for it.', en: 'Public inquiry', cy: 'Ymchwiliad cyhoeddus' },
  INVESTIGATION: { description: 'Something is being investigated.', en: 'Investigation', cy: 'Ymchwiliad' },
  AUDIT: { description: 'An audit is under way.', en: 'Audit', cy: 'Archwiliad' },
});

@ObjectType('RetentionStatus', { description: 'How long a kind of record of a nation is kept here.' })
class RetentionStatus {
  @Field(() => NationEnum, { description: 'The nation.' })
  nation: string;

  @Field(() => RecordTypeEnum, { description: 'The kind of record.' })
  record: RecordType;

  @Field(() => Int, { nullable: true, description: 'Months after it ended; null where no rule is configured: then it is kept.' })
  keepMonths: number | null;

  @Field(() => String, { nullable: true, description: 'The schedule or law that the rule follows, as it was configured.' })
  authority: string | null;
}

@InputType()
export class PlaceHoldInput extends CommandInput {
  @Id('Leader', { description: 'Of whom nothing is to be destroyed.' })
  leaderId: string;

  @Field(() => HoldReasonEnum, { description: 'Why.' })
  reason: HoldReason;
}

@InputType()
export class LiftHoldInput extends CommandInput {
  @Id('Leader', { description: 'Who is held no longer.' })
  leaderId: string;
}

@Resolver()
export class RetentionResolver {
  constructor(
    private readonly rules: RetentionRules,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => [RetentionStatus], {
    name: 'retention',
    description: 'How long what is kept here, for every nation. Nothing is destroyed by a rule until somebody applies it.',
  })
  retention(): RetentionStatus[] {
    return this.rules.status.map(({ nation, record, rule }) => ({ nation, record, keepMonths: rule?.keepMonths ?? null, authority: rule?.authority ?? null }));
  }

  @Mutation(() => Outcome, { description: 'Has nothing of a person destroyed until it is lifted: no erasure is approved, and no retention rule applies.' })
  placeHold(@Input() input: PlaceHoldInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, PlaceHold, input, ['Leader', input.leaderId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Lifts a hold.' })
  liftHold(@Input() input: LiftHoldInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, LiftHold, input, ['Leader', input.leaderId], own(input));
  }
}
