import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import { EqualityAnswersRow } from './read-model/equality-answers.row.js';
import { FigurePublicationRow, UnmaskedGrantRow, UnmaskedReadingRow } from './read-model/figures.row.js';
import { QuestionSetRow } from './read-model/question-set.row.js';

/** Question sets, publications and readings by their UUIDs. */
export const questionSets = byId('QuestionSet', QuestionSetRow);
export const seenQuestionSet = seenAs('QuestionSet');
export const figurePublications = byId('FigurePublication', FigurePublicationRow);
export const seenFigurePublication = seenAs('FigurePublication');
export const unmaskedReadings = byId('UnmaskedReading', UnmaskedReadingRow);
export const seenUnmaskedReading = seenAs('UnmaskedReading');
export const unmaskedGrants = byId('UnmaskedGrant', UnmaskedGrantRow);

/** How all this hangs on to who asks. Answers are reached by nobody but whoever gave them. */
export const equalityAccess: readonly Anchored[] = [
  { resource: 'QuestionSet', rows: QuestionSetRow },
  { resource: 'EqualityAnswers', rows: EqualityAnswersRow, anchors: { self: 'id' } },
  { resource: 'FigurePublication', rows: FigurePublicationRow },
  { resource: 'UnmaskedReading', rows: UnmaskedReadingRow },
  { resource: 'UnmaskedGrant', rows: UnmaskedGrantRow, groups: { reasons: { sealed: ['reason'] } } },
];
