import type { Provenance } from '@app/kernel';
import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType('Provenance', { description: 'Where a reference record comes from.' })
export class ProvenanceType implements Provenance {
  @Field(() => String, { description: 'The pack that it was loaded from.' })
  pack: string;

  @Field(() => String, { description: 'The version of that pack.' })
  version: string;

  @Field(() => String, { description: 'Who publishes the facts.' })
  publisher: string;

  @Field(() => String, { description: 'The document that they were read in.' })
  source: string;

  @Field(() => String, { description: 'On what terms they may be used.' })
  licence: string;
}
