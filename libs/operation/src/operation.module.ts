import { Module } from '@nestjs/common';
import { PassOverEventHandler } from './commands/pass-over-event.handler.js';
import { PassedOverEventsResolver } from './graphql/passed-over-event.resolver.js';
import { Readers } from './readers.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: [Readers, PassOverEventHandler], exports: [Readers] })
export class OperationModule {}

/** Answers over GraphQL. */
@Module({ providers: [PassedOverEventsResolver] })
export class OperationGraphqlModule {}
