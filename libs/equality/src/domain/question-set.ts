import type { Fold } from '@app/kernel';
import type { QuestionSetEvent, QuestionSetPublished } from './question-set.events.js';

/** Everything that is said of an edition. */
export type Edition = QuestionSetPublished['data'];
export type QuestionSet = { readonly status: 'none' } | { readonly status: 'published'; readonly edition: Edition };

export const questionSet: Fold<QuestionSet, QuestionSetEvent> = {
  initialState: { status: 'none' },
  evolve: (_state, event) => ({ status: 'published', edition: event.data }),
};
