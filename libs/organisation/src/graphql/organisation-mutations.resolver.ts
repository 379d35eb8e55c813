import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { derivedId } from '@app/kernel';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { CloseOrganisation } from '../domain/close-organisation.js';
import { LinkOrganisations } from '../domain/link-organisations.js';
import { organisationIdOf } from '../domain/organisation-id.js';
import { RegisterOrganisation } from '../domain/register-organisation.js';
import { RenameOrganisation } from '../domain/rename-organisation.js';
import { ReparentOrganisation } from '../domain/reparent-organisation.js';
import {
  CloseOrganisationInput,
  LinkOrganisationsInput,
  RegisterOrganisationInput,
  RenameOrganisationInput,
  ReparentOrganisationInput,
} from './organisation.inputs.js';
import { OrganisationRow } from '../read-model/organisation.row.js';

@Resolver()
export class OrganisationMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, { description: 'Registers an organisation.' })
  async registerOrganisation(@Input() input: RegisterOrganisationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const organisationId = await this.#idOf(input);
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

  /** Of the organisation that has the code in its nation, under whichever id it was registered; else the one that the code stands for. */
  async #idOf({ code, nation }: RegisterOrganisationInput): Promise<string> {
    const own = organisationIdOf(code);
    const found = await this.mutations.onRecord<Pick<OrganisationRow, 'id' | 'nation'>>(
      (onRecord) => sql`select id, nation from ${onRecord.everyone(OrganisationRow)} where code = ${code} order by id`,
    );
    const known = found.find((organisation) => organisation.nation === nation);
    if (known) return known.id;
    return found.some(({ id }) => id === own) ? organisationIdOf(code, nation) : own;
  }
}
