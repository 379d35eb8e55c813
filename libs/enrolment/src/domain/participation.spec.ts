import { deciding, metaFor, recorded, repeatable } from '@app/kernel/testing';
import {
  attended,
  awarded,
  cohort,
  completed,
  early,
  ENROLMENT,
  interrupted,
  notCompleted,
  on,
  ref,
  resumed,
  SESSION,
  stateAfter,
  STAGES,
  studied,
  text,
  way,
  withdrawn,
} from '../testing/journey.js';
import { complete, CompleteProgramme } from './complete-programme.js';
import { enrolment } from './enrolment.js';
import { grantAward, GrantAward } from './grant-award.js';
import { interrupt, InterruptEnrolment } from './interrupt-enrolment.js';
import { recordAttendance, RecordAttendance } from './record-attendance.js';
import { recordNonCompletion, RecordNonCompletion } from './record-non-completion.js';
import { recordStudyHours, RecordStudyHours } from './record-study-hours.js';
import { resume, ResumeEnrolment } from './resume-enrolment.js';
import { withdraw, WithdrawEnrolment } from './withdraw-enrolment.js';

const input = { enrolmentId: ENROLMENT };
const HELD_ON = '2026-03-02';

describe('recording attendance', () => {
  const session = { heldOn: HELD_ON, minutes: 420, cancelled: false };
  const given = deciding(enrolment, recordAttendance, session);
  const present = (minutes: number, meta = metaFor()) => new RecordAttendance(meta, { ...input, sessionId: SESSION, minutes });

  it('holds on the day of the session, whenever it is recorded', () =>
    given(...way.enrolled)
      .when(present(420, on('2026-06-01')))
      .thenRecorded({ ...attended(420), effectiveOn: HELD_ON }));
  it('begins the participation', () => expect(stateAfter(way.inProgress).status).toBe('inProgress'));
  it.each(['interrupted', 'withdrawn', 'completed'] as const)('begins nothing where it is late, and the leader is %s by then', (stage) =>
    expect(stateAfter([...way[stage], attended(90), studied(20)]).status).toBe(stage),
  );
  it('records the same once', () =>
    given(...way.enrolled, { ...attended(60), effectiveOn: HELD_ON })
      .when(present(60))
      .thenNothing());
  it('corrects what was recorded before', () => {
    const log = recorded(way.inProgress);
    given(...way.inProgress)
      .when(present(0))
      .thenRecorded({ ...attended(0), effectiveOn: HELD_ON, corrects: log.at(-1)?.id ?? '' });
  });
  it('corrects the day of what is recorded of a session that was moved meanwhile', () => {
    const corrects = recorded(way.inProgress).at(-1)?.id ?? '';
    deciding(enrolment, recordAttendance, { ...session, heldOn: '2026-03-03' })(...way.inProgress)
      .when(present(60, on('2026-03-03')))
      .thenRecorded({ ...attended(60), effectiveOn: '2026-03-03', corrects });
  });
  it('is refused for a session that is cancelled, also of what is recorded', () => {
    const cancelled = deciding(enrolment, recordAttendance, { ...session, cancelled: true });
    for (const stage of [way.enrolled, way.inProgress])
      cancelled(...stage)
        .when(present(60))
        .thenRefused('SESSION_CANCELLED', { heldOn: HELD_ON });
  });
  it('is refused for a session that the cohort does not have', () =>
    deciding(
      enrolment,
      recordAttendance,
      undefined,
    )(...way.enrolled)
      .when(present(60))
      .thenRefused('SESSION_NOT_FOUND'));
  it.each([-1, 421, 1.5])('is refused at %d minutes of 420', (minutes) =>
    given(...way.enrolled)
      .when(present(minutes))
      .thenRefused('MINUTES_OUT_OF_RANGE', { minutes, least: 0, most: 420 }),
  );
  it('is refused before the leader was enrolled', () =>
    deciding(enrolment, recordAttendance, { heldOn: '2026-02-28', minutes: 420, cancelled: false })(...way.enrolled)
      .when(present(60))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
  it('is refused before the session is held', () =>
    deciding(enrolment, recordAttendance, { heldOn: '2026-05-01', minutes: 420, cancelled: false })(...way.enrolled)
      .when(present(60))
      .thenRefused('SESSION_NOT_YET_HELD', { heldOn: '2026-05-01' }));
  it('is refused from the day of an interruption, not before', () => {
    given(...way.enrolled, { ...interrupted, effectiveOn: HELD_ON })
      .when(present(60))
      .thenRefused('ENROLMENT_INTERRUPTED', { since: HELD_ON });
    given(...way.enrolled, { ...interrupted, effectiveOn: '2026-03-03' })
      .when(present(60))
      .thenRecorded({ ...attended(60), effectiveOn: HELD_ON });
    given(...way.enrolled, { ...interrupted, effectiveOn: '2026-03-03' }, { ...resumed, effectiveOn: '2026-05-01' })
      .when(present(60))
      .thenRecorded({ ...attended(60), effectiveOn: HELD_ON });
  });
  it('is refused for who takes no part', () => {
    given().when(present(60)).thenRefused('ENROLMENT_NOT_FOUND');
    for (const stage of ['offered', 'accepted', 'withdrawn', 'completed', 'deferred'] as const)
      given(...way[stage])
        .when(present(60))
        .thenRefused('NOT_TAKING_PART', { status: stage });
  });
});

describe('recording study hours', () => {
  const given = deciding(enrolment, recordStudyHours);
  const study = (minutes: number, meta = metaFor()) => new RecordStudyHours(meta, { ...input, minutes });

  it('adds them', () =>
    given(...way.enrolled, studied(30))
      .when(study(1200))
      .thenRecorded(studied(1200)));
  it.each([1, 60_000])('may be %d minutes', (minutes) =>
    given(...way.enrolled)
      .when(study(minutes))
      .thenRecorded(studied(minutes)),
  );
  it.each([0, 60_001, 0.5])('is refused at %d minutes', (minutes) =>
    given(...way.enrolled)
      .when(study(minutes))
      .thenRefused('MINUTES_OUT_OF_RANGE'),
  );
  it('is refused before enrolment and during an interruption', () => {
    given(...way.enrolled)
      .when(study(60, early))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(...way.interrupted)
      .when(study(60))
      .thenRefused('ENROLMENT_INTERRUPTED');
  });
});

describe('interrupting an enrolment', () => {
  const given = deciding(enrolment, interrupt);
  const command = new InterruptEnrolment(metaFor(), input);

  it.each(['enrolled', 'inProgress'] as const)('is possible while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRecorded(interrupted),
  );
  it('seals the reason', () =>
    given(...way.enrolled)
      .when(new InterruptEnrolment(metaFor(), { ...input, reason: 'Maternity' }))
      .thenRecorded({ type: 'EnrolmentInterrupted', data: { ...ref, reason: text('Maternity') } }));
  it('records it once', () =>
    given(...way.interrupted)
      .when(command)
      .thenNothing());
  it('is refused before taking part', () =>
    given(...way.accepted)
      .when(command)
      .thenRefused('NOT_TAKING_PART', { status: 'accepted' }));
});

describe('resuming an enrolment', () => {
  const given = deciding(enrolment, resume);
  const command = new ResumeEnrolment(metaFor(), input);

  it('ends an interruption', () =>
    given(...way.interrupted)
      .when(command)
      .thenRecorded(resumed));
  it('is refused where there is none', () =>
    given(...way.inProgress)
      .when(command)
      .thenRefused('NOT_INTERRUPTED', { status: 'inProgress' }));
  it('is refused before it began', () =>
    given(...way.interrupted)
      .when(new ResumeEnrolment(early, input))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});

describe('withdrawing an enrolment', () => {
  const given = deciding(enrolment, withdraw);
  const command = new WithdrawEnrolment(metaFor(), { ...input, reason: 'New job' });
  const ENDED = ['ineligible', 'notSelected', 'declined', 'lapsed', 'deferred', 'transferred', 'closed', 'completed', 'notCompleted', 'awarded'];
  const LIVE = STAGES.filter((stage) => !['none', 'withdrawn', ...ENDED].includes(stage));

  it.each(LIVE)('records who left and why while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRecorded({ type: 'EnrolmentWithdrawn', data: { ...ref, reason: text('New job') } }),
  );
  it('records nothing the second time', () =>
    given(...way.withdrawn)
      .when(new WithdrawEnrolment(metaFor(), input))
      .thenNothing());
  it('is refused the second time with a reason that is not on record', () =>
    given(...way.withdrawn)
      .when(command)
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'reason', recordedOn: '2026-03-01' }));
  it.each(ENDED as 'closed'[])('is refused once %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRefused('ENROLMENT_ENDED', { status: stage }),
  );
  it('is refused where nobody enrolled', () => given().when(command).thenRefused('ENROLMENT_NOT_FOUND'));
  it('needs no reason', () =>
    given(...way.applied)
      .when(new WithdrawEnrolment(metaFor(), input))
      .thenRecorded(withdrawn));
  it('drops nothing of what it says when it is repeated', () =>
    repeatable(WithdrawEnrolment, enrolment, withdraw, {
      before: way.inProgress,
      input: { ...input, reason: 'One.' },
      names: ['enrolmentId'],
      otherwise: { reason: 'Another.' },
    }).check());
});

describe('completing a programme', () => {
  const given = deciding(enrolment, complete, cohort);
  const command = new CompleteProgramme(metaFor(), input);

  it('is refused at 54 + 20 of 55 + 20 hours, naming the shortfall', () =>
    given(...way.enrolled, attended(54 * 60), studied(20 * 60))
      .when(command)
      .thenRefused('HOURS_SHORT', { of: 'ATTENDANCE', attendanceMissingMinutes: 60, reflectionMissingMinutes: 0 }));
  it('names what is missing of both', () =>
    given(...way.enrolled)
      .when(command)
      .thenRefused('HOURS_SHORT', { of: 'BOTH', attendanceMissingMinutes: 3300, reflectionMissingMinutes: 1200 }));
  it('names what is missing to the minute', () =>
    given(...way.enrolled, attended(3300), studied(510))
      .when(command)
      .thenRefused('HOURS_SHORT', { of: 'REFLECTION', attendanceMissingMinutes: 0, reflectionMissingMinutes: 690 }));
  it('passes at 55 + 20 hours', () =>
    given(...way.enrolled, attended(3300), studied(1200))
      .when(command)
      .thenRecorded(completed));
  it('counts what a deferral or transfer brought along', () =>
    given({ type: 'LeaderEnrolled', data: { ...ref, continued: { enrolmentId: SESSION, attendanceMinutes: 3000, reflectionMinutes: 1200 } } }, attended(300))
      .when(command)
      .thenRecorded(completed));
  it('counts a corrected register once', () =>
    given(...way.enrolled, attended(3300), attended(3299), studied(1200))
      .when(command)
      .thenRefused('HOURS_SHORT', { of: 'ATTENDANCE', attendanceMissingMinutes: 1, reflectionMissingMinutes: 0 }));
  it('counts only what there was by that day', () =>
    given(...way.enrolled, attended(3300), { ...studied(1200), effectiveOn: '2026-03-03' })
      .when(command)
      .thenRefused('HOURS_SHORT', { of: 'REFLECTION', attendanceMissingMinutes: 0, reflectionMissingMinutes: 1200 }));
  it('asks for no hours where the cohort has no rule', () =>
    deciding(enrolment, complete, { ...cohort, hours: undefined } as typeof cohort)(...way.enrolled)
      .when(command)
      .thenRecorded({ type: 'ProgrammeCompleted', data: { ...ref, attendanceMinutes: 0, reflectionMinutes: 0 } }));
  it('counts what there was on the day itself', () =>
    given(...way.enrolled, { ...attended(3300), effectiveOn: '2026-03-02' }, { ...studied(1200), effectiveOn: '2026-03-02' })
      .when(command)
      .thenRecorded(completed));
  it('records it once', () => {
    given(...way.completed)
      .when(command)
      .thenNothing();
    given(...way.awarded)
      .when(command)
      .thenNothing();
  });
  it('is refused while interrupted, or without taking part', () => {
    given(...way.interrupted)
      .when(command)
      .thenRefused('ENROLMENT_INTERRUPTED');
    given(...way.withdrawn)
      .when(command)
      .thenRefused('NOT_TAKING_PART', { status: 'withdrawn' });
  });
});

describe('recording non-completion', () => {
  const given = deciding(enrolment, recordNonCompletion);
  const command = new RecordNonCompletion(metaFor(), input);

  it.each(['enrolled', 'inProgress', 'interrupted'] as const)('is possible while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRecorded(notCompleted),
  );
  it('records it once', () =>
    given(...way.notCompleted)
      .when(command)
      .thenNothing());
  it('is refused once completed', () =>
    given(...way.completed)
      .when(command)
      .thenRefused('NOT_TAKING_PART', { status: 'completed' }));
});

describe('granting an award', () => {
  const given = deciding(enrolment, grantAward, cohort);
  const command = new GrantAward(metaFor(), input);

  it('records it once, after completion', () => {
    given(...way.completed)
      .when(command)
      .thenRecorded(awarded);
    given(...way.awarded)
      .when(command)
      .thenNothing();
  });
  it.each(['enrolled', 'inProgress', 'interrupted', 'notCompleted', 'withdrawn'] as const)('is refused while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRefused('NOT_COMPLETED', { status: stage }),
  );
  it('is refused where the cohort leads to none', () =>
    deciding(enrolment, grantAward, { ...cohort, award: undefined } as typeof cohort)(...way.completed)
      .when(command)
      .thenRefused('NO_AWARD'));
  it('is refused before completion took effect', () =>
    given(...way.completed)
      .when(new GrantAward(early, input))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});
