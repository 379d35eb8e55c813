import { deciding, metaFor } from '@app/kernel/testing';
import { COHORT, ENROLMENT, LEADER, offered, RESPOND_BY, SESSION, stateAfter, waitlisted, way } from '../testing/journey.js';
import { enrolment } from './enrolment.js';
import { enrolmentIdOf } from './enrolment-id.js';
import { joinWaitlist, JoinWaitlist } from './join-waitlist.js';
import { recordOffer, RecordOffer } from './record-offer.js';
import { ofAnother } from './stage.js';

/** When every fact of these journeys was recorded. */
const BEGUN_AT = '2026-03-01T09:00:00.000Z';
const BEFORE = '2026-03-01T08:59:59.999Z';

describe('an enrolment’s id', () => {
  it('follows from cohort and leader, for ever', () => expect(enrolmentIdOf(COHORT, LEADER)).toBe('00c22634-37ea-5943-8820-3aa726e1bd54'));
});

describe('whoever judges an enrolment', () => {
  it('is another person than whom it is of', () => {
    const state = stateAfter(way.applied);
    expect(ofAnother(state, new Set([SESSION]))).toBe(state);
    expect(() => ofAnother(state, new Set([SESSION, LEADER]))).toThrow('OWN_RECORD');
  });
  it('may be anyone where there is none', () => expect(ofAnother(enrolment.initialState, new Set([LEADER]))).toBe(enrolment.initialState));
});

describe('word of a cohort’s answer', () => {
  const offering = (answeredAt?: string) => new RecordOffer(metaFor(), { enrolmentId: ENROLMENT, respondBy: RESPOND_BY, answeredAt });
  const waiting = (answeredAt?: string) => new JoinWaitlist(metaFor(), { enrolmentId: ENROLMENT, answeredAt });

  it('is about this application from the moment that it was recorded', () => {
    for (const answeredAt of [BEGUN_AT, undefined]) {
      deciding(
        enrolment,
        recordOffer,
      )(...way.waitlisted)
        .when(offering(answeredAt))
        .thenRecorded(offered);
      deciding(
        enrolment,
        joinWaitlist,
        undefined,
      )(...way.shortlisted)
        .when(waiting(answeredAt))
        .thenRecorded(waitlisted);
    }
  });
  it('is about another before', () => {
    deciding(
      enrolment,
      recordOffer,
    )(...way.waitlisted)
      .when(offering(BEFORE))
      .thenRefused('NOT_AWAITING_OFFER', { status: 'waitlisted' });
    deciding(
      enrolment,
      joinWaitlist,
      undefined,
    )(...way.shortlisted)
      .when(waiting(BEFORE))
      .thenRefused('NOT_AWAITING_OFFER', { status: 'shortlisted' });
  });
});
