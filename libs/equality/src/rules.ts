import { adds, cells, type Cells, everybody, permit, resource, type Rules } from '@app/identity';
import { PublishFigures } from './domain/publish-figures.js';
import { RecordEqualityAnswers } from './domain/record-equality-answers.js';
import { GrantUnmaskedFigures, ReadUnmaskedFigures } from './domain/unmasked-figures.js';
import { WithdrawEqualityAnswers } from './domain/withdraw-equality-answers.js';
import { EqualityAnswersResolver, OwnEqualityAnswersResolver } from './graphql/equality-answers.resolver.js';
import { FigurePublicationResolver, FigurePublicationsResolver } from './graphql/figures.resolver.js';
import { QuestionSetResolver, QuestionSetsResolver } from './graphql/question-set.resolver.js';
import { UnmaskedGrantResolver, UnmaskedReadingResolver, UnmaskedReadingsResolver } from './graphql/unmasked.resolver.js';
import { EqualityAnswersRow } from './read-model/equality-answers.row.js';
import { FigurePublicationRow, UnmaskedGrantRow, UnmaskedReadingRow } from './read-model/figures.row.js';
import { QuestionSetRow } from './read-model/question-set.row.js';

/** Whoever plans by figures, and whoever sees that they are kept as they should be. They are masked for all of them. */
const forFigures: Cells = {
  'talent-partner': { public: ['facts'] },
  auditor: { public: ['facts'] },
  'board-member': { public: ['facts'] },
  administrator: { public: ['facts'] },
};
const own = { leaderId: 'Leader' };

export const equalityRules: Rules = {
  resources: [
    resource('QuestionSet', [QuestionSetRow, QuestionSetResolver], {
      groups: { facts: ['id', 'code', 'edition', 'nation', 'title', 'questions', 'provenance', 'publisher', 'source'] },
      read: everybody(['facts']),
    }),
    // Whoever gave them, and nobody else: neither who runs the installation nor who audits it.
    resource('EqualityAnswers', [EqualityAnswersRow, EqualityAnswersResolver], {
      groups: { facts: ['questionSet', 'answers', 'state', 'answeredOn'] },
      read: { leader: { self: ['facts'] } },
    }),
    resource('FigurePublication', [FigurePublicationRow, FigurePublicationResolver], {
      groups: { facts: ['id', 'publishedOn', 'countedAt', 'masked', 'roundTo', 'characteristics', 'funnel'] },
      read: forFigures,
    }),
    // That somebody looked is no secret among those who may; what they saw, the field itself shows to them alone.
    resource('UnmaskedReading', [UnmaskedReadingRow, UnmaskedReadingResolver], {
      groups: { facts: ['id', 'grant', 'reader', 'readerId', 'readAt', 'until', 'countedAt', 'characteristic', 'figures'] },
      read: forFigures,
    }),
    resource('UnmaskedGrant', [UnmaskedGrantRow, UnmaskedGrantResolver], {
      groups: { facts: ['id', 'grantee', 'granteeId', 'granter', 'granterId', 'grantedAt', 'until'], reasons: ['reason'] },
      read: cells(forFigures, { auditor: { public: ['reasons'] }, administrator: { public: ['reasons'] } }),
    }),
  ],
  adds: [
    adds('Moment', [FigurePublicationsResolver, UnmaskedReadingsResolver, QuestionSetsResolver, OwnEqualityAnswersResolver], {
      facts: ['figures', 'figurePublications', 'unmaskedReadings', 'questionSets', 'equalityAnswers'],
    }),
  ],
  commands: [
    permit(RecordEqualityAnswers, { targets: own, may: { leader: { leaderId: 'self' } } }),
    permit(WithdrawEqualityAnswers, { targets: own, may: { leader: { leaderId: 'self' } } }),
    permit(PublishFigures, { targets: {}, may: { 'talent-partner': 'national', administrator: 'national' } }),
    // That it is another person than who is to look is the decision's own rule.
    permit(GrantUnmaskedFigures, { targets: {}, may: { 'talent-partner': 'national', administrator: 'national' } }),
    // That there is leave, and whose, likewise.
    permit(ReadUnmaskedFigures, { targets: {}, may: { 'talent-partner': 'public', 'board-member': 'public' } }),
  ],
  parts: ['AnswerOption', 'EqualityAnswer', 'EqualityQuestion', 'Figure', 'Figures', 'CategoryFigures'],
};
