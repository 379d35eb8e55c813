import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  type Filters,
  type GraphqlContext,
  is,
  LocalText,
  MomentType,
  narrowed,
  Needs,
  NodeSources,
  type Order,
  OrderBy,
  orders,
  paginate,
  ProvenanceType,
  type Seen,
  ShortText,
} from '@app/graphql-kit';
import { type Language, shownIn } from '@app/localisation';
import type { BilingualName, Provenance } from '@app/kernel';
import { ArgsType, Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import type { QuestionNation } from '../domain/question-set.events.js';
import { PREFER_NOT_TO_SAY } from '../domain/record-equality-answers.js';
import { QuestionNationEnum, QuestionSetRow } from '../read-model/question-set.row.js';
import { questionSets, seenQuestionSet } from '../read.js';

const QuestionSetConnection = Connection('QuestionSet', () => QuestionSetRow);

/** A text that may have no official Welsh. */
export const textIn = (language: Language, { en, cy }: BilingualName): LocalText => shownIn(language, { en, cy: cy ?? null });
const preferNotToSay: BilingualName = { en: 'Prefer not to say', cy: 'Mae’n well gen i beidio â dweud' };

@ObjectType('AnswerOption', { description: 'An answer that may be given.' })
class AnswerOptionType {
  @Field(() => String, { description: 'The code to answer with.' })
  code: string;

  @Field(() => LocalText, { description: 'What to show in its place.' })
  text: LocalText;
}

@ObjectType('EqualityQuestion', { description: 'A question about the person who answers. Nobody has to.' })
class EqualityQuestionType {
  @Field(() => String, { description: 'The characteristic that it asks for, the same in every nation’s questions.' })
  code: string;

  @Field(() => LocalText, { description: 'The question.' })
  text: LocalText;

  @Field(() => [AnswerOptionType], { description: 'What may be answered; to prefer not to say is always among it.' })
  options: readonly AnswerOptionType[];
}

const questionSetOrders = orders('QuestionSet', sql`question_set.id`, {
  CODE: { description: 'The name among those of its pack.', en: 'Code', cy: 'Cod', column: () => ({ sql: sql`question_set.code`, type: 'text' }) },
});

@ArgsType()
class QuestionSetsArgs extends ConnectionArgs {
  @Field(() => QuestionNationEnum, { nullable: true, description: 'Only those of this nation.' })
  nation?: QuestionNation | null;

  @ShortText({ nullable: true, description: 'Only the editions of the one with this code.' })
  code?: string;

  @OrderBy(questionSetOrders, 'the code, and of each the latest edition last,')
  orderBy?: Order<'CODE'>;
}

const filters: Filters<QuestionSetsArgs> = { nation: is(sql`question_set.nation`), code: is(sql`question_set.code`) };

@Resolver(() => MomentType)
export class QuestionSetsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(questionSets);
  }

  @ResolveField(() => QuestionSetConnection, {
    description: 'Questions that people may answer about themselves, nation by nation; of each the latest edition last.',
  })
  questionSets(@Parent() { moment }: MomentType, @Arguments() args: QuestionSetsArgs): Promise<ConnectionOf<Seen<QuestionSetRow>>> {
    return paginate(
      moment,
      {
        name: 'questionSets',
        rows: QuestionSetRow,
        from: moment.from(QuestionSetRow),
        where: narrowed(filters, args, moment),
        orderBy: questionSetOrders.columns(args.orderBy, [
          { sql: sql`question_set.code`, type: 'text' },
          { sql: sql`question_set.edition`, type: 'text' },
          { sql: sql`question_set.id`, type: 'uuid' },
        ]),
        node: seenQuestionSet<QuestionSetRow>,
      },
      args,
    );
  }
}

@Resolver(() => QuestionSetRow)
export class QuestionSetResolver {
  @Needs('title')
  @ResolveField(() => LocalText, { description: 'What these questions are called.' })
  title(@Parent() { title }: Seen<QuestionSetRow>, @Context() { language }: GraphqlContext): LocalText {
    return textIn(language, title);
  }

  @Needs('questions')
  @ResolveField(() => [EqualityQuestionType], { description: 'The questions.' })
  questions(@Parent() { questions }: Seen<QuestionSetRow>, @Context() { language }: GraphqlContext): EqualityQuestionType[] {
    return questions.map(({ code, text, options }) => ({
      code,
      text: textIn(language, text),
      options: [...options, { code: PREFER_NOT_TO_SAY, text: preferNotToSay }].map((option) => ({ code: option.code, text: textIn(language, option.text) })),
    }));
  }

  @Needs('provenance')
  @ResolveField(() => ProvenanceType, { description: 'Where this record comes from.' })
  provenance({ provenance }: Seen<QuestionSetRow>): Provenance {
    return provenance;
  }

  @Needs('provenance')
  @ResolveField(() => String, { description: 'Who published the categories.' })
  publisher({ provenance }: Seen<QuestionSetRow>): string {
    return provenance.publisher;
  }

  @Needs('provenance')
  @ResolveField(() => String, { description: 'Where they were found, and whether the wording has been checked with the publisher.' })
  source({ provenance }: Seen<QuestionSetRow>): string {
    return provenance.source;
  }
}
