import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { reasonHandlers } from './commands/handlers.js';
import { KnownReasons } from './graphql/known-reasons.js';
import { ReasonMutationsResolver } from './graphql/reason-mutations.resolver.js';
import { ReasonsResolver } from './graphql/reason.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: commandHandlers(reasonHandlers) })
export class ReasonModule {}

/** Answers over GraphQL. */
@Module({ providers: [KnownReasons, ReasonsResolver, ReasonMutationsResolver] })
export class ReasonGraphqlModule {}
