import { deciding, metaFor } from '@app/kernel/testing';
import { answerSubjectAccess, AnswerSubjectAccess } from './answer-subject-access.js';
import { extendSubjectAccess, ExtendSubjectAccess } from './extend-subject-access.js';
import { requestSubjectAccess, RequestSubjectAccess } from './request-subject-access.js';
import type { SubjectAccessAnswered, SubjectAccessExtended, SubjectAccessRequested } from './subject-access.events.js';
import { subjectAccess } from './subject-access.js';

const LEADER = '11111111-1111-4111-8111-111111111111';
const ADMINISTRATOR = '22222222-2222-4222-8222-222222222222';
const ref = { requestId: '33333333-3333-4333-8333-333333333333', leaderId: LEADER };
const by = (id: string) => metaFor({ actor: { kind: 'person', id, role: 'leader' }, today: '2026-03-02' });

const requested: SubjectAccessRequested = {
  type: 'SubjectAccessRequested',
  data: { ...ref, requesterId: LEADER, requestedBy: 'LEADER', receivedOn: '2026-03-02', dueOn: '2026-03-30' },
};
const letter: SubjectAccessRequested = {
  type: 'SubjectAccessRequested',
  data: { ...ref, requesterId: ADMINISTRATOR, requestedBy: 'ADMINISTRATOR', receivedOn: '2026-02-20', dueOn: '2026-03-20' },
};
const extended: SubjectAccessExtended = {
  type: 'SubjectAccessExtended',
  data: { ...ref, reason: 'COMPLEX', toldOn: '2026-03-02', dueBefore: '2026-03-20', dueOn: '2026-05-15' },
};
const answer = { way: 'FETCHED', language: 'cy', upTo: '42', documents: [{ format: 'HTML', sha256: 'ab', bytes: 7 }] } as const;
const answered: SubjectAccessAnswered = { type: 'SubjectAccessAnswered', data: { ...ref, ...answer } };

describe('asking for what is held about somebody', () => {
  const knowing = (status: 'none' | 'registered' | 'erased') => deciding(subjectAccess, requestSubjectAccess, { status });
  const given = knowing('registered');
  const own = (receivedOn?: string) => new RequestSubjectAccess(by(LEADER), { ...ref, receivedOn });
  const written = (receivedOn: string) => new RequestSubjectAccess(by(ADMINISTRATOR), { ...ref, receivedOn });

  it('starts a clock of 28 days', () => given().when(own()).thenRecorded(requested));
  it('starts it when a letter arrived', () => given().when(written('2026-02-20')).thenRecorded(letter));
  it('records nothing the second time', () => given(requested).when(own()).thenNothing());
  it('is refused for a letter that is yet to arrive', () => given().when(written('2026-03-03')).thenRefused('RECEIVED_IN_FUTURE', { today: '2026-03-02' }));
  it('is received on the day on which the person asks here', () => given().when(own('2026-02-20')).thenRefused('RECEIVED_TODAY', { today: '2026-03-02' }));
  it('is refused for nobody, and answered clearly of who was erased', () => {
    knowing('none')().when(own()).thenRefused('LEADER_NOT_FOUND');
    knowing('erased')().when(own()).thenRefused('LEADER_ERASED');
  });
});

describe('extending the time to answer', () => {
  const extendingAs = (...self: string[]) => deciding(subjectAccess, extendSubjectAccess, new Set(self));
  const given = extendingAs();
  const extend = (more: Partial<ExtendSubjectAccess['input']> = {}) =>
    new ExtendSubjectAccess(by(ADMINISTRATOR), { requestId: ref.requestId, reason: 'COMPLEX', toldOn: '2026-03-02', dueOn: '2026-05-15', ...more });

  it('records why, when the person was told, and until when', () => given(letter).when(extend()).thenRecorded(extended));
  it('is refused beyond two months', () =>
    given(letter)
      .when(extend({ dueOn: '2026-05-16' }))
      .thenRefused('EXTENSION_OUT_OF_BOUNDS', { dueOn: '2026-03-20', latest: '2026-05-15' }));
  it('is refused where it extends nothing', () =>
    given(letter)
      .when(extend({ dueOn: '2026-03-20' }))
      .thenRefused('EXTENSION_OUT_OF_BOUNDS', { dueOn: '2026-03-20', latest: '2026-05-15' }));
  it('is refused where the person was told after the first month', () => {
    const late = { ...letter, data: { ...letter.data, receivedOn: '2026-01-01', dueOn: '2026-01-29' } };
    given(late)
      .when(extend({ toldOn: '2026-01-30', dueOn: '2026-03-20' }))
      .thenRefused('TOLD_TOO_LATE', { dueOn: '2026-01-29' });
    given(late)
      .when(extend({ toldOn: '2026-01-29', dueOn: '2026-03-20' }))
      .thenRecorded({ type: 'SubjectAccessExtended', data: { ...extended.data, toldOn: '2026-01-29', dueBefore: '2026-01-29', dueOn: '2026-03-20' } });
  });
  it('may be told on the day of the letter', () =>
    given(letter)
      .when(extend({ toldOn: '2026-02-20' }))
      .thenRecorded({ ...extended, data: { ...extended.data, toldOn: '2026-02-20' } }));
  it('is refused where the person was told before they asked, or will be', () => {
    given(letter)
      .when(extend({ toldOn: '2026-02-19' }))
      .thenRefused('TOLD_WHEN_NOT_POSSIBLE', { receivedOn: '2026-02-20', today: '2026-03-02' });
    given(letter)
      .when(extend({ toldOn: '2026-03-03' }))
      .thenRefused('TOLD_WHEN_NOT_POSSIBLE', { receivedOn: '2026-02-20', today: '2026-03-02' });
  });
  it('is done once', () => given(letter, extended).when(extend()).thenRefused('SUBJECT_ACCESS_EXTENDED', { dueOn: '2026-05-15' }));
  it('is refused once answered, and for nothing', () => {
    given(letter, answered).when(extend()).thenRefused('SUBJECT_ACCESS_ANSWERED');
    given().when(extend()).thenRefused('SUBJECT_ACCESS_NOT_FOUND');
    given(answered).when(extend()).thenRefused('SUBJECT_ACCESS_NOT_FOUND');
  });
});

describe('answering', () => {
  const given = deciding(subjectAccess, answerSubjectAccess);
  const command = new AnswerSubjectAccess(by(LEADER), { requestId: ref.requestId, ...answer });

  it('records what was given, by its hash', () => given(requested).when(command).thenRecorded(answered));
  it('is recorded each time', () => given(requested, answered).when(command).thenRecorded(answered));
  it('is refused where nobody asked', () => given().when(command).thenRefused('SUBJECT_ACCESS_NOT_FOUND'));
});
