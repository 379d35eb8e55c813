import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { correctionHandlers } from './commands/handlers.js';
import { CorrectionMutationsResolver } from './graphql/correction-mutations.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: commandHandlers(correctionHandlers) })
export class CorrectionModule {}

/** Answers over GraphQL. */
@Module({ providers: [CorrectionMutationsResolver] })
export class CorrectionGraphqlModule {}
