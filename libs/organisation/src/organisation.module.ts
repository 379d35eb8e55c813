import { Module } from '@nestjs/common';
import { organisationCommandHandlers } from './commands/index.js';
import { OrganisationMutationsResolver } from './graphql/organisation-mutations.resolver.js';
import { OrganisationResolver, OrganisationsResolver } from './graphql/organisation.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: [...organisationCommandHandlers] })
export class OrganisationModule {}

/** Answers over GraphQL. */
@Module({ providers: [OrganisationsResolver, OrganisationResolver, OrganisationMutationsResolver] })
export class OrganisationGraphqlModule {}
