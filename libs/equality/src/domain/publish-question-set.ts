import { Command, type Decided, onRecord, sameContent } from '@app/kernel';
import type { QuestionSetEvent, QuestionSetPublished } from './question-set.events.js';
import type { Edition, QuestionSet } from './question-set.js';
import { refuse } from './refusals.js';

export class PublishQuestionSet extends Command<Edition> {}

/** What is counted without an answer; no question has it among its categories. */
export const NOT_KNOWN = 'not-known';

export function publishQuestionSet({ input }: PublishQuestionSet, state: QuestionSet): Decided<QuestionSetEvent> {
  if (state.status === 'published') {
    if (sameContent(state.edition, input)) return onRecord<QuestionSetPublished>('QuestionSetPublished');
    throw refuse('QUESTION_SET_EDITION_FIXED', { code: state.edition.code, edition: state.edition.edition });
  }
  const codes = input.questions.map(({ code }) => code);
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (twice !== undefined) throw refuse('QUESTION_SET_INCONSISTENT', { question: twice });
  for (const { code, options, categories } of input.questions) {
    const known = categories.map((category) => category.code);
    const own = options.map((option) => option.code);
    const isWhole =
      options.every(({ countedAs }) => known.includes(countedAs)) && known.every((category) => options.some(({ countedAs }) => countedAs === category));
    const isDistinct = new Set(known).size === known.length && new Set(own).size === own.length && !known.includes(NOT_KNOWN);
    if (!isWhole || !isDistinct || categories.length < 2) throw refuse('QUESTION_SET_INCONSISTENT', { question: code });
  }
  return [{ type: 'QuestionSetPublished', data: input }];
}
