import { recorded } from '@app/kernel/testing';
import type { CohortEvent, CohortParticulars } from './cohort.events.js';
import { cohort } from './cohort.js';
import { standsInCohort } from './stands.js';

const COHORT = '11111111-1111-4111-8111-111111111111';
const PROGRAMME = '22222222-2222-4222-8222-222222222222';
const SESSION = '33333333-3333-4333-8333-333333333333';
const ids = { cohortId: COHORT, programmeId: PROGRAMME };
const [LAST, AFTER] = ['2026-12-18', '2026-12-19'] as const;
const place = { ...ids, enrolmentId: SESSION, leaderId: PROGRAMME };

const opened: CohortEvent = {
  type: 'CohortOpened',
  data: {
    ...{ ...ids, name: 'Cohort 1', capacity: 2, startsOn: '2026-04-01', endsOn: LAST, deliveryLanguage: 'ENGLISH' },
    ...{ offerDays: 14, automaticPromotion: true },
  },
};
const revised = (anew: Partial<CohortParticulars>, effectiveOn = '2026-03-02'): CohortEvent => ({
  type: 'CohortRevised',
  data: { ...ids, ...anew },
  effectiveOn,
});
const scheduled = (heldOn: string): CohortEvent => ({ type: 'SessionScheduled', data: { ...ids, sessionId: SESSION, title: 'Launch', heldOn, minutes: 60 } });
const moved = (heldOn: string, effectiveOn = '2026-03-02'): CohortEvent => ({
  type: 'SessionMoved',
  data: { ...ids, sessionId: SESSION, heldOn },
  effectiveOn,
});
const cancelled = (effectiveOn: string): CohortEvent => ({ type: 'SessionCancelled', data: { ...ids, sessionId: SESSION }, effectiveOn });
const held = (effectiveOn: string, continues?: string): CohortEvent => ({
  type: 'PlaceHeld',
  data: { ...place, basis: 'OFFER', ...(continues !== undefined && { continues }) },
  effectiveOn,
});
const queued = (effectiveOn: string, more: object = {}): CohortEvent => ({
  type: 'PlaceQueued',
  data: { ...place, basis: 'OFFER', priority: false, ...more },
  effectiveOn,
});
const promoted = (effectiveOn: string): CohortEvent => ({ type: 'PlacePromoted', data: { ...place, basis: 'OFFER', outOfOrder: false }, effectiveOn });

/** Whether the last of some facts may stand on those before. */
function stands(...facts: readonly CohortEvent[]): boolean {
  const events = recorded(facts);
  const last = events.pop();
  if (!last) throw new Error('nothing is to stand');
  return standsInCohort(
    events.reduce((state, event) => cohort.evolve(state, event), cohort.initialState),
    last,
  );
}

describe('what was recorded of a cohort stands on what came before it', () => {
  it('as long as its own particulars are possible, and said in the order of their days', () => {
    expect(stands(opened, revised({ endsOn: '2026-06-30' }))).toBe(true);
    expect(stands(opened, revised({ startsOn: '2026-07-01' }), revised({ endsOn: '2026-06-30' }))).toBe(false);
    expect(stands(opened, revised({ endsOn: '2026-06-01' }, '2026-03-05'), revised({ endsOn: '2026-06-30' }, '2026-03-04'))).toBe(false);
    expect(stands(opened, revised({ name: 'Spring' }, '2026-03-05'), revised({ endsOn: '2026-06-30' }, '2026-03-04'))).toBe(true);
  });

  it('as long as it leaves out no session', () => {
    expect(stands(opened, scheduled('2026-06-30'), revised({ endsOn: '2026-06-30' }))).toBe(true);
    expect(stands(opened, scheduled('2026-07-01'), revised({ endsOn: '2026-06-30' }))).toBe(false);
    expect(stands(opened, scheduled('2026-07-01'), cancelled('2026-03-02'), revised({ endsOn: '2026-06-30' }))).toBe(true);
    expect(stands(opened, revised({ endsOn: '2026-06-30' }), scheduled('2026-07-01'))).toBe(false);
    expect(stands(opened, scheduled('2026-06-01'), revised({ endsOn: '2026-06-30' }), moved('2026-07-01'))).toBe(false);
  });

  it('as long as a session is moved and cancelled no earlier than it was last said when', () => {
    expect(stands(opened, scheduled('2026-06-01'), moved('2026-06-02', '2026-03-05'), moved('2026-06-03', '2026-03-05'))).toBe(true);
    expect(stands(opened, scheduled('2026-06-01'), moved('2026-06-02', '2026-03-05'), moved('2026-06-03', '2026-03-04'))).toBe(false);
    expect(stands(opened, scheduled('2026-06-01'), moved('2026-06-02', '2026-03-05'), cancelled('2026-03-05'))).toBe(true);
    expect(stands(opened, scheduled('2026-06-01'), moved('2026-06-02', '2026-03-05'), cancelled('2026-03-04'))).toBe(false);
    expect(stands(opened, scheduled('2026-06-01'), cancelled('2026-03-02'), moved('2026-06-03', '2026-03-05'))).toBe(false);
  });

  it('as long as nobody comes after the last day, but who carries on or waits again', () => {
    for (const comes of [held, queued, (on: string) => promoted(on)]) {
      const before = comes(LAST).type === 'PlacePromoted' ? [opened, queued('2026-03-02')] : [opened];
      expect([comes(LAST).type, stands(...before, comes(LAST)), stands(...before, comes(AFTER))]).toEqual([comes(LAST).type, true, false]);
    }
    expect(stands(opened, held(AFTER, COHORT))).toBe(true);
    expect(stands(opened, queued(AFTER, { continues: COHORT }))).toBe(true);
    expect(stands(opened, queued(AFTER, { reinstates: true }))).toBe(true);
  });
});
