import { projecting } from '@app/read-model/testing';
import type { CohortEvent } from '../domain/cohort.events.js';
import { cohortProjection, sessionProjection } from './cohort.projection.js';
import type { CohortRow, SessionRow } from './cohort.row.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const programmeId = '22222222-2222-4222-8222-222222222222';
const person = (digit: number) => ({ enrolmentId: `00000000-0000-4000-8000-00000000000${digit}`, leaderId: `00000000-0000-4000-9000-00000000000${digit}` });
const place = (digit: number) => ({ cohortId, programmeId, ...person(digit), basis: 'OFFER' as const });

const opened: CohortEvent = {
  type: 'CohortOpened',
  data: {
    cohortId,
    programmeId,
    name: 'Cohort 1',
    capacity: 1,
    startsOn: '2026-03-01',
    endsOn: '2026-12-01',
    deliveryLanguage: 'BILINGUAL',
    offerDays: 14,
    automaticPromotion: true,
  },
  effectiveOn: '2026-01-01',
};
const held: CohortEvent = { type: 'PlaceHeld', data: place(1), effectiveOn: '2026-02-01' };
const queued = (digit: number, priority = false): CohortEvent => ({ type: 'PlaceQueued', data: { ...place(digit), priority }, effectiveOn: '2026-02-02' });
const released: CohortEvent = { type: 'PlaceReleased', data: { cohortId, programmeId, ...person(1), cause: 'WITHDRAWN' }, effectiveOn: '2026-05-01' };
const promoted: CohortEvent = { type: 'PlacePromoted', data: { ...place(2), outOfOrder: false }, effectiveOn: '2026-05-01' };

describe('the cohort table', () => {
  const table = projecting<CohortEvent, CohortRow>(cohortProjection);
  const standing = (events: readonly CohortEvent[], asOf: string) => {
    const row = table.given(...events).row(cohortId, { asOf });
    return row && { placesHeld: row.placesHeld, waiting: row.waiting.map(({ enrolmentId }) => Number(enrolmentId.at(-1))) };
  };

  it('counts places on the day they are held, and gives them to who waits', () => {
    const events = [opened, held, queued(2), queued(3), released, promoted];
    expect(standing(events, '2026-01-31')).toEqual({ placesHeld: 0, waiting: [] });
    expect(standing(events, '2026-04-30')).toEqual({ placesHeld: 1, waiting: [2, 3] });
    expect(standing(events, '2026-05-01')).toEqual({ placesHeld: 1, waiting: [3] });
  });

  it('has those with priority ahead of all without, in order among themselves', () => {
    expect(standing([opened, held, queued(2), queued(3, true), queued(4), queued(5, true)], '2026-02-02')).toEqual({ placesHeld: 1, waiting: [3, 5, 2, 4] });
  });

  it('tells about how many hold places, too: none, few below ten, or some', () => {
    const many = Array.from({ length: 10 }, (_, digit): CohortEvent => ({ ...held, data: place(digit) }) as CohortEvent);
    const fill = (events: readonly CohortEvent[]) => table.given(...events).row(cohortId, { asOf: '2026-12-01' })?.fill;
    expect([0, 1, 9, 10].map((count) => fill([opened, ...many.slice(0, count)]))).toEqual(['NONE', 'FEW', 'FEW', 'SOME']);
    expect([fill([opened, held, released]), fill([opened, ...many, released]), fill([opened, held, queued(2), released, promoted])]).toEqual([
      'NONE',
      'FEW',
      'FEW',
    ]);
  });

  it('has what was said anew from its day on, and all else as it was', () => {
    const revised: CohortEvent = { type: 'CohortRevised', data: { cohortId, programmeId, capacity: 3, endsOn: '2026-12-18' }, effectiveOn: '2026-03-01' };
    const row = (asOf: string) => table.given(opened, held, revised).row(cohortId, { asOf });
    expect(row('2026-02-28')).toMatchObject({ name: 'Cohort 1', capacity: 1, endsOn: '2026-12-01', placesHeld: 1 });
    expect(row('2026-03-01')).toEqual({ ...row('2026-02-28'), capacity: 3, endsOn: '2026-12-18' });
  });

  it('has whoever is back in the order in which they are served: who waited in their own turn, who had a place before everybody', () => {
    const left: CohortEvent = { type: 'QueueLeft', data: { cohortId, programmeId, ...person(3), cause: 'WITHDRAWN' }, effectiveOn: '2026-02-03' };
    const again = (digit: number, keepsTurn?: true): CohortEvent => ({
      type: 'PlaceQueued',
      data: { ...place(digit), priority: false, reinstates: true, ...(keepsTurn && { keepsTurn }) },
      effectiveOn: '2026-05-01',
    });
    const events = [opened, held, queued(2), queued(3), queued(4), left, again(3, true)];
    expect(standing(events, '2026-05-01')).toEqual({ placesHeld: 1, waiting: [2, 3, 4] });
    expect(standing([...events, released, promoted, again(1)], '2026-05-01')).toEqual({ placesHeld: 1, waiting: [1, 3, 4] });
    const promotedThen: CohortEvent = { type: 'PlaceReleased', data: { cohortId, programmeId, ...person(2), cause: 'LAPSED' }, effectiveOn: '2026-05-02' };
    expect(standing([...events, released, promoted, promotedThen, { ...again(2), effectiveOn: '2026-05-02' } as CohortEvent], '2026-05-02')).toEqual({
      placesHeld: 0,
      waiting: [2, 3, 4],
    });
  });

  it('leaves out who has left the list', () => {
    const left: CohortEvent = { type: 'QueueLeft', data: { cohortId, programmeId, ...person(2), cause: 'WITHDRAWN' }, effectiveOn: '2026-02-03' };
    expect(standing([opened, held, queued(2), queued(3), left], '2026-02-03')).toEqual({ placesHeld: 1, waiting: [3] });
  });
});

describe('the session table', () => {
  it('has a session as it was scheduled, then as it was moved, then cancelled', () => {
    const session = { cohortId, programmeId, sessionId: '33333333-3333-4333-8333-333333333333' };
    const events: readonly CohortEvent[] = [
      opened,
      { type: 'SessionScheduled', data: { ...session, title: 'Launch', heldOn: '2026-05-01', minutes: 60 }, effectiveOn: '2026-02-01' },
      { type: 'SessionMoved', data: { ...session, heldOn: '2026-05-08' }, effectiveOn: '2026-03-01' },
      { type: 'SessionCancelled', data: session, effectiveOn: '2026-04-01' },
    ];
    const row = (asOf: string) =>
      projecting<CohortEvent, SessionRow>(sessionProjection)
        .given(...events)
        .row(session.sessionId, { asOf });
    const launch = { id: session.sessionId, cohortId, title: 'Launch', minutes: 60 };
    expect(row('2026-02-28')).toEqual({ ...launch, heldOn: '2026-05-01', cancelled: false });
    expect(row('2026-03-31')).toEqual({ ...launch, heldOn: '2026-05-08', cancelled: false });
    expect(row('2026-04-01')).toEqual({ ...launch, heldOn: '2026-05-08', cancelled: true });
  });
});
