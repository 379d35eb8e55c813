import { deciding, metaFor } from '@app/kernel/testing';
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

  it('lets who waited wait again, before all others; or has them offered what is free', () => {
    given(opened(1), held(1), queued(2, true), queued(3), left(2))
      .when(again(2))
      .thenRecorded({ type: 'PlaceQueued', data: { ...place(2), priority: true, reinstates: true }, effectiveOn: '2026-03-01' });
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
