import { openedTable, projection } from '@app/read-model';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EqualityEvent } from '../domain/equality.events.js';
import { EqualityAnswersRow } from './equality-answers.row.js';

export const equalityAnswersProjection = projection<EqualityEvent, EqualityAnswersRow>(EqualityAnswersRow, {
  version: 1,
  key: ({ data }) => data.leaderId,
  on: {
    EqualityAnswersRecorded: (_row, { data, effectiveOn }) => ({
      id: data.leaderId,
      questionSetId: data.questionSetId,
      answers: data.answers,
      answeredOn: effectiveOn,
    }),
    EqualityAnswersWithdrawn: () => undefined,
  },
});

/** The categories that people are counted under, in the open and by people: for figures alone. Nobody reads it. */
@Entity('counted_answers')
export class CountedAnswersRow {
  /** The leader's. */
  @PrimaryColumn('uuid')
  id: string;

  /** By characteristic. */
  @Column('jsonb')
  countedAs: Record<string, string>;
}

export const countedAnswers = openedTable<EqualityEvent, CountedAnswersRow>(CountedAnswersRow, {
  version: 1,
  key: ({ data }) => data.leaderId,
  on: {
    EqualityAnswersRecorded: (_row, { data: { leaderId, countedAs } }) => ({ id: leaderId, countedAs }),
    EqualityAnswersWithdrawn: () => undefined,
  },
});
