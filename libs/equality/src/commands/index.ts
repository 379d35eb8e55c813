import { GrantUnmaskedFiguresHandler } from './grant-unmasked-figures.handler.js';
import { PublishFiguresHandler } from './publish-figures.handler.js';
import { PublishQuestionSetHandler } from './publish-question-set.handler.js';
import { ReadUnmaskedFiguresHandler } from './read-unmasked-figures.handler.js';
import { RecordEqualityAnswersHandler } from './record-equality-answers.handler.js';
import { WithdrawEqualityAnswersHandler } from './withdraw-equality-answers.handler.js';

export const equalityCommandHandlers = [
  PublishQuestionSetHandler,
  RecordEqualityAnswersHandler,
  WithdrawEqualityAnswersHandler,
  PublishFiguresHandler,
  GrantUnmaskedFiguresHandler,
  ReadUnmaskedFiguresHandler,
];
