import { type GraphqlContext, Input, Mutations, Outcome, own, type Subject } from '@app/graphql-kit';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { endOf, type EndsNamed } from '../domain/crosswalk-end.js';
import { crosswalkIdOf, frameworkIdOf, frameworkVersionIdOf } from '../domain/framework-id.js';
import { PublishFrameworkVersion } from '../domain/publish-framework-version.js';
import { StateCrosswalk } from '../domain/state-crosswalk.js';
import { SupersedeFrameworkVersion } from '../domain/supersede-framework-version.js';
import { WithdrawCrosswalk } from '../domain/withdraw-crosswalk.js';
import { PublishFrameworkVersionInput, StateCrosswalkInput, SupersedeFrameworkVersionInput, WithdrawCrosswalkInput } from './framework.inputs.js';

const version = (frameworkId: string, called: string): Subject => ['FrameworkVersion', frameworkVersionIdOf(frameworkId, called)];
const crosswalk = ({ from, to }: EndsNamed): Subject => ['Crosswalk', crosswalkIdOf(endOf(from), endOf(to))];

@Resolver()
export class FrameworkMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, { description: 'Publishes a version of a framework, which may be used from that day on and never changes.' })
  publishFrameworkVersion(@Input() input: PublishFrameworkVersionInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, PublishFrameworkVersion, input, version(frameworkIdOf(input.code), input.version), own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Has another version be used in the place of one, from that day on: the day before is the last on which that one may be used. What was recorded under it stays under it, and no rating is mapped by itself.',
  })
  supersedeFrameworkVersion(@Input() input: SupersedeFrameworkVersionInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, SupersedeFrameworkVersion, input, version(input.frameworkId, input.version), own(input));
  }

  @Mutation(() => Outcome, {
    description: 'States how an element corresponds to one of another version, from that day on. Stated again, it replaces what was stated before.',
  })
  stateCrosswalk(@Input() input: StateCrosswalkInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, StateCrosswalk, input, crosswalk(input), own(input));
  }

  @Mutation(() => Outcome, { description: 'Withdraws a crosswalk. `effectiveOn` is the first day without.' })
  withdrawCrosswalk(@Input() input: WithdrawCrosswalkInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, WithdrawCrosswalk, input, crosswalk(input), own(input));
  }
}
