import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { equalityHandlers } from './commands/handlers.js';
import { Tabulating } from './figures/tabulating.js';
import { EqualityAnswersResolver, OwnEqualityAnswersResolver } from './graphql/equality-answers.resolver.js';
import { EqualityMutationsResolver } from './graphql/equality-mutations.resolver.js';
import { FigurePublicationResolver, FigurePublicationsResolver } from './graphql/figures.resolver.js';
import { QuestionSetResolver, QuestionSetsResolver } from './graphql/question-set.resolver.js';
import { UnmaskedGrantResolver, UnmaskedReadingResolver, UnmaskedReadingsResolver } from './graphql/unmasked.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: [Tabulating, ...commandHandlers(equalityHandlers)] })
export class EqualityModule {}

/** Answers over GraphQL. */
@Module({
  providers: [
    QuestionSetsResolver,
    QuestionSetResolver,
    OwnEqualityAnswersResolver,
    EqualityAnswersResolver,
    FigurePublicationsResolver,
    FigurePublicationResolver,
    UnmaskedReadingsResolver,
    UnmaskedReadingResolver,
    UnmaskedGrantResolver,
    EqualityMutationsResolver,
  ],
})
export class EqualityGraphqlModule {}
