import { derivedId } from '@app/kernel';
import { deciding, metaFor } from '@app/kernel/testing';
import type { CohortEvent, CohortOpened, CohortParticulars } from './cohort.events.js';
import { cohort } from './cohort.js';
import type { Deliverer } from './cohort-particulars.js';
import { hold, HoldPlace } from './hold-place.js';
import { open, OpenCohort } from './open-cohort.js';
import type { Programme } from './programme.js';
import { release, ReleasePlace } from './release-place.js';
import { reviseCohort, ReviseCohort } from './revise-cohort.js';

const COHORT = '11111111-1111-4111-8111-111111111111';
const PROGRAMME = '22222222-2222-4222-8222-222222222222';
const ORGANISATION = '33333333-3333-4333-8333-333333333333';
const ids = { cohortId: COHORT, programmeId: PROGRAMME };
const TODAY = '2026-03-02';

const particulars: CohortParticulars = {
  ...{ name: 'Cohort 1', capacity: 2, startsOn: '2026-04-01', endsOn: '2026-12-18', deliveryLanguage: 'ENGLISH' as const },
  ...{ offerDays: 14, automaticPromotion: true },
};
const opened = (other: Partial<CohortParticulars> = {}): CohortOpened => ({ type: 'CohortOpened', data: { ...ids, ...particulars, ...other } });
const revised = (anew: Partial<CohortParticulars>, effectiveOn?: string): CohortEvent => ({
  type: 'CohortRevised',
  data: { ...ids, ...anew },
  ...(effectiveOn !== undefined && { effectiveOn }),
});
const place = (who: string) => ({ ...ids, enrolmentId: derivedId(COHORT, who), leaderId: derivedId(PROGRAMME, who), basis: 'OFFER' as const });
const held = (who: string, effectiveOn = TODAY): CohortEvent => ({ type: 'PlaceHeld', data: place(who), effectiveOn });
const queued = (who: string, effectiveOn = TODAY): CohortEvent => ({ type: 'PlaceQueued', data: { ...place(who), priority: false }, effectiveOn });
const promoted = (who: string, effectiveOn = TODAY): CohortEvent => ({ type: 'PlacePromoted', data: { ...place(who), outOfOrder: false }, effectiveOn });
const leaving = (who: string) => ({ ...ids, enrolmentId: place(who).enrolmentId, leaderId: place(who).leaderId, cause: 'WITHDRAWN' as const });
const released = (who: string, effectiveOn = TODAY): CohortEvent => ({ type: 'PlaceReleased', data: leaving(who), effectiveOn });
const session = { ...ids, sessionId: ORGANISATION, title: 'Launch', heldOn: '2026-05-01', minutes: 60 };
const scheduled: CohortEvent = { type: 'SessionScheduled', data: session };

const revising = (said: object, effectiveOn = TODAY) => new ReviseCohort(metaFor({ effectiveOn }), { cohortId: COHORT, ...said });
const stating = (said: object, effectiveOn: string) => new ReviseCohort(metaFor({ effectiveOn, stated: { effectiveOn } }), { cohortId: COHORT, ...said });
const knowing = (deliverer: Deliverer | undefined) => deciding(cohort, reviseCohort, deliverer);
const given = knowing(undefined);

describe('revising a cohort', () => {
  it('records only what is said anew', () =>
    given(opened())
      .when(revising({ name: 'Spring', capacity: 2, offerDays: 7, deliveryLanguage: 'BILINGUAL' }))
      .thenRecorded(revised({ name: 'Spring', offerDays: 7, deliveryLanguage: 'BILINGUAL' })));
  it('is refused where nothing is said', () => given(opened()).when(revising({})).thenRefused('NOTHING_SAID'));
  it('records nothing of what is on record, by its opening or by what was said since', () => {
    given(opened())
      .when(revising({ capacity: 2, name: 'Cohort 1' }))
      .thenNothing();
    given(opened(), revised({ name: 'Spring' }, '2026-03-02'), revised({ capacity: 3 }, '2026-03-05'))
      .when(revising({ name: 'Spring', capacity: 3 }, '2026-03-05'))
      .thenNothing();
  });
  it('is refused from another day on than that very thing was said from, whatever was said since', () =>
    given(opened(), revised({ name: 'Spring' }, '2026-03-02'), revised({ capacity: 3 }, '2026-03-05'))
      .when(stating({ name: 'Spring' }, '2026-03-04'))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-02' }));
  it('can go back to what was', () =>
    given(opened(), revised({ name: 'Spring' }))
      .when(revising({ name: 'Cohort 1' }))
      .thenRecorded(revised({ name: 'Cohort 1' })));
  it('says nothing anew from an earlier day than the same was said from, and all else', () => {
    const ahead = given(opened(), revised({ capacity: 3 }, '2026-09-01'));
    ahead.when(revising({ capacity: 4 }, '2026-08-31')).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT', { effectiveOn: '2026-08-31', enabledOn: '2026-09-01' });
    ahead.when(revising({ capacity: 3, name: 'Spring' }, '2026-08-31')).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    ahead.when(revising({ capacity: 4 }, '2026-09-01')).thenRecorded(revised({ capacity: 4 }));
    ahead.when(revising({ name: 'Spring' })).thenRecorded(revised({ name: 'Spring' }));
  });
  it('is refused before the cohort opened, where it is cancelled, and where there is none', () => {
    given(opened())
      .when(revising({ name: 'Spring' }, '2026-02-28'))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(opened(), { type: 'CohortCancelled', data: ids })
      .when(revising({ name: 'Spring' }))
      .thenRefused('COHORT_CANCELLED');
    given()
      .when(revising({ name: 'Spring' }))
      .thenRefused('COHORT_NOT_FOUND');
  });
  it.each([
    [{ capacity: 0 }, 'CAPACITY_OUT_OF_RANGE'],
    [{ capacity: 501 }, 'CAPACITY_OUT_OF_RANGE'],
    [{ offerDays: 91 }, 'OFFER_DAYS_OUT_OF_RANGE'],
    [{ endsOn: '2026-03-31' }, 'COHORT_ENDS_BEFORE_IT_STARTS'],
    [{ startsOn: '2026-12-19' }, 'COHORT_ENDS_BEFORE_IT_STARTS'],
  ])('is refused with %j', (said, code) => given(opened()).when(revising(said)).thenRefused(code));
  it('is refused with a deliverer that cannot deliver from then on', () => {
    const named = revising({ organisationId: ORGANISATION });
    knowing({ status: 'none' })(opened()).when(named).thenRefused('ORGANISATION_NOT_FOUND');
    knowing({ status: 'closed', since: '2026-01-01' })(opened()).when(named).thenRefused('ORGANISATION_CLOSED');
    knowing({ status: 'open', since: '2026-03-03' })(opened()).when(named).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    knowing({ status: 'open', since: TODAY })(opened())
      .when(named)
      .thenRecorded(revised({ organisationId: ORGANISATION }));
  });
  it('leaves its opening to be repeated', () => {
    const programme: Programme = { status: 'none' };
    deciding(cohort, open, { programme, deliverer: undefined })(opened(), revised({ name: 'Spring', capacity: 9 }))
      .when(new OpenCohort(metaFor(), { ...ids, ...particulars }))
      .thenNothing();
  });
});

describe('the days of a cohort, said anew', () => {
  it('are refused where they would leave a session out, naming it, unless that is cancelled', () => {
    given(opened(), scheduled)
      .when(revising({ startsOn: '2026-05-02' }))
      .thenRefused('SESSION_BEFORE_COHORT', { title: 'Launch', heldOn: '2026-05-01', startsOn: '2026-05-02' });
    given(opened(), scheduled)
      .when(revising({ endsOn: '2026-04-30' }))
      .thenRefused('SESSION_AFTER_COHORT', { title: 'Launch', heldOn: '2026-05-01', endsOn: '2026-04-30' });
    const moved: CohortEvent = { type: 'SessionMoved', data: { ...ids, sessionId: ORGANISATION, heldOn: '2026-04-30' } };
    for (const events of [[moved], [{ type: 'SessionCancelled', data: { ...ids, sessionId: ORGANISATION } } satisfies CohortEvent]])
      given(opened(), scheduled, ...events)
        .when(revising({ endsOn: '2026-04-30' }))
        .thenRecorded(revised({ endsOn: '2026-04-30' }));
    given(opened(), scheduled)
      .when(revising({ startsOn: '2026-05-01', endsOn: '2026-05-01' }))
      .thenRecorded(revised({ startsOn: '2026-05-01', endsOn: '2026-05-01' }));
  });
  it('are refused where somebody would have a place only after the last one', () => {
    const to = (endsOn: string, ...events: CohortEvent[]) => given(opened(), ...events).when(revising({ endsOn }));
    to('2026-06-01', held('a', '2026-06-02')).thenRefused('PLACE_HELD_AFTER_COHORT', { since: '2026-06-02', endsOn: '2026-06-01' });
    to('2026-06-02', held('a', '2026-06-02')).thenRecorded(revised({ endsOn: '2026-06-02' }));
    to('2026-12-19', held('a', '2026-12-20')).thenRecorded(revised({ endsOn: '2026-12-19' }));
  });
  it('may be wrong of a cohort that is over, which is then open for longer', () => {
    given(opened())
      .when(revising({ endsOn: '2027-01-15' }, '2026-12-20'))
      .thenRecorded(revised({ endsOn: '2027-01-15' }));
    const holding = new HoldPlace(metaFor({ effectiveOn: '2026-12-19' }), place('a'));
    deciding(cohort, hold)(opened(), revised({ endsOn: '2027-01-15' }))
      .when(holding)
      .thenRecorded(held('a', '2026-12-19'));
  });
  it('have places given to who joined the queue after what was the last one', () =>
    given(opened({ capacity: 1 }), queued('a', '2026-12-20'))
      .when(revising({ endsOn: '2027-01-15' }))
      .thenRecorded(revised({ endsOn: '2027-01-15' }), promoted('a', '2026-12-20')));
});

describe('more places', () => {
  const full = [opened(), held('x'), held('y'), queued('a'), queued('b', '2026-05-01'), queued('c')];

  it('go to who waits at once, in order, each from the day of joining the queue', () => {
    given(...full)
      .when(revising({ capacity: 3 }))
      .thenRecorded(revised({ capacity: 3 }), promoted('a'));
    given(...full)
      .when(revising({ capacity: 9 }))
      .thenRecorded(revised({ capacity: 9 }), promoted('a'), promoted('b', '2026-05-01'), promoted('c'));
  });
  it('are had from the day on which there are more, and nobody has one before', () =>
    given(...full)
      .when(revising({ capacity: 4 }, '2026-04-15'))
      .thenRecorded(revised({ capacity: 4 }), promoted('a', '2026-04-15'), promoted('b', '2026-05-01')));
  it('are left to be given where places are given by hand', () => {
    const byHand = given(opened({ automaticPromotion: false }), held('x'), held('y'), queued('a'));
    byHand.when(revising({ capacity: 3 })).thenRecorded(revised({ capacity: 3 }));
    byHand.when(revising({ capacity: 3, automaticPromotion: true })).thenRecorded(revised({ capacity: 3, automaticPromotion: true }), promoted('a'));
  });
  it('can be held from their day on', () => {
    const holding = new HoldPlace(metaFor({ effectiveOn: TODAY }), place('a'));
    deciding(cohort, hold)(opened(), held('x'), held('y'), revised({ capacity: 3 }, '2026-04-15'))
      .when(holding)
      .thenRecorded(held('a', '2026-04-15'));
  });
});

describe('fewer places', () => {
  const to = (capacity: number, ...events: CohortEvent[]) => given(opened({ capacity: 3 }), ...events).when(revising({ capacity }));

  it('are never fewer than are held', () => {
    to(1, held('x'), held('y')).thenRefused('CAPACITY_BELOW_PLACES_HELD', { capacity: 1, held: 2, effectiveOn: TODAY });
    to(2, held('x'), held('y')).thenRecorded(revised({ capacity: 2 }));
  });
  it('are never fewer than are held on a later day, by who has a place from then on or leaves it then', () => {
    to(1, held('x'), held('y', '2026-09-01')).thenRefused('CAPACITY_BELOW_PLACES_HELD', { capacity: 1, held: 2, effectiveOn: TODAY });
    const left = [held('x'), held('y'), released('y', '2026-09-01')];
    to(1, ...left).thenRefused('CAPACITY_BELOW_PLACES_HELD', { capacity: 1, held: 2, effectiveOn: TODAY });
    given(opened({ capacity: 3 }), ...left)
      .when(revising({ capacity: 1 }, '2026-08-31'))
      .thenRefused('CAPACITY_BELOW_PLACES_HELD');
    given(opened({ capacity: 3 }), ...left)
      .when(revising({ capacity: 1 }, '2026-09-01'))
      .thenRecorded(revised({ capacity: 1 }));
  });
  it('leave no place to hold, though it is on a day on which there is one still', () => {
    const holding = new HoldPlace(metaFor({ effectiveOn: TODAY }), place('a'));
    deciding(cohort, hold)(opened(), held('x'), revised({ capacity: 1 }, '2026-09-01'))
      .when(holding)
      .thenRecorded(queued('a'));
  });
});

describe('places that go to the queue by themselves, or no longer do', () => {
  const byHand = [opened({ capacity: 1, automaticPromotion: false }), held('x'), queued('a'), released('x')];
  const releasing = (effectiveOn: string) =>
    new ReleasePlace(metaFor({ effectiveOn }), { cohortId: COHORT, enrolmentId: place('x').enrolmentId, cause: 'WITHDRAWN' });

  it('go to who waits from the day on which they do', () =>
    given(...byHand)
      .when(revising({ automaticPromotion: true }, '2026-04-15'))
      .thenRecorded(revised({ automaticPromotion: true }), promoted('a', '2026-04-15')));
  it('are given by themselves up to the day on which they no longer are', () => {
    const automatic = deciding(cohort, release)(opened({ capacity: 1 }), held('x'), queued('a'), revised({ automaticPromotion: false }, '2026-09-01'));
    automatic.when(releasing('2026-08-31')).thenRecorded(released('x', '2026-08-31'), promoted('a', '2026-08-31'));
    automatic.when(releasing('2026-09-01')).thenRecorded(released('x', '2026-09-01'));
  });
  it('wait for that day where they fall free before it', () =>
    deciding(cohort, release)(opened({ capacity: 1, automaticPromotion: false }), held('x'), queued('a'), revised({ automaticPromotion: true }, '2026-09-01'))
      .when(releasing('2026-08-31'))
      .thenRecorded(released('x', '2026-08-31'), promoted('a', '2026-09-01')));
});
