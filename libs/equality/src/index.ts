export { EqualityGraphqlModule, EqualityModule } from './equality.module.js';
export { equalityEventTypes } from './events.js';
export { equalityAccess } from './read.js';
export { countedAnswers, equalityAnswersProjection } from './read-model/equality-answers.projection.js';
export { figurePublicationProjection, unmaskedGrantProjection, unmaskedReadingProjection } from './read-model/figures.projection.js';
export { questionSetProjection } from './read-model/question-set.projection.js';
