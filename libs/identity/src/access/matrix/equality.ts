import type { Cells, Rules } from '../rules.js';
import { cells, everybody } from '../rules.js';

/** Whoever plans by figures, and whoever sees that they are kept as they should be. They are masked for all of them. */
const forFigures: Cells = {
  'talent-partner': { public: ['facts'] },
  auditor: { public: ['facts'] },
  'board-member': { public: ['facts'] },
  administrator: { public: ['facts'] },
};
const own = { leaderId: 'Leader' };

export const equalityRules: Rules = {
  resources: {
    QuestionSet: {
      groups: { facts: ['id', 'code', 'edition', 'nation', 'title', 'questions', 'provenance', 'publisher', 'source'] },
      read: everybody(['facts']),
    },
    // Whoever gave them, and nobody else: neither who runs the installation nor who audits it.
    EqualityAnswers: {
      groups: { facts: ['questionSet', 'answers', 'state', 'answeredOn'] },
      read: { leader: { self: ['facts'] } },
    },
    FigurePublication: {
      groups: { facts: ['id', 'publishedOn', 'countedAt', 'masked', 'roundTo', 'characteristics', 'funnel'] },
      read: forFigures,
    },
    // That somebody looked is no secret among those who may; what they saw, the field itself shows to them alone.
    UnmaskedReading: {
      groups: { facts: ['id', 'grant', 'readerId', 'readAt', 'until', 'countedAt', 'characteristic', 'figures'] },
      read: forFigures,
    },
    UnmaskedGrant: {
      groups: { facts: ['id', 'granteeId', 'granterId', 'grantedAt', 'until'], reasons: ['reason'] },
      read: cells(forFigures, { auditor: { public: ['reasons'] }, administrator: { public: ['reasons'] } }),
    },
  },
  commands: {
    RecordEqualityAnswers: { targets: own, may: { leader: { leaderId: 'self' } } },
    WithdrawEqualityAnswers: { targets: own, may: { leader: { leaderId: 'self' } } },
    PublishFigures: { targets: {}, may: { 'talent-partner': 'national', administrator: 'national' } },
    // That it is another person than who is to look is the decision's own rule.
    GrantUnmaskedFigures: { targets: {}, may: { 'talent-partner': 'national', administrator: 'national' } },
    // That there is leave, and whose, likewise.
    ReadUnmaskedFigures: { targets: {}, may: { 'talent-partner': 'public', 'board-member': 'public' } },
  },
  parts: ['AnswerOption', 'EqualityAnswer', 'EqualityQuestion', 'Figure', 'Figures', 'CategoryFigures'],
};
