import { type Decided, derivedId, isOnRecord, Refused, seal } from '@app/kernel';
import { deciding, metaFor, recorded } from '@app/kernel/testing';
import fc from 'fast-check';
import type { CohortEvent, CohortOpened } from './cohort.events.js';
import { type Cohort, cohort } from './cohort.js';
import { hold, HoldPlace } from './hold-place.js';
import { promote, PromoteFromQueue } from './promote-from-queue.js';
import { release, ReleasePlace } from './release-place.js';
import { reviseCohort, ReviseCohort } from './revise-cohort.js';

const COHORT = '11111111-1111-4111-8111-111111111111';
const PROGRAMME = '22222222-2222-4222-8222-222222222222';
const TODAY = '2026-03-02';

const openedWith = (capacity: number, automaticPromotion = true): CohortOpened => ({
  type: 'CohortOpened',
  data: {
    cohortId: COHORT,
    programmeId: PROGRAMME,
    name: 'Cohort 1',
    capacity,
    startsOn: '2026-04-01',
    endsOn: '2026-12-18',
    deliveryLanguage: 'ENGLISH',
    offerDays: 14,
    automaticPromotion,
  },
});
const enrolment = (who: string) => derivedId(COHORT, who);
const leader = (who: string) => derivedId(PROGRAMME, who);
const place = (who: string) => ({ cohortId: COHORT, programmeId: PROGRAMME, enrolmentId: enrolment(who), leaderId: leader(who), basis: 'OFFER' as const });
const held = (who: string, effectiveOn = TODAY): CohortEvent => ({ type: 'PlaceHeld', data: place(who), effectiveOn });
const queued = (who: string, { priority = false, effectiveOn = TODAY } = {}): CohortEvent => ({
  type: 'PlaceQueued',
  data: { ...place(who), priority },
  effectiveOn,
});
const promoted = (who: string, effectiveOn = TODAY): CohortEvent => ({ type: 'PlacePromoted', data: { ...place(who), outOfOrder: false }, effectiveOn });
const leaving = (who: string) => ({
  cohortId: COHORT,
  programmeId: PROGRAMME,
  enrolmentId: enrolment(who),
  leaderId: leader(who),
  cause: 'WITHDRAWN' as const,
});
const released = (who: string, effectiveOn = TODAY): CohortEvent => ({ type: 'PlaceReleased', data: leaving(who), effectiveOn });
const cancelled: CohortEvent = { type: 'CohortCancelled', data: { cohortId: COHORT, programmeId: PROGRAMME } };

const holding = (who: string, other: { continues?: string; priority?: boolean } = {}, effectiveOn = TODAY) =>
  new HoldPlace(metaFor({ effectiveOn }), { cohortId: COHORT, enrolmentId: enrolment(who), leaderId: leader(who), basis: 'OFFER', ...other });
const promoting = (who: string, reason?: string, effectiveOn = TODAY) =>
  new PromoteFromQueue(metaFor({ effectiveOn }), { cohortId: COHORT, enrolmentId: enrolment(who), reason });
const releasing = (who: string, effectiveOn = TODAY, endedAt?: string) =>
  new ReleasePlace(metaFor({ effectiveOn }), { cohortId: COHORT, enrolmentId: enrolment(who), cause: 'WITHDRAWN', endedAt });

/** Before everything that these specifications are given, and after it. */
const [BEFORE, AFTER] = ['2026-02-01T09:00:00.000Z', '2026-04-01T09:00:00.000Z'];

describe('holding a place', () => {
  const given = deciding(cohort, hold);

  it('takes a free one', () => given(openedWith(1)).when(holding('a')).thenRecorded(held('a')));
  it('queues where none is free', () => given(openedWith(1), held('a')).when(holding('b')).thenRecorded(queued('b')));
  it('records nothing for who has a place or waits', () => {
    given(openedWith(1), held('a'), queued('b')).when(holding('a')).thenNothing();
    given(openedWith(1), held('a'), queued('b')).when(holding('b')).thenNothing();
  });
  it('queues behind who waits for a free place to be given', () =>
    given(openedWith(1, false), held('a'), queued('b'), released('a')).when(holding('c')).thenRecorded(queued('c')));
  it('goes with priority before who waits without', () =>
    given(openedWith(1, false), held('a'), queued('b'), released('a'))
      .when(holding('c', { priority: true }))
      .thenRecorded(held('c')));
  it('has a place from the day it is free', () =>
    given(openedWith(1), held('a'), released('a', '2026-06-01')).when(holding('b')).thenRecorded(held('b', '2026-06-01')));
  it('queues behind who waits with priority, also with priority', () =>
    given(openedWith(1, false), held('a'), queued('b', { priority: true }), released('a'))
      .when(holding('c', { priority: true }))
      .thenRecorded(queued('c', { priority: true })));
  it('has no place that falls free after the last day', () => {
    given(openedWith(1), held('a'), released('a', '2026-12-18')).when(holding('b')).thenRecorded(held('b', '2026-12-18'));
    given(openedWith(1), held('a'), released('a', '2026-12-19')).when(holding('b')).thenRecorded(queued('b'));
  });
  it('is refused after the last day, save for who carries on from another', () => {
    const continues = enrolment('before');
    given(openedWith(1))
      .when(holding('a', {}, '2026-12-19'))
      .thenRefused('COHORT_ENDED', { endsOn: '2026-12-18' });
    given(openedWith(1))
      .when(holding('a', {}, '2026-12-18'))
      .thenRecorded(held('a', '2026-12-18'));
    given(openedWith(1))
      .when(holding('a', { continues }, '2026-12-19'))
      .thenRecorded({ type: 'PlaceHeld', data: { ...place('a'), continues }, effectiveOn: '2026-12-19' });
  });
  it('takes of several places the one that has been free for the shortest time', () =>
    given(openedWith(2), held('a'), held('b'), released('a', '2026-03-05'), released('b', '2026-03-10'), {
      ...held('c', '2026-03-10'),
    })
      .when(holding('d', {}, '2026-03-05'))
      .thenRecorded(held('d', '2026-03-05')));
  it('takes the first to fall free where none is free yet, in whichever order that was recorded', () =>
    given(openedWith(2), held('a'), held('b'), released('a', '2026-06-01'), released('b', '2026-05-01'))
      .when(holding('c'))
      .thenRecorded(held('c', '2026-05-01')));
  it('is refused from another day on than the person was given one, or began to wait, whatever others were', () => {
    const stating = (who: string) => {
      const command = holding(who);
      return new HoldPlace({ ...command.meta, stated: { effectiveOn: TODAY } }, command.input);
    };
    const on = (effectiveOn: string) => ({ effectiveOn });
    const others = [held('y', '2026-03-09'), queued('z', on('2026-03-09'))];
    for (const theirs of [[held('a', '2026-03-03')], [queued('a', on('2026-03-03'))], [queued('a'), promoted('a', '2026-03-03')]])
      given(openedWith(3), ...theirs, ...others)
        .when(stating('a'))
        .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-03' });
  });
  it('is refused once the cohort is cancelled, or where there is none', () => {
    given(openedWith(1), cancelled).when(holding('a')).thenRefused('COHORT_CANCELLED');
    given().when(holding('a')).thenRefused('COHORT_NOT_FOUND');
  });
  it('is refused before the cohort opened, save for who carries on from another', () => {
    given(openedWith(1))
      .when(holding('a', {}, '2026-02-01'))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(openedWith(1))
      .when(holding('a', { continues: enrolment('before') }, '2026-02-01'))
      .thenRecorded({ type: 'PlaceHeld', data: { ...place('a'), continues: enrolment('before') }, effectiveOn: '2026-03-01' });
  });
});

describe('promoting from the queue', () => {
  const given = deciding(cohort, promote, new Set<string>());
  const waiting = [openedWith(1, false), held('x'), queued('a'), queued('b')];

  it('gives the first a free place', () =>
    given(...waiting, released('x'))
      .when(promoting('a'))
      .thenRecorded(promoted('a')));
  it('is for others to do: nobody takes themselves off the list', () =>
    deciding(
      cohort,
      promote,
      new Set([leader('a')]),
    )(...waiting, released('x'))
      .when(promoting('a'))
      .thenRefused('OWN_RECORD'));
  it('needs a reason to choose another', () => {
    given(...waiting, released('x'))
      .when(promoting('b'))
      .thenRefused('PROMOTION_REASON_REQUIRED', { number: 2 });
    given(...waiting, released('x'))
      .when(promoting('b', 'Covers two wards alone'))
      .thenRecorded({
        type: 'PlacePromoted',
        data: { ...place('b'), outOfOrder: true, reason: seal({ subject: leader('b'), purpose: 'selection' }, 'Covers two wards alone') },
        effectiveOn: TODAY,
      });
  });
  it('gives a place from the day it is free, and none after the last day', () => {
    given(...waiting, released('x', '2026-06-01'))
      .when(promoting('a'))
      .thenRecorded(promoted('a', '2026-06-01'));
    given(...waiting, released('x', '2026-12-19'))
      .when(promoting('a'))
      .thenRefused('COHORT_ENDED', { endsOn: '2026-12-18' });
  });
  it('says what the person carries on from', () => {
    const continues = enrolment('before');
    const carriesOn = { ...queued('a'), data: { ...place('a'), priority: false, continues } } as CohortEvent;
    given(openedWith(1, false), carriesOn)
      .when(promoting('a'))
      .thenRecorded({ type: 'PlacePromoted', data: { ...place('a'), continues, outOfOrder: false }, effectiveOn: TODAY });
  });
  it('is refused for a reason that is not on record, of who has a place', () => {
    for (const theirs of [[held('a')], [queued('a'), promoted('a')]])
      given(openedWith(2), ...theirs, held('b', '2026-03-09'))
        .when(promoting('a', 'Another reason'))
        .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'reason', recordedOn: TODAY });
  });
  it('is refused where no place is free', () =>
    given(...waiting)
      .when(promoting('a'))
      .thenRefused('COHORT_FULL', { capacity: 1 }));
  it('is refused for who does not wait', () =>
    given(...waiting)
      .when(promoting('c'))
      .thenRefused('NOT_ON_WAITING_LIST'));
  it('records nothing for who was promoted', () =>
    given(...waiting, released('x'), promoted('a'))
      .when(promoting('a'))
      .thenNothing());
  it('is refused before the day of joining the queue', () =>
    given(...waiting, released('x'))
      .when(promoting('a', undefined, '2026-03-01'))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
  it('is refused once the cohort is cancelled', () =>
    given(...waiting, cancelled)
      .when(promoting('a'))
      .thenRefused('COHORT_CANCELLED'));
});

describe('releasing a place', () => {
  const given = deciding(cohort, release);

  it('leaves what was given after the end that it has word of', () => {
    given(openedWith(1), held('x'), queued('a'))
      .when(releasing('x', TODAY, BEFORE))
      .thenNothing();
    given(openedWith(1), held('x'), queued('a'))
      .when(releasing('a', TODAY, BEFORE))
      .thenNothing();
    given(openedWith(1), held('x'))
      .when(releasing('x', TODAY, AFTER))
      .thenRecorded(released('x'));
  });

  it('releases what was given at the very moment of the end', () => {
    const then = '2026-03-01T09:00:00.000Z';
    given(openedWith(1), held('x'))
      .when(releasing('x', TODAY, then))
      .thenRecorded(released('x'));
  });
  it('serves who waits in the order of joining', () =>
    given(openedWith(1), held('x'), queued('a'), queued('b'), queued('c'), { type: 'QueueLeft', data: leaving('a') })
      .when(releasing('x'))
      .thenRecorded(released('x'), promoted('b')));
  it('gives none to who would have it after the last day', () => {
    const waiting = (effectiveOn: string) => given(openedWith(1), held('x'), queued('a', { effectiveOn })).when(releasing('x'));
    waiting('2026-12-18').thenRecorded(released('x'), promoted('a', '2026-12-18'));
    waiting('2026-12-19').thenRecorded(released('x'));
  });
  it('takes nobody off the queue before the day of joining it', () =>
    given(openedWith(1), held('x'), queued('a', { effectiveOn: '2026-05-01' }))
      .when(releasing('a'))
      .thenRecorded({ type: 'QueueLeft', data: leaving('a'), effectiveOn: '2026-05-01' }));
  it('is refused where there is no cohort, though a place is on record', () => {
    given().when(releasing('a')).thenRefused('COHORT_NOT_FOUND');
    given(held('a')).when(releasing('a')).thenRefused('COHORT_NOT_FOUND');
  });
  it('gives it to the first who waits', () =>
    given(openedWith(1), held('x'), queued('a'), queued('b')).when(releasing('x')).thenRecorded(released('x'), promoted('a')));
  it('gives it to who waits with priority first, in order among themselves', () =>
    given(openedWith(1), held('x'), queued('a'), queued('p', { priority: true }), queued('q', { priority: true }))
      .when(releasing('x'))
      .thenRecorded(released('x'), promoted('p')));
  it('leaves it free where promotion is a decision, and where the cohort is cancelled', () => {
    given(openedWith(1, false), held('x'), queued('a')).when(releasing('x')).thenRecorded(released('x'));
    given(openedWith(1), held('x'), queued('a'), cancelled).when(releasing('x')).thenRecorded(released('x'));
  });
  it('takes who waits off the queue', () =>
    given(openedWith(1), held('x'), queued('a'))
      .when(releasing('a'))
      .thenRecorded({ type: 'QueueLeft', data: leaving('a'), effectiveOn: TODAY }));
  it('records nothing for who has neither', () => given(openedWith(1), held('x')).when(releasing('a')).thenNothing());
  it('never frees a place before it was had, nor promotes before the queue was joined', () => {
    given(openedWith(1), held('x')).when(releasing('x', '2026-01-01')).thenRecorded(released('x'));
    given(openedWith(1), held('x'), queued('a', { effectiveOn: '2026-05-01' }))
      .when(releasing('x'))
      .thenRecorded(released('x'), promoted('a', '2026-05-01'));
  });
});

describe('places, whatever is asked in whichever order', () => {
  const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'];
  const DAYS = ['2026-03-01', '2026-03-10', '2026-03-20', '2026-04-01'];
  const request = fc.record({
    kind: fc.constantFrom('hold', 'hold with priority', 'promote', 'promote with reason', 'release', 'resize', 'by themselves', 'by hand'),
    who: fc.constantFrom(...PEOPLE),
    day: fc.constantFrom(...DAYS),
    capacity: fc.integer({ min: 1, max: 5 }),
  });

  type Request = typeof request extends fc.Arbitrary<infer R> ? R : never;
  const revising = (said: object, effectiveOn: string) => new ReviseCohort(metaFor({ effectiveOn }), { cohortId: COHORT, ...said });
  const decide = ({ kind, who, day, capacity }: Request, state: Cohort): Decided<CohortEvent> => {
    switch (kind) {
      case 'hold':
        return hold(holding(who, {}, day), state);
      case 'hold with priority':
        return hold(holding(who, { priority: true, continues: enrolment('before') }, day), state);
      case 'promote':
        return promote(promoting(who, undefined, day), state, new Set());
      case 'promote with reason':
        return promote(promoting(who, 'a reason', day), state, new Set());
      case 'resize':
        return reviseCohort(revising({ capacity }, day), state, undefined);
      case 'by themselves':
      case 'by hand':
        return reviseCohort(revising({ automaticPromotion: kind === 'by themselves' }, day), state, undefined);
      default:
        return release(releasing(who, day), state);
    }
  };
  const attempt = (asked: Request, state: Cohort): readonly CohortEvent[] => {
    try {
      const decided = decide(asked, state);
      return isOnRecord(decided) ? [] : decided;
    } catch (error) {
      if (error instanceof Refused) return [];
      throw error;
    }
  };
  const positionOf = (state: Cohort, who: string) =>
    state.status === 'none'
      ? 'out'
      : state.held.has(enrolment(who))
        ? 'held'
        : state.queue.some(({ enrolmentId }) => enrolmentId === enrolment(who))
          ? 'waiting'
          : 'out';

  it('never oversells, loses anyone or breaks the order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.array(request, { maxLength: 60 }), (capacity, automatic, requests) => {
        const log: CohortEvent[] = [openedWith(capacity, automatic)];
        const fold = () => recorded(log).reduce((state, event) => cohort.evolve(state, event), cohort.initialState);
        const expected = new Map<string, string>();
        for (const asked of requests) {
          const before = fold();
          const events = attempt(asked, before).map((event) => ({ ...event, effectiveOn: event.effectiveOn ?? asked.day }));
          log.push(...events);
          const after = fold();
          if (before.status !== 'open' || after.status !== 'open') throw new Error('the cohort stays open');

          expect(after.held.size).toBeLessThanOrEqual(after.current.capacity);
          expect(after.held.size + after.free.length).toBe(after.current.capacity);
          if (after.current.automaticPromotion) expect(after.queue.length > 0 && after.free.length > 0).toBe(false);
          // nobody appears or disappears but by these events
          for (const { type, data } of events) {
            if (!('enrolmentId' in data)) continue;
            expected.set(data.enrolmentId, type === 'PlaceHeld' || type === 'PlacePromoted' ? 'held' : type === 'PlaceQueued' ? 'waiting' : 'out');
          }
          for (const who of PEOPLE) expect(positionOf(after, who)).toBe(expected.get(enrolment(who)) ?? 'out');
          // only the first in the queue is promoted, unless with a reason, and nobody is moved past another
          const inOrder = events.flatMap((event) => (event.type === 'PlacePromoted' && !event.data.outOfOrder ? [event.data.enrolmentId] : []));
          expect(inOrder).toStrictEqual(before.queue.slice(0, inOrder.length).map(({ enrolmentId }) => enrolmentId));
          const stayed = (state: typeof after, others: typeof after) =>
            state.queue.map(({ enrolmentId }) => enrolmentId).filter((id) => others.queue.some((waiting) => waiting.enrolmentId === id));
          expect(stayed(after, before)).toStrictEqual(stayed(before, after));
          expect(after.queue.map(({ priority }) => priority)).toStrictEqual(
            after.queue.map(({ priority }) => priority).sort((one, other) => Number(other) - Number(one)),
          );
        }
        // nor does any day count more people than places, whatever days the facts hold from
        for (const day of DAYS) {
          const inForce = log.filter(({ effectiveOn }) => (effectiveOn ?? '2026-03-01') <= day);
          const count = (...types: CohortEvent['type'][]) => inForce.filter(({ type }) => types.includes(type)).length;
          const resized = inForce.flatMap((event) => (event.type === 'CohortRevised' ? (event.data.capacity ?? []) : []));
          expect(count('PlaceHeld', 'PlacePromoted') - count('PlaceReleased')).toBeLessThanOrEqual(resized.at(-1) ?? capacity);
        }
      }),
    );
  });
});
