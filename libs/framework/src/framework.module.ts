import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { frameworkHandlers } from './commands/handlers.js';
import { CrosswalkResolver } from './graphql/crosswalk.resolver.js';
import { FrameworkElementResolver } from './graphql/framework-element.resolver.js';
import { FrameworkMutationsResolver } from './graphql/framework-mutations.resolver.js';
import { FrameworkLevelResolver, FrameworkVersionResolver } from './graphql/framework-version.resolver.js';
import { FrameworkResolver, FrameworksResolver } from './graphql/framework.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: commandHandlers(frameworkHandlers) })
export class FrameworkModule {}

/** Answers over GraphQL. */
@Module({
  providers: [
    FrameworksResolver,
    FrameworkResolver,
    FrameworkVersionResolver,
    FrameworkLevelResolver,
    FrameworkElementResolver,
    CrosswalkResolver,
    FrameworkMutationsResolver,
  ],
})
export class FrameworkGraphqlModule {}
