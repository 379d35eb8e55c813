import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { organisationHandlers } from './commands/handlers.js';
import { OrganisationMutationsResolver } from './graphql/organisation-mutations.resolver.js';
import { OrganisationLinkResolver, OrganisationResolver, OrganisationsResolver } from './graphql/organisation.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: commandHandlers(organisationHandlers) })
export class OrganisationModule {}

/** Answers over GraphQL. */
@Module({ providers: [OrganisationsResolver, OrganisationResolver, OrganisationLinkResolver, OrganisationMutationsResolver] })
export class OrganisationGraphqlModule {}
