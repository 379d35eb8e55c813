import { Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { MAX_PAGE } from '../connection/connection.js';

@ObjectType('Limits', { description: 'What one request may ask for. What is beyond is refused before anything is read.' })
export class Limits {
  @Field(() => Int, { description: 'Levels of fields within fields.' })
  depth: number;

  @Field(() => Int, {
    description:
      'Cost of an operation: 1 for each object asked for; what is inside a list counts `first` or `last` times, or 10 times where it has neither. A past moment counts twice, `within` and `totalCount` 100 each, `voidFact` 1,000, and `whoMaySeeMe` some 1,000 for each person. Every answer says its cost in `extensions.cost`.',
  })
  cost: number;

  @Field(() => Int, { description: 'Fields under another name.' })
  aliases: number;

  @Field(() => Int, { description: 'Fragments in one document.' })
  fragments: number;

  @Field(() => Int, { description: 'Fields that a document comes to: what a fragment holds counts wherever it is spread, and each spread as one more.' })
  fields: number;

  @Field(() => Int, { description: 'Times that a document may ask for the same field in the same place.' })
  repeats: number;

  @Field(() => Int, { description: 'Items on one page.' })
  pageSize: number;

  @Field(() => Int, { description: 'Bytes of a request’s body.' })
  bodyBytes: number;
}

/**
 * The limits of this API, as it publishes them. A body has room for an attendance register, and for a text that is far
 * too long, so that its field can be named.
 */
export const LIMITS: Readonly<Limits> = {
  depth: 12,
  cost: 10_000,
  aliases: 30,
  fragments: 50,
  fields: 2_000,
  repeats: 50,
  pageSize: MAX_PAGE,
  bodyBytes: 250_000,
};

@Resolver()
export class LimitsResolver {
  @Query(() => Limits, { name: 'limits', description: 'What one request may ask for.' })
  limits(): Limits {
    return LIMITS;
  }
}
