import { seal } from '@app/kernel';
import { deciding, metaFor, repeatable } from '@app/kernel/testing';
import { ENROLMENT, LEADER, ref, SESSION, stateAfter, way } from '../testing/journey.js';
import type { AdjustmentEvent } from './adjustment.events.js';
import { adjustment } from './adjustment.js';
import { AnswerAdjustment, answerAdjustment } from './answer-adjustment.js';
import { RequestAdjustment, requestAdjustment } from './request-adjustment.js';

const ADJUSTMENT = SESSION;
const NOBODY = new Set<string>();
const words = (text: string) => seal({ subject: LEADER, purpose: 'adjustment' }, text);
const requested: AdjustmentEvent = { type: 'AdjustmentRequested', data: { adjustmentId: ADJUSTMENT, ...ref, request: words('A hearing loop.') } };
const answered: AdjustmentEvent = {
  type: 'AdjustmentAnswered',
  data: { adjustmentId: ADJUSTMENT, ...ref, answer: 'AGREED', explanation: words('In every room.') },
};

describe('asking for an adjustment', () => {
  const command = new RequestAdjustment(metaFor(), { adjustmentId: ADJUSTMENT, enrolmentId: ENROLMENT, request: 'A hearing loop.' });
  const asking = (events: typeof way.applied) => deciding(adjustment, requestAdjustment, stateAfter(events))();

  it('is recorded of who is considered, has a place, or takes part: sealed under a key of its own', () => {
    for (const events of [way.applied, way.accepted, way.inProgress]) asking(events).when(command).thenRecorded(requested);
  });
  it('is refused where there is no enrolment, or it has ended', () => {
    asking(way.none).when(command).thenRefused('ENROLMENT_NOT_FOUND');
    asking(way.withdrawn).when(command).thenRefused('ENROLMENT_ENDED');
  });
  it('drops nothing of what it says when it is repeated', () =>
    repeatable(RequestAdjustment, adjustment, requestAdjustment, {
      before: [],
      input: { adjustmentId: ADJUSTMENT, enrolmentId: ENROLMENT, request: 'One.' },
      names: ['adjustmentId', 'enrolmentId'],
      otherwise: { request: 'Another.' },
      known: [stateAfter(way.inProgress)],
    }).check());
});

describe('answering it', () => {
  const given = deciding(adjustment, answerAdjustment, NOBODY);
  const command = new AnswerAdjustment(metaFor(), { adjustmentId: ADJUSTMENT, answer: 'AGREED', explanation: 'In every room.' });

  it('records what becomes of it, in words that are sealed, or in none', () => {
    given(requested).when(command).thenRecorded(answered);
    given(requested)
      .when(new AnswerAdjustment(metaFor(), { adjustmentId: ADJUSTMENT, answer: 'DECLINED' }))
      .thenRecorded({ type: 'AdjustmentAnswered', data: { adjustmentId: ADJUSTMENT, ...ref, answer: 'DECLINED' } });
  });
  it('is refused where nobody asked, before they did, and to who asked', () => {
    given().when(command).thenRefused('ADJUSTMENT_NOT_FOUND');
    given({ ...requested, effectiveOn: '2026-04-01' })
      .when(command)
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    deciding(
      adjustment,
      answerAdjustment,
      new Set([LEADER]),
    )(requested)
      .when(command)
      .thenRefused('OWN_RECORD');
  });
  it('drops nothing of what it says when it is repeated', () =>
    repeatable(AnswerAdjustment, adjustment, answerAdjustment, {
      before: [requested],
      input: { adjustmentId: ADJUSTMENT, answer: 'AGREED', explanation: 'One.' },
      names: ['adjustmentId'],
      otherwise: { answer: 'DECLINED', explanation: 'Another.' },
      known: [NOBODY],
    }).check());
});
