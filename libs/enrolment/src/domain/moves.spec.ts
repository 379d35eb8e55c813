import type { CalendarDate } from '@app/kernel';
import { deciding, metaFor, recorded } from '@app/kernel/testing';
import {
  cohort,
  COHORT,
  closed,
  continued,
  deferred,
  early,
  enrolled,
  ENROLMENT,
  interrupted,
  moving,
  nominated,
  on,
  OTHER_COHORT,
  OTHER_ENROLMENT,
  otherCohort,
  otherRef,
  ref,
  RESPOND_BY,
  SESSION,
  sponsor,
  type Stage,
  STAGES,
  stateAfter,
  studied,
  text,
  transferred,
  waitlisted,
  way,
} from '../testing/journey.js';
import { closeWithCohort, CloseWithCohort } from './close-with-cohort.js';
import { carryOn, ContinueEnrolment } from './continue-enrolment.js';
import { defer, DeferEnrolment } from './defer-enrolment.js';
import type { EnrolmentClosedWithCohort, EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, enrolment } from './enrolment.js';
import { totals } from './hours.js';
import { joinWaitlist, JoinWaitlist } from './join-waitlist.js';
import type { KnownCohort } from './known.js';
import type { Target } from './target.js';
import { transfer, TransferEnrolment } from './transfer-enrolment.js';

const target: Target = { cohort: otherCohort, enrolment: { status: 'none' } };
const nothing: Enrolment = { status: 'none' };
const cancelled = { ...cohort, status: 'cancelled' } as KnownCohort;
const ENDED_STAGES = ['ineligible', 'notSelected', 'declined', 'lapsed', 'withdrawn', 'closed', 'completed', 'notCompleted', 'awarded'] as const;

describe('deferring an enrolment', () => {
  const knowing = (other: Partial<Target>) => deciding(enrolment, defer, { ...target, ...other })(...way.inProgress);
  const given = deciding(enrolment, defer, target);
  const command = new DeferEnrolment(metaFor(), { enrolmentId: ENROLMENT, targetCohortId: OTHER_COHORT });

  it.each(['enrolled', 'inProgress', 'interrupted'] as const)('names the cohort it leads to, while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRecorded(deferred),
  );
  it('seals the reason', () =>
    given(...way.inProgress)
      .when(new DeferEnrolment(metaFor(), { ...command.input, reason: 'Winter pressures' }))
      .thenRecorded({ type: 'EnrolmentDeferred', data: { ...ref, ...moving, reason: text('Winter pressures') } }));
  it('records the same once', () =>
    given(...way.deferred)
      .when(command)
      .thenNothing());
  it('is refused to yet another cohort', () =>
    given(...way.deferred)
      .when(new DeferEnrolment(metaFor(), { enrolmentId: ENROLMENT, targetCohortId: COHORT }))
      .thenRefused('NOT_TAKING_PART', { status: 'deferred' }));
  it.each(['applied', 'offered', 'waitlisted', 'accepted', 'transferred', ...ENDED_STAGES] as const)('is refused while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRefused('NOT_TAKING_PART', { status: stage }),
  );
  it('is refused before the leader took part', () =>
    given(...way.inProgress)
      .when(new DeferEnrolment(early, command.input))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
  it('is refused to a cohort that cannot be its target', () => {
    knowing({ cohort: { status: 'none' } })
      .when(command)
      .thenRefused('COHORT_NOT_FOUND');
    knowing({ cohort }).when(command).thenRefused('SAME_COHORT');
    knowing({ cohort: { ...otherCohort, status: 'cancelled' } as KnownCohort })
      .when(command)
      .thenRefused('COHORT_CANCELLED');
    knowing({ cohort: { ...otherCohort, programmeId: COHORT } as KnownCohort })
      .when(command)
      .thenRefused('COHORT_OF_ANOTHER_PROGRAMME');
    knowing({ enrolment: stateAfter(way.shortlisted) })
      .when(command)
      .thenRefused('ALREADY_IN_TARGET_COHORT', { status: 'shortlisted' });
    knowing({ enrolment: stateAfter(way.withdrawn) })
      .when(command)
      .thenRecorded(deferred);
  });
  it.each(['completed', 'awarded'] as const)('is refused to a cohort that the person has %s, under whichever of their records', (status) => {
    const there = stateAfter(way[status]);
    knowing({ enrolment: there }).when(command).thenRefused('ALREADY_IN_TARGET_COHORT', { status });
    knowing({ elsewhere: [stateAfter(way.withdrawn), there] })
      .when(command)
      .thenRefused('ALREADY_IN_TARGET_COHORT', { status });
    knowing({ elsewhere: [stateAfter(way.withdrawn)] })
      .when(command)
      .thenRecorded(deferred);
  });
  it('is possible from the day of its target to that one’s last day', () => {
    const day = command.meta.effectiveOn;
    const until = (endsOn: CalendarDate) => knowing({ cohort: { ...otherCohort, endsOn } as KnownCohort }).when(command);
    const since = (first: CalendarDate) => knowing({ cohort: { ...otherCohort, since: first } as KnownCohort }).when(command);
    until(day).thenRecorded(deferred);
    until('2026-03-01').thenRefused('COHORT_ENDED', { endsOn: '2026-03-01' });
    since(day).thenRecorded(deferred);
    since('2026-03-03').thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
});

describe('transferring an enrolment', () => {
  const given = deciding(enrolment, transfer, { own: cohort, target });
  const command = new TransferEnrolment(metaFor(), { enrolmentId: ENROLMENT, targetCohortId: OTHER_COHORT });
  const first = new TransferEnrolment(early, { ...command.input, priority: true });
  const effectiveOn = metaFor().effectiveOn;

  it.each(['offered', 'waitlisted', 'accepted', 'enrolled', 'inProgress', 'interrupted'] as const)('names the cohort it leads to, while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRecorded({ ...transferred, effectiveOn }),
  );
  it('records the same once', () =>
    given(...way.transferred)
      .when(command)
      .thenNothing());
  it.each(['applied', 'shortlisted', 'deferred', ...ENDED_STAGES] as const)('is refused while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRefused('NOT_MOVABLE', { status: stage }),
  );
  it('is refused before the stage that it leaves', () =>
    given(...way.enrolled)
      .when(new TransferEnrolment(early, command.input))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
  it('goes ahead of others for a cancelled cohort’s people alone', () => {
    given(...way.enrolled)
      .when(first)
      .thenRefused('PRIORITY_NEEDS_CANCELLATION');
    deciding(enrolment, transfer, { own: cancelled, target })(...way.enrolled)
      .when(first)
      .thenRecorded({ type: 'EnrolmentTransferred', data: { ...ref, ...moving, priority: true }, effectiveOn: '2026-03-01' });
  });
  it('is refused to yet another cohort', () =>
    given(...way.transferred)
      .when(new TransferEnrolment(metaFor(), { enrolmentId: ENROLMENT, targetCohortId: COHORT }))
      .thenRefused('NOT_MOVABLE', { status: 'transferred' }));
  it('seals the reason', () =>
    given(...way.enrolled)
      .when(new TransferEnrolment(metaFor(), { ...command.input, reason: 'Another site' }))
      .thenRecorded({ type: 'EnrolmentTransferred', data: { ...ref, ...moving, priority: false, reason: text('Another site') }, effectiveOn }));
  it('is refused to a cohort that is cancelled too', () =>
    deciding(enrolment, transfer, { own: cancelled, target: { ...target, cohort: { ...otherCohort, status: 'cancelled' } as KnownCohort } })(...way.enrolled)
      .when(first)
      .thenRefused('COHORT_CANCELLED'));
});

describe('carrying on after a deferral or transfer', () => {
  const movedAt = (stage: Stage, move: EnrolmentEvent = transferred) => stateAfter([...way[stage], move]);
  const from = (source: Enrolment) => deciding(enrolment, carryOn, source);
  const command = new ContinueEnrolment(metaFor(), { enrolmentId: OTHER_ENROLMENT, continues: ENROLMENT, respondBy: RESPOND_BY });
  const effectiveOn = metaFor().effectiveOn;
  const brings = { ...otherRef, sponsor, continued: continued(60) };
  const enrolledThere: EnrolmentEvent = { type: 'LeaderEnrolled', data: brings, effectiveOn };
  const waitsThere: EnrolmentEvent = { type: 'WaitlistJoined', data: brings, effectiveOn };

  it('enrols in the target cohort, with sponsor and hours', () => from(movedAt('inProgress', deferred))().when(command).thenRecorded(enrolledThere));
  it('enrols who had accepted', () =>
    from(movedAt('accepted'))()
      .when(command)
      .thenRecorded({ ...enrolledThere, data: { ...brings, continued: continued(0) } }));
  it.each(['offered', 'waitlisted'] as const)('offers the place to who was %s', (stage) =>
    from(movedAt(stage))()
      .when(command)
      .thenRecorded({ type: 'PlaceOffered', data: { ...brings, continued: continued(0), respondBy: RESPOND_BY }, effectiveOn }),
  );
  it('leaves a transferred enrolment interrupted, but ends the interruption of a deferred one', () => {
    from(movedAt('interrupted'))()
      .when(command)
      .thenRecorded(enrolledThere, { ...interrupted, data: otherRef, effectiveOn });
    from(movedAt('interrupted', deferred))().when(command).thenRecorded(enrolledThere);
  });
  it('brings its hours once, where it waited first', () =>
    from(movedAt('inProgress', deferred))(waitsThere).when(command).thenRecorded({ type: 'LeaderEnrolled', data: otherRef, effectiveOn }));
  it('records nothing the second time', () => from(movedAt('inProgress', deferred))(enrolledThere).when(command).thenNothing());
  it('carries on an enrolment that had ended, from its end at the earliest', () =>
    from(movedAt('inProgress', deferred))(...way.withdrawn.map((event) => ({ ...event, effectiveOn: '2026-05-01' })))
      .when(command)
      .thenRecorded({ ...enrolledThere, effectiveOn: '2026-05-01' }));
  it.each(['applied', 'offered', 'enrolled', 'completed'] as const)('is refused where another is %s there', (stage) =>
    from(movedAt('inProgress', deferred))(...way[stage])
      .when(command)
      .thenRefused('NOT_AWAITING_OFFER', { status: stage }),
  );
  it('is refused from an enrolment that did not move there', () => {
    from(nothing)().when(command).thenRefused('ENROLMENT_NOT_FOUND');
    from(stateAfter(way.inProgress))().when(command).thenRefused('ENROLMENT_NOT_FOUND');
    from(stateAfter([...way.inProgress, { type: 'EnrolmentDeferred', data: { ...ref, ...moving, targetEnrolmentId: ENROLMENT } }]))()
      .when(command)
      .thenRefused('ENROLMENT_NOT_FOUND');
  });
  it('waits there with sponsor and hours where the target is full', () => {
    const waiting = deciding(enrolment, joinWaitlist, movedAt('inProgress', deferred));
    const asked = new JoinWaitlist(metaFor(), { enrolmentId: OTHER_ENROLMENT, continues: ENROLMENT });
    waiting().when(asked).thenRecorded(waitsThere);
    waiting(waitsThere).when(asked).thenNothing();
    waiting(enrolledThere).when(asked).thenNothing();
    waiting(...way.enrolled)
      .when(asked)
      .thenRefused('NOT_AWAITING_OFFER', { status: 'enrolled' });
    waiting(...way.withdrawn.map((event) => ({ ...event, effectiveOn: '2026-05-01' })))
      .when(asked)
      .thenRecorded({ ...waitsThere, effectiveOn: '2026-05-01' });
  });
  it('brings the sponsor of the last application, or none', () => {
    const another = { assignmentId: SESSION, organisationId: COHORT };
    from(stateAfter([nominated, { type: 'ApplicationSubmitted', data: { ...ref, ...another, application: 1 } }, waitlisted, transferred]))()
      .when(command)
      .thenRecorded({ type: 'PlaceOffered', data: { ...otherRef, sponsor: another, continued: continued(0), respondBy: RESPOND_BY }, effectiveOn });
    from(stateAfter([enrolled, deferred]))()
      .when(command)
      .thenRecorded({ type: 'LeaderEnrolled', data: { ...otherRef, continued: continued(0) }, effectiveOn });
  });
  it('counts hours once for who comes back', () => {
    const there = continued(90, 30, OTHER_ENROLMENT); // the hour from here, and half an hour of each there
    const back = stateAfter([...way.inProgress, deferred, { type: 'LeaderEnrolled', data: { ...ref, continued: there } }]);
    if (back.status !== 'enrolled') throw new Error('is enrolled again');
    expect(totals(back.hours)).toStrictEqual({ attendanceMinutes: 90, reflectionMinutes: 30 });
    expect(totals(recorded([studied(15)]).reduce((state, event) => enrolment.evolve(state, event) as typeof back, back).hours).reflectionMinutes).toBe(45);
  });
});

describe('closing an enrolment with its cohort', () => {
  const given = deciding(enrolment, closeWithCohort, undefined);
  const command = new CloseWithCohort(on('2026-01-01'), { enrolmentId: ENROLMENT });
  const effectiveOn = '2026-03-01';
  const LIVE_STAGES = STAGES.filter((stage) => !['none', 'deferred', 'transferred', ...ENDED_STAGES].includes(stage));

  it.each(LIVE_STAGES)('leaves nobody behind who is %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRecorded({ ...closed, effectiveOn }),
  );
  it.each(['deferred', 'transferred', ...ENDED_STAGES] as const)('leaves what is %s as it is', (stage) =>
    given(...way[stage])
      .when(command)
      .thenNothing(),
  );
  it('is refused where there is no enrolment', () => given().when(command).thenRefused('ENROLMENT_NOT_FOUND'));
  it('records where a deferral or transfer ended, with its hours', () => {
    const source = stateAfter(way.deferred);
    const asked = new CloseWithCohort(metaFor(), { enrolmentId: OTHER_ENROLMENT, continues: ENROLMENT });
    const closedThere: EnrolmentClosedWithCohort = {
      type: 'EnrolmentClosedWithCohort',
      data: { ...otherRef, sponsor, continued: continued(60) },
      effectiveOn: metaFor().effectiveOn,
    };
    deciding(enrolment, closeWithCohort, source)().when(asked).thenRecorded(closedThere);
    deciding(enrolment, closeWithCohort, source)(closedThere).when(asked).thenNothing();
    deciding(
      enrolment,
      closeWithCohort,
      source,
    )(...way.withdrawn)
      .when(asked)
      .thenRecorded(closedThere);
    for (const stage of ['completed', 'awarded'] as const)
      deciding(
        enrolment,
        closeWithCohort,
        source,
      )(...way[stage])
        .when(asked)
        .thenNothing();
    deciding(
      enrolment,
      closeWithCohort,
      source,
    )({ type: 'WaitlistJoined', data: closedThere.data, effectiveOn: '2026-05-01' })
      .when(asked)
      .thenRecorded({ type: 'EnrolmentClosedWithCohort', data: otherRef, effectiveOn: '2026-05-01' });
  });
});
