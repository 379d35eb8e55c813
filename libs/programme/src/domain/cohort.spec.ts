import { deciding, metaFor, recorded } from '@app/kernel/testing';
import { cancel, CancelCohort } from './cancel-cohort.js';
import type { CohortEvent, CohortOpened } from './cohort.events.js';
import { type Cohort, cohort } from './cohort.js';
import type { Deliverer } from './cohort-particulars.js';
import { open, OpenCohort } from './open-cohort.js';
import type { Programme } from './programme.js';
import { schedule, ScheduleSession } from './schedule-session.js';

const COHORT = '11111111-1111-4111-8111-111111111111';
const PROGRAMME = '22222222-2222-4222-8222-222222222222';
const OTHER = '33333333-3333-4333-8333-333333333333';

const particulars = {
  programmeId: PROGRAMME,
  code: 'p',
  name: { en: 'P' },
  nation: 'SCOTLAND',
  level: 'SENIOR',
  provider: 'NES',
  hours: { attendanceMinutes: 3300, reflectionMinutes: 1200 },
  cohortSize: 24,
  award: 'Certificate',
} as const;
const programme: Programme = { status: 'published', first: particulars, current: particulars, since: '2026-03-01', leads: new Map() };
const asked = {
  cohortId: COHORT,
  programmeId: PROGRAMME,
  name: 'Cohort 1',
  startsOn: '2026-04-01',
  endsOn: '2026-12-18',
  deliveryLanguage: 'ENGLISH',
} as const;
const opened: CohortOpened = {
  type: 'CohortOpened',
  data: { ...asked, capacity: 24, offerDays: 14, automaticPromotion: true, hours: particulars.hours, award: 'Certificate' },
};
const cancelled: CohortEvent = { type: 'CohortCancelled', data: { cohortId: COHORT, programmeId: PROGRAMME } };
const early = metaFor({ effectiveOn: '2026-02-28' });
const stateAfter = (...events: CohortEvent[]): Cohort => recorded(events).reduce((state, event) => cohort.evolve(state, event), cohort.initialState);

describe('opening a cohort', () => {
  const knowing = (known: { programme?: Programme; deliverer?: Deliverer }) => deciding(cohort, open, { programme, deliverer: undefined, ...known });
  const given = knowing({});
  const command = new OpenCohort(metaFor(), asked);
  const asking = (other: object) => new OpenCohort(metaFor(), { ...asked, ...other });

  it('takes size, hours and award from the programme', () => given().when(command).thenRecorded(opened));
  it('takes what is asked for', () =>
    given()
      .when(asking({ capacity: 12, offerDays: 7, automaticPromotion: false }))
      .thenRecorded({ type: 'CohortOpened', data: { ...opened.data, capacity: 12, offerDays: 7, automaticPromotion: false } }));
  it('records nothing the second time, also after the programme was revised', () =>
    knowing({ programme: { ...programme, current: { ...particulars, cohortSize: 48 } } })(opened)
      .when(command)
      .thenNothing());
  it('is refused under an id that is taken', () =>
    given(opened)
      .when(asking({ capacity: 12 }))
      .thenRefused('COHORT_ALREADY_OPENED'));
  it('is refused for an unknown programme or organisation', () => {
    knowing({ programme: { status: 'none' } })()
      .when(command)
      .thenRefused('PROGRAMME_NOT_FOUND');
    knowing({ deliverer: { status: 'none' } })()
      .when(asking({ organisationId: OTHER }))
      .thenRefused('ORGANISATION_NOT_FOUND');
  });
  it('is refused before the programme is published', () => given().when(new OpenCohort(early, asked)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
  it('is refused without a size where the programme has none', () => {
    const { cohortSize: _, ...unsized } = particulars;
    knowing({ programme: { ...programme, current: unsized } })()
      .when(command)
      .thenRefused('CAPACITY_REQUIRED');
  });
  it('is refused with a deliverer that is closed, and before it was there', () => {
    const since = '2026-03-03';
    knowing({ deliverer: { status: 'closed', since } })()
      .when(asking({ organisationId: OTHER }))
      .thenRefused('ORGANISATION_CLOSED');
    knowing({ deliverer: { status: 'open', since } })()
      .when(asking({ organisationId: OTHER }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT', { effectiveOn: '2026-03-02', enabledOn: since });
    knowing({ deliverer: { status: 'open', since: '2026-03-02' } })()
      .when(asking({ organisationId: OTHER }))
      .thenRecorded({ ...opened, data: { ...opened.data, organisationId: OTHER } });
  });
  it.each([
    [{ capacity: 0 }, 'CAPACITY_OUT_OF_RANGE', { capacity: 0, least: 1, most: 500 }],
    [{ capacity: 501 }, 'CAPACITY_OUT_OF_RANGE', { capacity: 501, least: 1, most: 500 }],
    [{ offerDays: 0 }, 'OFFER_DAYS_OUT_OF_RANGE', { offerDays: 0, least: 1, most: 90 }],
    [{ offerDays: 91 }, 'OFFER_DAYS_OUT_OF_RANGE', { offerDays: 91, least: 1, most: 90 }],
    [{ endsOn: '2026-03-31' }, 'COHORT_ENDS_BEFORE_IT_STARTS', { startsOn: '2026-04-01', endsOn: '2026-03-31' }],
  ])('is refused with %j', (other, code, details) => given().when(asking(other)).thenRefused(code, details));
  it.each([{ capacity: 1, offerDays: 1 }, { capacity: 500, offerDays: 90 }, { endsOn: '2026-04-01' }])('is possible with %j', (other) =>
    given()
      .when(asking(other))
      .thenRecorded({ ...opened, data: { ...opened.data, ...other } }),
  );
});

describe('scheduling a session', () => {
  const given = deciding(cohort, schedule, undefined);
  const input = { cohortId: COHORT, sessionId: OTHER, title: 'Launch', heldOn: '2026-04-01', minutes: 420 };
  const command = new ScheduleSession(metaFor(), input);
  const asking = (other: object) => new ScheduleSession(metaFor(), { ...input, ...other });
  const scheduled: CohortEvent = { type: 'SessionScheduled', data: { ...input, programmeId: PROGRAMME } };

  it('records it once', () => {
    given(opened).when(command).thenRecorded(scheduled);
    given(opened, scheduled).when(command).thenNothing();
  });
  it('is refused under an id that is taken', () =>
    given(opened, scheduled)
      .when(asking({ minutes: 60 }))
      .thenRefused('SESSION_ALREADY_SCHEDULED'));
  it('is refused from another day on than that very session was scheduled', () =>
    given(opened, scheduled, { type: 'SessionScheduled', data: { ...input, programmeId: PROGRAMME, sessionId: COHORT }, effectiveOn: '2026-03-05' })
      .when(new ScheduleSession(metaFor({ stated: { effectiveOn: '2026-03-02' } }), input))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' }));
  it.each([
    [{ heldOn: '2026-03-31' }, 'SESSION_OUTSIDE_COHORT', { heldOn: '2026-03-31', startsOn: '2026-04-01', endsOn: '2026-12-18' }],
    [{ heldOn: '2026-12-19' }, 'SESSION_OUTSIDE_COHORT', { heldOn: '2026-12-19', startsOn: '2026-04-01', endsOn: '2026-12-18' }],
    [{ minutes: 0 }, 'SESSION_MINUTES_OUT_OF_RANGE', { minutes: 0, least: 1, most: 1440 }],
    [{ minutes: 1441 }, 'SESSION_MINUTES_OUT_OF_RANGE', { minutes: 1441, least: 1, most: 1440 }],
  ])('is refused with %j', (other, code, details) => given(opened).when(asking(other)).thenRefused(code, details));
  it.each([
    { heldOn: '2026-04-01', minutes: 1 },
    { heldOn: '2026-12-18', minutes: 1440 },
  ])('is possible with %j', (other) =>
    given(opened)
      .when(asking(other))
      .thenRecorded({ type: 'SessionScheduled', data: { ...input, programmeId: PROGRAMME, ...other } }),
  );
  it('is refused for a cohort that is unknown or cancelled', () => {
    given().when(command).thenRefused('COHORT_NOT_FOUND');
    given(opened, cancelled).when(command).thenRefused('COHORT_CANCELLED');
  });
  it('is refused before the cohort opened', () => given(opened).when(new ScheduleSession(early, input)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});

describe('cancelling a cohort', () => {
  const target = stateAfter({ ...opened, data: { ...opened.data, cohortId: OTHER } });
  const command = new CancelCohort(metaFor(), { cohortId: COHORT });
  const movingTo = (transferTo: string) => new CancelCohort(metaFor(), { cohortId: COHORT, transferTo });
  const knowing = (known: Cohort | undefined) => deciding(cohort, cancel, known);

  it('records it once', () => {
    knowing(undefined)(opened).when(command).thenRecorded(cancelled);
    knowing(undefined)(opened, cancelled).when(command).thenNothing();
  });
  it('names where its people go', () =>
    knowing(target)(opened)
      .when(movingTo(OTHER))
      .thenRecorded({ type: 'CohortCancelled', data: { cohortId: COHORT, programmeId: PROGRAMME, transferTo: OTHER } }));
  it('is refused where it was cancelled otherwise', () => knowing(target)(opened, cancelled).when(movingTo(OTHER)).thenRefused('COHORT_CANCELLED'));
  it('is recorded once with the same target', () =>
    knowing(target)(opened, { type: 'CohortCancelled', data: { cohortId: COHORT, programmeId: PROGRAMME, transferTo: OTHER } })
      .when(movingTo(OTHER))
      .thenNothing());
  it('is refused where it is unknown', () => {
    knowing(undefined)().when(command).thenRefused('COHORT_NOT_FOUND');
    knowing(undefined)(cancelled).when(command).thenRefused('COHORT_NOT_FOUND');
  });
  it('is refused once it is over, and not on its last day', () => {
    const on = (effectiveOn: string) => new CancelCohort(metaFor({ effectiveOn }), { cohortId: COHORT });
    knowing(undefined)(opened).when(on('2026-12-19')).thenRefused('COHORT_ENDED', { endsOn: '2026-12-18' });
    knowing(undefined)(opened).when(on('2026-12-18')).thenRecorded(cancelled);
  });
  it('is refused where the other cohort is over, or not there yet', () => {
    const other = (data: object, effectiveOn = '2026-03-01') => stateAfter({ ...opened, data: { ...opened.data, cohortId: OTHER, ...data }, effectiveOn });
    knowing(other({ endsOn: '2026-03-01' }))(opened)
      .when(movingTo(OTHER))
      .thenRefused('COHORT_ENDED', { endsOn: '2026-03-01' });
    knowing(other({ endsOn: '2026-03-02' }, '2026-03-02'))(opened)
      .when(movingTo(OTHER))
      .thenRecorded({ type: 'CohortCancelled', data: { cohortId: COHORT, programmeId: PROGRAMME, transferTo: OTHER } });
    knowing(other({}, '2026-03-03'))(opened)
      .when(movingTo(OTHER))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT', { effectiveOn: '2026-03-02', enabledOn: '2026-03-03' });
  });
  it('is refused where its people could not go there', () => {
    knowing(stateAfter(opened))(opened).when(movingTo(COHORT)).thenRefused('SAME_COHORT');
    knowing({ status: 'none' })(opened).when(movingTo(OTHER)).thenRefused('COHORT_NOT_FOUND');
    knowing(stateAfter(opened, cancelled))(opened).when(movingTo(OTHER)).thenRefused('COHORT_CANCELLED');
    knowing(stateAfter({ ...opened, data: { ...opened.data, programmeId: OTHER } }))(opened)
      .when(movingTo(OTHER))
      .thenRefused('COHORT_OF_ANOTHER_PROGRAMME');
  });
});
