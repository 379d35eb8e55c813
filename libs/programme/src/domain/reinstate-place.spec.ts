import { deciding, metaFor, recorded } from '@app/kernel/testing';
import type { CohortEvent } from './cohort.events.js';
import { cohort } from './cohort.js';
import { reinstate, ReinstatePlace } from './reinstate-place.js';

const ids = { cohortId: '11111111-1111-4111-8111-111111111111', programmeId: '22222222-2222-4222-8222-222222222222' };
const person = (number: number) => ({ enrolmentId: `4444444${number}-4444-4444-8444-444444444444`, leaderId: `3333333${number}-3333-4333-8333-333333333333` });
const place = (number: number) => ({ ...ids, ...person(number), basis: 'OFFER' as const });
const opened = (capacity: number, automaticPromotion = true): CohortEvent => ({
  type: 'CohortOpened',
  data: {
    ...{ ...ids, name: 'Cohort', capacity, startsOn: '2026-03-01', endsOn: '2026-12-01' },
    ...{ deliveryLanguage: 'ENGLISH', offerDays: 14, automaticPromotion },
  },
});
const held = (number: number): CohortEvent => ({ type: 'PlaceHeld', data: place(number) });
const queued = (number: number, priority = false): CohortEvent => ({ type: 'PlaceQueued', data: { ...place(number), priority } });
const promoted = (number: number): CohortEvent => ({ type: 'PlacePromoted', data: { ...place(number), outOfOrder: false } });
const released = (number: number, effectiveOn = '2026-04-01'): CohortEvent => ({
  type: 'PlaceReleased',
  data: { ...ids, ...person(number), cause: 'WITHDRAWN' },
  effectiveOn,
});
const left = (number: number): CohortEvent => ({ type: 'QueueLeft', data: { ...ids, ...person(number), cause: 'WITHDRAWN' } });
const again = (number: number, endedAt = '2026-03-01T08:00:00.000Z') => new ReinstatePlace(metaFor(), { cohortId: ids.cohortId, ...person(number), endedAt });

const queuedAgain = (number: number, priority = false): CohortEvent => ({
  type: 'PlaceQueued',
  data: { ...place(number), priority, reinstates: true, keepsTurn: true },
});
const first = (number: number): CohortEvent => ({ type: 'PlaceQueued', data: { ...place(number), priority: false, reinstates: true } });
/** By their numbers, in the order in which they are to be served. */
const waiting = (...events: readonly CohortEvent[]) => {
  const state = recorded(events).reduce((earlier, event) => cohort.evolve(earlier, event), cohort.initialState);
  return state.status !== 'none' && state.queue.map(({ enrolmentId }) => Number(enrolmentId.charAt(7)));
};

describe('who is back in the queue', () => {
  const queue = [opened(1), held(1), queued(2), queued(3, true), queued(4), queued(5, true), queued(6)];

  it('has their own turn, where they waited: nobody comes before others by leaving', () => {
    expect(waiting(...queue)).toEqual([3, 5, 2, 4, 6]);
    for (const [number, priority] of [
      [2, false],
      [3, true],
      [4, false],
      [5, true],
      [6, false],
    ] as const)
      expect(waiting(...queue, left(number), queuedAgain(number, priority))).toEqual([3, 5, 2, 4, 6]);
    expect(waiting(...queue, left(6), left(4), queuedAgain(6), queued(7), left(6), queuedAgain(6), queuedAgain(4))).toEqual([3, 5, 2, 4, 6, 7]);
  });

  it('comes before everybody, where they had a place that was given on; whoever was back before them is the next', () => {
    const again = [...queue, released(1), promoted(3), first(1)];
    expect(waiting(...again)).toEqual([1, 5, 2, 4, 6]);
    expect(waiting(...again, queued(7, true))).toEqual([1, 5, 7, 2, 4, 6]);
    expect(waiting(...again, released(3), first(3))).toEqual([3, 1, 5, 2, 4, 6]);
    expect(waiting(...again, left(1), queuedAgain(1))).toEqual([1, 5, 2, 4, 6]);
  });

  it('comes before everybody as well, where that is all that is on record: nobody was said to keep their turn once', () =>
    expect(waiting(...queue, left(6), first(6))).toEqual([6, 3, 5, 2, 4]));

  it('has the turn of anew, where they are queued anew', () => expect(waiting(...queue, left(2), queued(2))).toEqual([3, 5, 4, 6, 2]));
});

describe('giving somebody back what they had', () => {
  const given = deciding(cohort, reinstate);

  it('gives the place from the day on which it ended, where it is free', () =>
    given(opened(2), held(1), released(1))
      .when(again(1))
      .thenRecorded({ type: 'PlaceHeld', data: { ...place(1), reinstates: true }, effectiveOn: '2026-04-01' }));

  it('takes it from nobody: who has none is the first to be given one', () =>
    given(opened(1), held(1), queued(2), queued(3, true), released(1), promoted(3))
      .when(again(1))
      .thenRecorded({ type: 'PlaceQueued', data: { ...place(1), priority: false, reinstates: true }, effectiveOn: '2026-04-01' }));

  it('lets who waited wait again; or has them offered what is free', () => {
    given(opened(1), held(1), queued(2, true), queued(3), left(2))
      .when(again(2))
      .thenRecorded({ type: 'PlaceQueued', data: { ...place(2), priority: true, reinstates: true, keepsTurn: true }, effectiveOn: '2026-03-01' });
    given(opened(1), held(1), queued(2), left(2), released(1))
      .when(again(2))
      .thenRecorded({ type: 'PlaceHeld', data: place(2), effectiveOn: '2026-04-01' });
  });

  it('gives a place that is free before those who wait, where nobody is promoted by themselves', () =>
    given(opened(1, false), held(1), queued(2), released(1))
      .when(again(1))
      .thenRecorded({ type: 'PlaceHeld', data: { ...place(1), reinstates: true }, effectiveOn: '2026-04-01' }));

  it('gives nothing to who had nothing, has something, or gave it up before', () => {
    given(opened(1)).when(again(1)).thenNothing();
    given(opened(1), held(1)).when(again(1)).thenNothing();
    given(opened(1), held(1), released(1)).when(again(1, '2026-03-01T10:00:00.000Z')).thenNothing();
  });

  it('counts what was had again from when it was first had', () => {
    const state = [opened(1), held(1), released(1), { type: 'PlaceHeld', data: { ...place(1), reinstates: true } } as CohortEvent];
    given(...state)
      .when(again(1))
      .thenNothing();
  });

  it('is refused in a cohort that is cancelled, or none', () => {
    given(opened(1), held(1), released(1), { type: 'CohortCancelled', data: ids }).when(again(1)).thenRefused('COHORT_CANCELLED');
    given().when(again(1)).thenRefused('COHORT_NOT_FOUND');
  });
});
