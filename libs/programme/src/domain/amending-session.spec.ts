import { deciding, metaFor } from '@app/kernel/testing';
import { cancelSession, CancelSession } from './cancel-session.js';
import type { CohortEvent, SessionParticulars } from './cohort.events.js';
import { cohort } from './cohort.js';
import type { Session } from './sessions.js';
import { moveSession, MoveSession } from './move-session.js';
import { schedule, ScheduleSession } from './schedule-session.js';

const COHORT = '11111111-1111-4111-8111-111111111111';
const PROGRAMME = '22222222-2222-4222-8222-222222222222';
const SESSION = '33333333-3333-4333-8333-333333333333';
const ids = { cohortId: COHORT, programmeId: PROGRAMME };
const session = { ...ids, sessionId: SESSION };

const opened: CohortEvent = {
  type: 'CohortOpened',
  data: {
    ...{ ...ids, name: 'Cohort 1', capacity: 2, startsOn: '2026-04-01', endsOn: '2026-12-18', deliveryLanguage: 'ENGLISH' },
    ...{ offerDays: 14, automaticPromotion: true },
  },
};
const particulars: SessionParticulars = { title: 'Launch', heldOn: '2026-05-01', minutes: 60 };
const scheduled: CohortEvent = { type: 'SessionScheduled', data: { ...session, ...particulars } };
const moved = (anew: Partial<SessionParticulars>, effectiveOn?: string): CohortEvent => ({
  type: 'SessionMoved',
  data: { ...session, ...anew },
  ...(effectiveOn !== undefined && { effectiveOn }),
});
const sessionCancelled: CohortEvent = { type: 'SessionCancelled', data: session };
const cohortCancelled: CohortEvent = { type: 'CohortCancelled', data: ids };
const asScheduled: Session = {
  ...{ scheduled: { ...session, ...particulars }, current: particulars, from: {}, since: '2026-03-01', cancelled: false },
};
const about = { cohortId: COHORT, sessionId: SESSION };
const early = metaFor({ effectiveOn: '2026-02-28' });

describe('moving a session', () => {
  const given = deciding(cohort, moveSession, undefined);
  const marked = deciding(cohort, moveSession, asScheduled);
  const moving = (said: object, meta = metaFor()) => new MoveSession(meta, { ...about, ...said });

  it('records only what is said anew', () => {
    given(opened, scheduled)
      .when(moving({ ...particulars, heldOn: '2026-05-08' }))
      .thenRecorded(moved({ heldOn: '2026-05-08' }));
    given(opened, scheduled, moved({ heldOn: '2026-05-08' }))
      .when(moving({ heldOn: '2026-05-01', minutes: 90, title: 'Start' }))
      .thenRecorded(moved({ heldOn: '2026-05-01', minutes: 90, title: 'Start' }));
  });
  it('is refused where nothing is said', () => given(opened, scheduled).when(moving({})).thenRefused('NOTHING_SAID'));
  it('records nothing of what is on record', () => {
    given(opened, scheduled).when(moving(particulars)).thenNothing();
    given(opened, scheduled, moved({ heldOn: '2026-05-08' }), moved({ minutes: 90 }))
      .when(moving({ heldOn: '2026-05-08', minutes: 90 }))
      .thenNothing();
  });
  it('is refused outside the cohort, at an impossible length, and within it is possible', () => {
    given(opened, scheduled)
      .when(moving({ heldOn: '2026-03-31' }))
      .thenRefused('SESSION_OUTSIDE_COHORT');
    given(opened, scheduled)
      .when(moving({ heldOn: '2026-12-19' }))
      .thenRefused('SESSION_OUTSIDE_COHORT');
    given(opened, scheduled)
      .when(moving({ minutes: 1441 }))
      .thenRefused('SESSION_MINUTES_OUT_OF_RANGE');
    given(opened, scheduled, { type: 'CohortRevised', data: { ...ids, endsOn: '2026-12-19' } })
      .when(moving({ heldOn: '2026-12-19' }))
      .thenRecorded(moved({ heldOn: '2026-12-19' }));
  });
  it('is refused once anything is in its register, save for its title', () => {
    marked(opened, scheduled)
      .when(moving({ heldOn: '2026-05-08' }))
      .thenRefused('REGISTER_RECORDED');
    marked(opened, scheduled)
      .when(moving({ minutes: 90 }))
      .thenRefused('REGISTER_RECORDED');
    marked(opened, scheduled)
      .when(moving({ title: 'Start', minutes: 60 }))
      .thenRecorded(moved({ title: 'Start' }));
  });
  it('is refused where it would fall back to another day than its register’s, and not back to that', () => {
    const onAnother = deciding(cohort, moveSession, { ...asScheduled, current: { ...particulars, heldOn: '2026-05-08' } });
    const correcting = moving({ title: 'Start' });
    onAnother(opened, scheduled).when(correcting).thenRefused('REGISTER_RECORDED');
    onAnother(opened, scheduled)
      .when(moving({ title: 'Start', heldOn: '2026-05-08' }))
      .thenRecorded(moved({ title: 'Start', heldOn: '2026-05-08' }));
  });
  it('is refused where it is cancelled or unknown, and in a cohort that is', () => {
    const other = moving({ heldOn: '2026-05-08' });
    given(opened, scheduled, sessionCancelled).when(other).thenRefused('SESSION_CANCELLED');
    given(opened).when(other).thenRefused('SESSION_NOT_FOUND');
    given(opened, scheduled, cohortCancelled).when(other).thenRefused('COHORT_CANCELLED');
    given().when(other).thenRefused('COHORT_NOT_FOUND');
  });
  it('is refused from an earlier day than it was scheduled or moved from', () => {
    const on = (effectiveOn: string) => moving({ heldOn: '2026-05-15' }, metaFor({ effectiveOn }));
    given(opened, { ...scheduled, effectiveOn: '2026-03-03' })
      .when(on('2026-03-02'))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(opened, scheduled, moved({ heldOn: '2026-05-08' }, '2026-03-05'))
      .when(on('2026-03-04'))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(opened, scheduled, moved({ minutes: 90 }, '2026-03-05'))
      .when(on('2026-03-04'))
      .thenRecorded(moved({ heldOn: '2026-05-15' }));
    given(opened, scheduled)
      .when(moving({ minutes: 90 }, early))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
  it('leaves its scheduling to be repeated', () =>
    deciding(cohort, schedule, undefined)(opened, scheduled, moved({ heldOn: '2026-05-08' }))
      .when(new ScheduleSession(metaFor(), { ...about, ...particulars }))
      .thenNothing());
});

describe('scheduling a session otherwise, once anything is in its register', () => {
  const marked = deciding(cohort, schedule, asScheduled)(opened);
  const scheduling = (said: Partial<SessionParticulars>) => new ScheduleSession(metaFor(), { ...about, ...particulars, ...said });

  it('is refused on another day and at another length', () => {
    marked.when(scheduling({ heldOn: '2026-05-08' })).thenRefused('REGISTER_RECORDED');
    marked.when(scheduling({ minutes: 61 })).thenRefused('REGISTER_RECORDED');
  });
  it('calls it something else', () =>
    marked.when(scheduling({ title: 'Start' })).thenRecorded({ type: 'SessionScheduled', data: { ...session, ...particulars, title: 'Start' } }));
});

describe('cancelling a session', () => {
  const given = deciding(cohort, cancelSession, undefined);
  const command = new CancelSession(metaFor(), about);

  it('records it once', () => {
    given(opened, scheduled).when(command).thenRecorded(sessionCancelled);
    given(opened, scheduled, sessionCancelled).when(command).thenNothing();
  });
  it('is refused once anything is in its register', () =>
    deciding(cohort, cancelSession, asScheduled)(opened, scheduled).when(command).thenRefused('REGISTER_RECORDED'));
  it('is refused where it is unknown, and in a cohort that is cancelled or unknown', () => {
    given(opened).when(command).thenRefused('SESSION_NOT_FOUND');
    given(opened, sessionCancelled).when(command).thenRefused('SESSION_NOT_FOUND');
    given(opened, scheduled, cohortCancelled).when(command).thenRefused('COHORT_CANCELLED');
    given().when(command).thenRefused('COHORT_NOT_FOUND');
  });
  it('is refused from an earlier day than it was scheduled or moved from', () => {
    given(opened, scheduled).when(new CancelSession(early, about)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(opened, scheduled, moved({ minutes: 90 }, '2026-03-03'))
      .when(command)
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(opened, scheduled, moved({ minutes: 90 }, '2026-03-02'))
      .when(command)
      .thenRecorded(sessionCancelled);
  });
});
