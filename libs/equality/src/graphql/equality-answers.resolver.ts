import { MomentType, PersonalState } from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { Opener } from '@app/privacy';
import { Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { EqualityAnswersRow } from '../read-model/equality-answers.row.js';
import { QuestionSetRow } from '../read-model/question-set.row.js';
import { questionSets } from '../read.js';
import type { At, Seen } from '@app/graphql-kit';

@ObjectType('EqualityAnswer', { description: 'One answer of yours.' })
class EqualityAnswerType {
  @Field(() => String, { description: 'The question, by its code.' })
  question: string;

  @Field(() => String, { description: 'The option, by its code.' })
  option: string;
}

@Resolver(() => MomentType)
export class OwnEqualityAnswersResolver {
  @ResolveField(() => EqualityAnswersRow, { nullable: true, description: 'What you said of yourself; null when you said nothing, or took it back.' })
  async equalityAnswers(@Parent() { moment }: MomentType): Promise<At<EqualityAnswersRow> | null> {
    // Whoever asks sees their own row, and no other; one for each of their records, where some were merged.
    const [own] = await moment.query<At<EqualityAnswersRow>>(
      sql`select equality_answers.* from ${moment.from(EqualityAnswersRow)} order by equality_answers.answered_on desc limit 1`,
      { moment },
    );
    return own ?? null;
  }
}

@Resolver(() => EqualityAnswersRow)
export class EqualityAnswersResolver {
  constructor(private readonly opener: Opener) {}

  @ResolveField(() => QuestionSetRow, { nullable: true, description: 'The questions that you answered.' })
  questionSet({ moment, questionSetId }: At<EqualityAnswersRow>): Promise<Seen<QuestionSetRow> | null> {
    return questionSets.find(moment, questionSetId);
  }

  @ResolveField(() => [EqualityAnswerType], { description: 'Your answers; empty unless `state` is OPEN.' })
  async answers({ answers }: At<EqualityAnswersRow>): Promise<EqualityAnswerType[]> {
    const opened = await this.#opened(answers);
    return opened.state === 'open' ? Object.entries(opened.value).map(([question, option]) => ({ question, option })) : [];
  }

  @ResolveField(() => PersonalState, { description: 'Whether they can be read.' })
  async state({ answers }: At<EqualityAnswersRow>): Promise<PersonalState> {
    const { state } = await this.#opened(answers);
    return state === 'open' ? PersonalState.OPEN : state === 'erased' ? PersonalState.ERASED : PersonalState.LOCKED;
  }

  async #opened(sealed: EqualityAnswersRow['answers']) {
    // What a row holds was sealed when it was recorded.
    const [opened] = await this.opener.open([sealed as SealedValue<Record<string, string>>]);
    return opened ?? { state: 'locked' as const };
  }
}
