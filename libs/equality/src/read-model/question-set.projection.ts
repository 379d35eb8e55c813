import { projection } from '@app/read-model';
import type { QuestionSetEvent } from '../domain/question-set.events.js';
import { QuestionSetRow } from './question-set.row.js';

export const questionSetProjection = projection<QuestionSetEvent, QuestionSetRow>(QuestionSetRow, {
  version: 1,
  key: ({ data }) => data.questionSetId,
  on: {
    QuestionSetPublished: (_row, { data: { questionSetId, code, edition, nation, title, questions, provenance } }) => ({
      id: questionSetId,
      code,
      edition,
      nation,
      title,
      questions,
      provenance,
    }),
  },
});
