import { deciding, metaFor, recorded } from '@app/kernel/testing';
import { cancel, CancelCohort } from './cancel-cohort.js';
import type { CohortEvent, CohortOpened } from './cohort.events.js';
import { type Cohort, cohort } from './cohort.js';
import { type Deliverer, open, OpenCohort } from './open-cohort.js';
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
  it.each([
    [{ capacity: 0 }, 'CAPACITY_OUT_OF_RANGE'],
    [{ capacity: 501 }, 'CAPACITY_OUT_OF_RANGE'],
    [{ offerDays: 0 }, 'OFFER_DAYS_OUT_OF_RANGE'],
    [{ offerDays: 91 }, 'OFFER_DAYS_OUT_OF_RANGE'],
    [{ endsOn: '2026-03-31' }, 'COHORT_ENDS_BEFORE_IT_STARTS'],
  ])('is refused with %j', (other, code) => given().when(asking(other)).thenRefused(code));
});

describe('scheduling a session', () => {
  const given = deciding(cohort, schedule);
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
  it.each([
    [{ heldOn: '2026-03-31' }, 'SESSION_OUTSIDE_COHORT'],
    [{ heldOn: '2026-12-19' }, 'SESSION_OUTSIDE_COHORT'],
    [{ minutes: 0 }, 'SESSION_MINUTES_OUT_OF_RANGE'],
    [{ minutes: 1441 }, 'SESSION_MINUTES_OUT_OF_RANGE'],
  ])('is refused with %j', (other, code) => given(opened).when(asking(other)).thenRefused(code));
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
  it('is refused where it is unknown', () => knowing(undefined)().when(command).thenRefused('COHORT_NOT_FOUND'));
  it('is refused where its people could not go there', () => {
    knowing(stateAfter(opened))(opened).when(movingTo(COHORT)).thenRefused('SAME_COHORT');
    knowing({ status: 'none' })(opened).when(movingTo(OTHER)).thenRefused('COHORT_NOT_FOUND');
    knowing(stateAfter(opened, cancelled))(opened).when(movingTo(OTHER)).thenRefused('COHORT_CANCELLED');
    knowing(stateAfter({ ...opened, data: { ...opened.data, programmeId: OTHER } }))(opened)
      .when(movingTo(OTHER))
      .thenRefused('COHORT_OF_ANOTHER_PROGRAMME');
  });
});
