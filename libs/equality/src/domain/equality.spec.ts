import { deciding, metaFor } from '@app/kernel/testing';
import { seal } from '@app/kernel';
import type { EqualityAnswersRecorded, EqualityAnswersWithdrawn } from './equality.events.js';
import { equality } from './equality.js';
import { publishQuestionSet, PublishQuestionSet } from './publish-question-set.js';
import type { QuestionSetPublished } from './question-set.events.js';
import { type QuestionSet, questionSet } from './question-set.js';
import { recordAnswers, RecordEqualityAnswers } from './record-equality-answers.js';
import { withdrawAnswers, WithdrawEqualityAnswers } from './withdraw-equality-answers.js';

const LEADER = '11111111-1111-4111-8111-111111111111';
const QUESTIONS = '22222222-2222-4222-8222-222222222222';
const OTHER = '33333333-3333-4333-8333-333333333333';
const by = (id: string, onBehalfOf?: string) => metaFor({ actor: { kind: 'person', id, role: 'leader', ...(onBehalfOf && { onBehalfOf }) } });
const text = { en: 'Text', cy: 'Testun' };
const edition: QuestionSetPublished['data'] = {
  questionSetId: QUESTIONS,
  code: 'equality-wales',
  edition: '1.0.0',
  nation: 'WALES',
  title: text,
  questions: [
    {
      code: 'background',
      text,
      options: [
        { code: 'one', text, countedAs: 'many' },
        { code: 'two', text, countedAs: 'many' },
        { code: 'three', text, countedAs: 'few' },
      ],
      categories: [
        { code: 'many', text },
        { code: 'few', text },
      ],
    },
    {
      code: 'sex',
      text,
      options: [
        { code: 'female', text, countedAs: 'female' },
        { code: 'male', text, countedAs: 'male' },
      ],
      categories: [
        { code: 'female', text },
        { code: 'male', text },
      ],
    },
  ],
  provenance: { pack: 'p', version: '1.0.0', publisher: 'p', source: 's', licence: 'l' },
};
const asked: QuestionSet = { status: 'published', edition };
const own = <T>(value: T) => seal({ subject: LEADER, purpose: 'equality' }, value);
const answered: EqualityAnswersRecorded = {
  type: 'EqualityAnswersRecorded',
  data: { leaderId: LEADER, questionSetId: QUESTIONS, answers: own({ background: 'two', sex: 'prefer-not-to-say' }), countedAs: own({ background: 'many' }) },
};
const withdrawn: EqualityAnswersWithdrawn = { type: 'EqualityAnswersWithdrawn', data: { leaderId: LEADER } };

describe('answering about oneself', () => {
  const given = deciding(equality, recordAnswers, { status: 'registered' }, asked);
  const answers = [
    { question: 'background', option: 'two' },
    { question: 'sex', option: 'prefer-not-to-say' },
  ];
  const input = { leaderId: LEADER, questionSetId: QUESTIONS, answers };
  const command = new RecordEqualityAnswers(by(LEADER), input);

  it('seals the answers, and what they are counted as, under a key of their own', () => given().when(command).thenRecorded(answered));
  it('replaces what was said before', () => given(answered).when(command).thenRecorded(answered));
  it('needs not be about every question', () =>
    given()
      .when(new RecordEqualityAnswers(by(LEADER), { ...input, answers: [] }))
      .thenRecorded({ type: 'EqualityAnswersRecorded', data: { leaderId: LEADER, questionSetId: QUESTIONS, answers: own({}), countedAs: own({}) } }));
  it('is nobody else’s to do: neither an administrator’s, nor a deputy’s, nor a deputy’s as themselves', () => {
    for (const meta of [by(OTHER), by(OTHER, LEADER), by(LEADER, OTHER), metaFor({ actor: { kind: 'system', id: LEADER, role: 'loader' } })])
      given().when(new RecordEqualityAnswers(meta, input)).thenRefused('EQUALITY_ANSWERS_OWN_ONLY');
  });
  it('is refused for a question that is not asked, an answer that is not offered, and two of one', () => {
    const saying = (...said: { question: string; option: string }[]) => new RecordEqualityAnswers(by(LEADER), { ...input, answers: said });
    given()
      .when(saying({ question: 'age', option: '50' }))
      .thenRefused('QUESTION_NOT_ASKED', { question: 'age', questions: 'background, sex' });
    given()
      .when(saying({ question: 'sex', option: 'x' }))
      .thenRefused('ANSWER_NOT_OFFERED', { question: 'sex', options: 'female, male, prefer-not-to-say' });
    given()
      .when(saying({ question: 'sex', option: 'male' }, { question: 'sex', option: 'female' }))
      .thenRefused('QUESTION_ANSWERED_TWICE');
  });
  it('is refused to whoever is not registered, on a record that was merged into another, and to questions that nobody published', () => {
    deciding(equality, recordAnswers, { status: 'none' as const }, asked)()
      .when(command)
      .thenRefused('LEADER_NOT_FOUND');
    deciding(equality, recordAnswers, { status: 'erased' as const }, asked)()
      .when(command)
      .thenRefused('LEADER_NOT_FOUND');
    deciding(equality, recordAnswers, { status: 'merged' as const, survivorId: OTHER }, asked)()
      .when(command)
      .thenRefused('LEADER_MERGED', { survivorId: OTHER });
    deciding(equality, recordAnswers, { status: 'registered' as const }, { status: 'none' } as QuestionSet)()
      .when(command)
      .thenRefused('QUESTION_SET_NOT_FOUND');
  });
});

describe('taking answers back', () => {
  const given = deciding(equality, withdrawAnswers);
  const command = new WithdrawEqualityAnswers(by(LEADER), { leaderId: LEADER });

  it('records that they are', () => given(answered).when(command).thenRecorded(withdrawn));
  it('records nothing the second time, nor where there are none', () => {
    given(answered, withdrawn).when(command).thenNothing();
    given().when(command).thenNothing();
  });
  it('is nobody else’s to do', () =>
    given(answered)
      .when(new WithdrawEqualityAnswers(by(OTHER, LEADER), { leaderId: LEADER }))
      .thenRefused('EQUALITY_ANSWERS_OWN_ONLY'));
});

describe('publishing questions', () => {
  const given = deciding(questionSet, publishQuestionSet);
  const published: QuestionSetPublished = { type: 'QuestionSetPublished', data: edition };
  const publish = (questions = edition.questions) => new PublishQuestionSet(metaFor(), { ...edition, questions });

  it('records the edition', () => given().when(publish()).thenRecorded(published));
  it('records nothing the second time', () => given(published).when(publish()).thenNothing());
  it('never changes one', () => given(published).when(publish([])).thenRefused('QUESTION_SET_EDITION_FIXED', { code: 'equality-wales', edition: '1.0.0' }));
  it('is refused, naming the question, where an option is counted under nothing, a code stands twice, all are counted as one, or a category is that of nobody’s answer', () => {
    const [first, second] = edition.questions;
    if (!first || !second) throw new Error('two questions');
    const [many, few] = first.categories;
    if (!many || !few) throw new Error('two categories');
    const extra = (countedAs: string, code = 'four') => ({ ...first, options: [...first.options, { code, text, countedAs }] });
    for (const question of [
      { ...first, categories: [many] },
      extra('nothing'),
      extra('many', 'one'),
      { ...first, options: first.options.slice(0, 2), categories: [many] },
      { ...first, categories: [many, few, { code: 'third', text }] },
      { ...first, categories: [many, few, few] },
      {
        ...first,
        categories: [{ code: 'not-known', text }, few],
        options: first.options.map((one) => ({ ...one, countedAs: one.countedAs === 'few' ? 'few' : 'not-known' })),
      },
    ])
      given()
        .when(publish([second, question]))
        .thenRefused('QUESTION_SET_INCONSISTENT', { question: 'background' });
    given()
      .when(publish([first, second, first]))
      .thenRefused('QUESTION_SET_INCONSISTENT', { question: 'background' });
  });
});
