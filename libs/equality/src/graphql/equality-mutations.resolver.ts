import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { derivedId } from '@app/kernel';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { PublishFigures, publicationIdOf } from '../domain/publish-figures.js';
import { RecordEqualityAnswers } from '../domain/record-equality-answers.js';
import { GrantUnmaskedFigures, ReadUnmaskedFigures, readingIdOf } from '../domain/unmasked-figures.js';
import { WithdrawEqualityAnswers } from '../domain/withdraw-equality-answers.js';
import {
  GrantUnmaskedFiguresInput,
  PublishFiguresInput,
  ReadUnmaskedFiguresInput,
  RecordEqualityAnswersInput,
  WithdrawEqualityAnswersInput,
} from './equality.inputs.js';

@Resolver()
export class EqualityMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, {
    description:
      'Says of yourself what you like to say, sealed under a key of its own. Nobody else is ever answered it, nobody decides by it, and you may take it back.',
  })
  recordEqualityAnswers(@Input() input: RecordEqualityAnswersInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RecordEqualityAnswers, input, ['Leader', input.leaderId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Takes back whatever you said of yourself. Figures published from then on count you as not known.' })
  withdrawEqualityAnswers(@Input() input: WithdrawEqualityAnswersInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, WithdrawEqualityAnswers, input, ['Leader', input.leaderId], own(input));
  }

  @Mutation(() => Outcome, {
    description: 'Publishes figures as people stand now, masked and rounded: once in a month, and at least 28 days after the last. They never change.',
  })
  publishFigures(@Input() input: PublishFiguresInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, PublishFigures, input, ['FigurePublication', publicationIdOf(context.clock.today())], {});
  }

  @Mutation(() => Outcome, { description: 'Allows somebody else to see figures unmasked for some hours, for a closed session of a board.' })
  grantUnmaskedFigures(@Input() input: GrantUnmaskedFiguresInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const grantId = derivedId(input.commandId, 'unmasked');
    return this.mutations.send(context, GrantUnmaskedFigures, input, ['UnmaskedGrant', grantId], { grantId, ...own(input) });
  }

  @Mutation(() => Outcome, {
    description: 'Records that you look at figures unmasked; `node` of the answer’s id then has them for you, while your leave lasts.',
  })
  readUnmaskedFigures(@Input() input: ReadUnmaskedFiguresInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ReadUnmaskedFigures, input, ['UnmaskedReading', readingIdOf(input.commandId)], own(input));
  }
}
