import { defineFeature } from '@app/feature';
import { EqualityGraphqlModule, EqualityModule } from './equality.module.js';
import { equalityEventTypes } from './events.js';
import { equalityLabels } from './labels.js';
import { equalityAccess } from './read.js';
import { countedAnswers, equalityAnswersProjection } from './read-model/equality-answers.projection.js';
import { figurePublicationProjection, unmaskedGrantProjection, unmaskedReadingProjection } from './read-model/figures.projection.js';
import { questionSetProjection } from './read-model/question-set.projection.js';
import { FigurePublicationRow } from './read-model/figures.row.js';
import { QuestionSetRow } from './read-model/question-set.row.js';
import { equalityRules } from './rules.js';
import { equalityTasks } from './tasks.js';

export const equality = defineFeature({
  name: 'equality',
  purpose: 'To see whether access to programmes is fair, by masked figures of what people choose to say of themselves.',
  people: ['who answers about equality', 'who gives or is given leave to see figures unmasked'],
  sealed: {
    equality: {
      what: 'answers about equality, and the categories that they are counted under',
      fields: ['answers', 'countedAs'],
      special: 'whatever the questions ask: ethnic origin, religion or belief, health, sexual orientation',
    },
    figures: { what: 'why somebody is given leave to see figures unmasked', fields: ['reason'] },
  },
  eventTypes: equalityEventTypes,
  projections: [questionSetProjection, equalityAnswersProjection, figurePublicationProjection, unmaskedGrantProjection, unmaskedReadingProjection],
  openedTables: [countedAnswers],
  rules: equalityRules,
  access: equalityAccess,
  labels: equalityLabels,
  references: ['questionSetId', 'grantId', 'readingId'],
  titles: { events: ['QuestionSetPublished', 'FiguresPublished'], rows: [QuestionSetRow, FigurePublicationRow] },
  tasks: equalityTasks,
  module: EqualityModule,
  graphqlModule: EqualityGraphqlModule,
});
