import { commandsIn, repeatable } from '@app/kernel/testing';
import { equality } from './equality.js';
import { publishQuestionSet, PublishQuestionSet } from './publish-question-set.js';
import type { QuestionSetPublished } from './question-set.events.js';
import { questionSet } from './question-set.js';
import { withdrawAnswers, WithdrawEqualityAnswers } from './withdraw-equality-answers.js';
import { metaFor } from '@app/kernel/testing';

const LEADER = metaFor().actor.id;
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
];

/** What they say is recorded each time, or refused each time after the first, whatever it is. */
const NEVER_REPEATED = ['GrantUnmaskedFigures', 'PublishFigures', 'ReadUnmaskedFigures', 'RecordEqualityAnswers'];

describe('a command about equality that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect([...COMMANDS.map(({ command }) => command), ...NEVER_REPEATED].sort()).toEqual(commandsIn(import.meta.dirname)));
});
