export { PublishFigures } from './domain/publish-figures.js';
export { PublishQuestionSet } from './domain/publish-question-set.js';
export type { AnswerOption, Coded, Question, QuestionNation } from './domain/question-set.events.js';
export { QUESTION_NATIONS } from './domain/question-set.events.js';
export { RecordEqualityAnswers } from './domain/record-equality-answers.js';
export { GrantUnmaskedFigures, ReadUnmaskedFigures } from './domain/unmasked-figures.js';
export { WithdrawEqualityAnswers } from './domain/withdraw-equality-answers.js';
