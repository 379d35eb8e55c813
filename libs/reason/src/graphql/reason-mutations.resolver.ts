import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { RegisterReasonCode } from '../domain/register-reason-code.js';
import { RenameReasonCode } from '../domain/rename-reason-code.js';
import { RetireReasonCode } from '../domain/retire-reason-code.js';
import { reasonCodeIdOf } from '../domain/reason-code.js';
import { RegisterReasonCodeInput, RenameReasonCodeInput, RetireReasonCodeInput } from './reason.inputs.js';

@Resolver()
export class ReasonMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, { description: 'Puts a reason of the installation’s own on the list of those that can be given.' })
  registerReasonCode(@Input() input: RegisterReasonCodeInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RegisterReasonCode, input, ['ReasonCode', reasonCodeIdOf(input.code)], own(input));
  }

  @Mutation(() => Outcome, { description: 'Gives a reason another name.' })
  renameReasonCode(@Input() input: RenameReasonCodeInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RenameReasonCode, input, ['ReasonCode', reasonCodeIdOf(input.code)], own(input));
  }

  @Mutation(() => Outcome, { description: 'Has a reason given no more, also one that comes with the product. What was recorded with it keeps its name.' })
  retireReasonCode(@Input() input: RetireReasonCodeInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RetireReasonCode, input, ['ReasonCode', reasonCodeIdOf(input.code)], own(input));
  }
}
