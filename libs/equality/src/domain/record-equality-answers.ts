import { Command, seal } from '@app/kernel';
import type { Equality } from './equality.js';
import type { EqualityEvent } from './equality.events.js';
import { ownOnly } from './own-only.js';
import type { Question } from './question-set.events.js';
import type { QuestionSet } from './question-set.js';
import { refuse } from './refusals.js';

/** May be given to any question. It says as much as no answer, and is counted as none. */
export const PREFER_NOT_TO_SAY = 'prefer-not-to-say';

export interface Answer {
  /** The question's code. */
  readonly question: string;
  /** The option's code, or `prefer-not-to-say`. */
  readonly option: string;
}

/** What somebody says of themselves, in place of whatever they said before. */
export class RecordEqualityAnswers extends Command<{ readonly leaderId: string; readonly questionSetId: string; readonly answers: readonly Answer[] }> {}

/** A leader, as this feature needs to know them. */
export type KnownLeader = { readonly status: 'none' | 'registered' | 'erased' } | { readonly status: 'merged'; readonly survivorId: string };

export function recordAnswers({ input, meta }: RecordEqualityAnswers, _state: Equality, leader: KnownLeader, asked: QuestionSet): readonly EqualityEvent[] {
  const { leaderId, questionSetId, answers } = input;
  ownOnly(meta.actor, leaderId);
  if (leader.status === 'merged') throw refuse('LEADER_MERGED', { survivorId: leader.survivorId });
  if (leader.status !== 'registered') throw refuse('LEADER_NOT_FOUND');
  if (asked.status === 'none') throw refuse('QUESTION_SET_NOT_FOUND');
  const { questions } = asked.edition;
  const counted = answers.flatMap((answer) => countedAs(questions, answer));
  if (new Set(answers.map(({ question }) => question)).size < answers.length) throw refuse('QUESTION_ANSWERED_TWICE');
  const sealed = (entries: readonly (readonly [string, string])[]) => seal({ subject: leaderId, purpose: 'equality' }, Object.fromEntries(entries));
  return [
    {
      type: 'EqualityAnswersRecorded',
      data: { leaderId, questionSetId, answers: sealed(answers.map(({ question, option }) => [question, option])), countedAs: sealed(counted) },
    },
  ];
}

function countedAs(questions: readonly Question[], { question: code, option }: Answer): readonly (readonly [string, string])[] {
  const question = questions.find((one) => one.code === code);
  if (!question) throw refuse('QUESTION_NOT_ASKED', { question: code, questions: questions.map((one) => one.code).join(', ') });
  if (option === PREFER_NOT_TO_SAY) return [];
  const given = question.options.find((one) => one.code === option);
  if (!given) throw refuse('ANSWER_NOT_OFFERED', { question: code, options: [...question.options.map((one) => one.code), PREFER_NOT_TO_SAY].join(', ') });
  return [[code, given.countedAs]];
}
