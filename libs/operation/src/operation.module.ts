import { commandHandlers } from '@app/event-store';
import { Followers } from '@app/graphql-kit';
import { Global, Module } from '@nestjs/common';
import { operationHandlers } from './commands/handlers.js';
import { PassedOverEventResolver, PassedOverEventsResolver } from './graphql/passed-over-event.resolver.js';
import { LogFollowers } from './log-followers.js';
import { Readers } from './readers.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: [Readers, ...commandHandlers(operationHandlers)], exports: [Readers] })
export class OperationModule {}

/** Answers over GraphQL, and tells who follows the log behind what is answered. */
@Global()
@Module({ providers: [PassedOverEventsResolver, PassedOverEventResolver, { provide: Followers, useClass: LogFollowers }], exports: [Followers] })
export class OperationGraphqlModule {}
