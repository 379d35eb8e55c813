import type { Receipt } from '@app/kernel';
import { Refused } from '@app/kernel';
import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import type { GraphqlContext } from './operation/context.js';
import { refusal, RefusalType } from './refusal.js';
import { PositionScalar } from './scalars.js';

@ObjectType('ReceiptEvent', { description: 'An event that a mutation recorded.' })
export class ReceiptEventType {
  @Field(() => ID, { description: 'Its id, as in `eventIds`.' })
  eventId: string;

  @Field(() => String, { description: 'What was recorded, such as `PlaceOffered`. docs/event-catalogue.md lists them.' })
  type: string;
}

@ObjectType('Receipt', { description: 'Where that which a mutation recorded stands in the log.' })
export class ReceiptType {
  @Field(() => [ID], { description: 'The ids of the events, in order; none when there was nothing left to record.' })
  eventIds: readonly string[];

  @Field(() => [String], { description: 'What was recorded, in the same order: an offer by a full cohort answers `PlaceQueued`, the waiting list.' })
  eventTypes: readonly string[];

  @Field(() => String, { description: 'The stream that holds them.' })
  stream: string;

  @Field(() => PositionScalar, { description: 'The stream’s revision after the last of them, from 0.' })
  revision: bigint;

  @Field(() => String, { description: 'Opaque. `at(after:)` waits until what was recorded can be read.' })
  token: string;
}

@ObjectType('Recorded', { description: 'The mutation took effect, now or when the same command was sent before.' })
export class RecordedType {
  @Field(() => ID, { description: 'The id of what it was recorded for; `node` finds it once it can be read.' })
  recordedFor: string;

  @Field(() => ReceiptType, { description: 'Where it stands.' })
  receipt: ReceiptType;
}

/** What every mutation answers: `@Mutation(() => Outcome, …)`. */
export const Outcome = createUnionType({
  name: 'Outcome',
  description: 'What every mutation answers. Faults of the service itself are in `errors`.',
  types: () => [RecordedType, RefusalType] as const,
  resolveType: (value: RecordedType | RefusalType) => ('receipt' in value ? 'Recorded' : 'Refusal'),
});
export type Outcome = RecordedType | RefusalType;

/**
 * The body of a mutation: what was recorded, or why not. Only `Refused` becomes a refusal; anything else is a defect and goes on.
 * @param work answers the node id of what was recorded for, and the receipt
 */
export async function outcome(context: GraphqlContext, work: () => Promise<{ readonly id: string; readonly receipt: Receipt }>): Promise<Outcome> {
  try {
    const { id, receipt } = await work();
    return { recordedFor: id, receipt };
  } catch (error) {
    if (error instanceof Refused) return refusal(error, context);
    throw error;
  }
}
