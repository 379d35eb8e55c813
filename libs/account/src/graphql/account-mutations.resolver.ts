import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { derivedId } from '@app/kernel';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { EndDelegation } from '../domain/end-delegation.js';
import { GrantDelegation } from '../domain/grant-delegation.js';
import { LinkIdentity } from '../domain/link-identity.js';
import { UnlinkIdentity } from '../domain/unlink-identity.js';
import { identityIdOf } from '../domain/identities.js';
import { IdentityRegister } from '../identities/identity-register.js';
import { EndDelegationInput, GrantDelegationInput, LinkIdentityInput, UnlinkIdentityInput } from './account.inputs.js';

@Resolver()
export class AccountMutationsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly register: IdentityRegister,
  ) {}

  @Mutation(() => Outcome, {
    description:
      'Has whoever an identity provider signs in as this subject be the person whose record it is, from the next request on. It belongs to one person alone.',
  })
  async linkIdentity(@Input() input: LinkIdentityInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const identityId = identityIdOf(input.commandId, await this.register.partOf(input.issuer, input.subject));
    return this.mutations.send(context, LinkIdentity, input, ['Identity', identityId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Ends that an identity is somebody’s: from the next request on, whoever signs in by it is not that person.' })
  unlinkIdentity(@Input() input: UnlinkIdentityInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, UnlinkIdentity, input, ['Identity', input.identityId], own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Has somebody act in another’s name for a time, in some of that person’s roles. Requests do so by the header `on-behalf-of` with the delegation’s id. The same again while it is in force is refused, and the first one named.',
  })
  grantDelegation(@Input() input: GrantDelegationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const delegationId = derivedId(input.commandId, 'delegation');
    return this.mutations.send(context, GrantDelegation, input, ['Delegation', delegationId], { ...own(input), delegationId });
  }

  @Mutation(() => Outcome, { description: 'Takes a delegation back, or gives it back: it counts no more from the next request on.' })
  endDelegation(@Input() input: EndDelegationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, EndDelegation, input, ['Delegation', input.delegationId], own(input));
  }
}
