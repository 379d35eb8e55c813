import { Module } from '@nestjs/common';
import { reasonCommandHandlers } from './commands/index.js';
import { KnownReasons } from './graphql/known-reasons.js';
import { ReasonMutationsResolver } from './graphql/reason-mutations.resolver.js';
import { ReasonsResolver } from './graphql/reason.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: [...reasonCommandHandlers] })
export class ReasonModule {}

/** Answers over GraphQL. */
@Module({ providers: [KnownReasons, ReasonsResolver, ReasonMutationsResolver] })
export class ReasonGraphqlModule {}
