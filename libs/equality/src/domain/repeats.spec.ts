import { commandsIn, metaFor, repeatable, repeatedIn } from '@app/kernel/testing';
import { equality } from './equality.js';
import { leave } from './figures.js';
import { publishQuestionSet, PublishQuestionSet } from './publish-question-set.js';
import type { QuestionSetPublished } from './question-set.events.js';
import { questionSet } from './question-set.js';
import { recordAnswers, RecordEqualityAnswers } from './record-equality-answers.js';
import { grantUnmasked, GrantUnmaskedFigures, readUnmasked, ReadUnmaskedFigures } from './unmasked-figures.js';
import { withdrawAnswers, WithdrawEqualityAnswers } from './withdraw-equality-answers.js';

const LEADER = metaFor().actor.id;
const OTHER = '22222222-2222-4222-8222-222222222222';
const nobody: ReadonlySet<string> = new Set();
const ID = '11111111-1111-4111-8111-111111111111';
const coded = (code: string) => ({ code, text: { en: code } });
const question = {
  ...coded('sex'),
  options: [
    { ...coded('woman'), countedAs: 'woman' },
    { ...coded('man'), countedAs: 'man' },
  ],
  categories: [coded('woman'), coded('man')],
};
const provenance = { pack: 'p', version: '1', publisher: 'p', source: 's', licence: 'l' };
const edition: QuestionSetPublished['data'] = {
  ...{ questionSetId: ID, code: 'equality-wales', edition: '1', nation: 'WALES', title: { en: 'Equality' }, questions: [question], provenance },
};
const sealed = { toSeal: { subject: LEADER, purpose: 'equality' }, value: {} };

const COMMANDS = [
  repeatable(PublishQuestionSet, questionSet, publishQuestionSet, {
    before: [],
    input: edition,
    names: ['questionSetId'],
    otherwise: {
      ...{ code: 'other', edition: '2', nation: 'ENGLAND', title: { en: 'Other' }, questions: [{ ...question, ...coded('gender') }] },
      provenance: { ...provenance, publisher: 'q' },
    },
  }),
  repeatable(WithdrawEqualityAnswers, equality, withdrawAnswers, {
    before: [{ type: 'EqualityAnswersRecorded', data: { leaderId: LEADER, questionSetId: ID, answers: sealed, countedAs: sealed } }],
    input: { leaderId: LEADER },
    names: ['leaderId'],
    otherwise: {},
  }),
  repeatable(RecordEqualityAnswers, equality, recordAnswers, {
    before: [],
    input: { leaderId: LEADER, questionSetId: ID, answers: [{ question: 'sex', option: 'woman' }] },
    names: ['leaderId', 'questionSetId'],
    otherwise: { answers: [{ question: 'sex', option: 'man' }] },
    known: [{ status: 'registered' }, { status: 'published', edition }],
    adds: true,
  }),
  repeatable(GrantUnmaskedFigures, leave, grantUnmasked, {
    before: [],
    input: { grantId: ID, granteeId: ID, hours: 2, reason: 'One.' },
    names: ['grantId'],
    otherwise: { granteeId: OTHER, hours: 3, reason: 'Another.' },
    known: [nobody],
  }),
  repeatable(ReadUnmaskedFigures, leave, readUnmasked, {
    before: [
      {
        type: 'UnmaskedFiguresGranted',
        data: { grantId: ID, granteeId: LEADER, granterId: OTHER, until: '2026-03-04T09:00:00.000Z', reason: { ...sealed, value: 'One.' } },
      },
    ],
    input: { grantId: ID, organisationId: ID, programmeId: ID, characteristic: 'sex' },
    names: ['grantId'],
    otherwise: { organisationId: OTHER, programmeId: OTHER, characteristic: 'age' },
    known: [{ countedAt: '1', characteristics: ['sex', 'age'] }, nobody],
    adds: true,
  }),
];

/** It says nothing. */
const NEVER_REPEATED = ['PublishFigures'];

describe('a command about equality that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect([...repeatedIn(import.meta.dirname), ...NEVER_REPEATED].sort()).toEqual(commandsIn(import.meta.dirname)));
});
