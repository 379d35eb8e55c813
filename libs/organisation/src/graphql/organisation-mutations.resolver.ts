import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { derivedId } from '@app/kernel';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { CloseOrganisation, LinkOrganisations, RegisterOrganisation, RenameOrganisation, ReparentOrganisation } from '../commands.js';
import {
  CloseOrganisationInput,
  LinkOrganisationsInput,
  RegisterOrganisationInput,
  RenameOrganisationInput,
  ReparentOrganisationInput,
} from './organisation.inputs.js';

@Resolver()
export class OrganisationMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, { description: 'Registers an organisation.' })
  registerOrganisation(@Input() input: RegisterOrganisationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const organisationId = derivedId(input.commandId, 'organisation');
    return this.mutations.send(context, RegisterOrganisation, input, ['Organisation', organisationId], { ...own(input), organisationId });
  }

  @Mutation(() => Outcome, { description: 'Gives an organisation another name from a day on.' })
  renameOrganisation(@Input() input: RenameOrganisationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RenameOrganisation, input, ['Organisation', input.organisationId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Makes an organisation accountable to another from a day on.' })
  reparentOrganisation(@Input() input: ReparentOrganisationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ReparentOrganisation, input, ['Organisation', input.organisationId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Closes an organisation.' })
  closeOrganisation(@Input() input: CloseOrganisationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, CloseOrganisation, input, ['Organisation', input.organisationId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Links two organisations, apart from the tree of accountability.' })
  linkOrganisations(@Input() input: LinkOrganisationsInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, LinkOrganisations, input, ['Organisation', input.organisationId], {
      ...own(input),
      linkId: derivedId(input.commandId, 'link'),
    });
  }
}
