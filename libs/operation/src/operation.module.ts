import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { operationHandlers } from './commands/handlers.js';
import { PassedOverEventsResolver } from './graphql/passed-over-event.resolver.js';
import { Readers } from './readers.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: [Readers, ...commandHandlers(operationHandlers)], exports: [Readers] })
export class OperationModule {}

/** Answers over GraphQL. */
@Module({ providers: [PassedOverEventsResolver] })
export class OperationGraphqlModule {}
