// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { BilingualName, Event, Provenance } from '@app/kernel';

export const QUESTION_NATIONS = ['ENGLAND', 'SCOTLAND', 'WALES', 'NORTHERN_IRELAND'] as const;
export type QuestionNation = (typeof QUESTION_NATIONS)[number];

/** A text by its code; in Welsh only where its publisher has it, or where it is this product's own. */
export interface Coded {
  readonly code: string;
  readonly text: BilingualName;
}

/** An answer that may be given, and the category that it is counted under. */
export interface AnswerOption {
  readonly code: string;
  readonly text: BilingualName;
  readonly countedAs: string;
}

/** `code` names the characteristic, the same in every nation’s questions. That nobody has to answer, and may prefer not to say, goes without saying. */
export interface Question {
  readonly code: string;
  readonly text: BilingualName;
  readonly options: readonly AnswerOption[];
  readonly categories: readonly Coded[];
}

/** An edition of a nation's questions. It never changes: a later one is a set of its own. */
export type QuestionSetPublished = Event<
  'QuestionSetPublished',
  {
    questionSetId: string;
    code: string;
    edition: string;
    nation: QuestionNation;
    title: BilingualName;
    questions: readonly Question[];
    provenance: Provenance;
  }
>;

export type QuestionSetEvent = QuestionSetPublished;
