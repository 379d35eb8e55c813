import { addDays, type CalendarDate, latest } from '@app/kernel';
import {
  CompleteProgramme,
  DeferEnrolment,
  enrolmentIdOf,
  GrantAward,
  InterruptEnrolment,
  RecordAttendance,
  RecordNonCompletion,
  RecordStudyHours,
  ResumeEnrolment,
  TransferEnrolment,
  WithdrawEnrolment,
} from '@app/enrolment/commands';
import { daysBetween } from './calendar.js';
import type { Applicants } from './applicants.js';
import { move } from './people.js';
import type { CohortPlan, PlannedSession } from './plan.js';
import { Dealer, type Random } from './random.js';
import type { Candidate } from './selection.js';
import type { CommandStep, Phase, Script } from './step.js';
import { wordsFor } from './words.js';

type Course = 'completed' | 'interrupted' | 'withdrew' | 'notCompleted' | 'deferred' | 'transferred';

const COURSES = { completed: 76, interrupted: 8, withdrew: 8, notCompleted: 8 };
/** Days after the last one. */
const COMPLETED = 7;
const AWARDED = 40;
const FREE_AGAIN = 60;
/** Without a rule: what people record all the same. */
const USUAL_STUDY_MINUTES = 600;

/** How cohorts go from their first day on, in shares kept over all cohorts of a round. */
export class Deliveries {
  private readonly withNext = new Dealer({ ...COURSES, deferred: 6, transferred: 4 });
  private readonly withoutNext = new Dealer(COURSES);

  constructor(
    private readonly script: Script,
    private readonly applicants: Applicants,
    private readonly random: Random,
  ) {}

  /** @returns those who go on in the next cohort */
  *deliver(cohort: CohortPlan, candidates: readonly Candidate[]): Generator<Phase, readonly Candidate[]> {
    const window = movingWindow(cohort);
    const courses: readonly Course[] = window ? this.withNext.deal(candidates.length, this.random) : this.withoutNext.deal(candidates.length, this.random);
    const movedOn: Candidate[] = [];
    for (const [index, candidate] of candidates.entries()) {
      const course = courses[index] ?? 'completed';
      if (window && cohort.next && (course === 'deferred' || course === 'transferred'))
        movedOn.push(this.moveOn(cohort, cohort.next, candidate, course, this.dayIn(window)));
      else this.takePart(cohort, candidate, course);
    }
    yield this.script.phase(false);
    return movedOn;
  }

  private moveOn(cohort: CohortPlan, next: CohortPlan, candidate: Candidate, course: 'deferred' | 'transferred', on: CalendarDate): Candidate {
    const { enrolmentId, applicant } = candidate;
    const { leaderId, language } = applicant.leader;
    this.attend(cohort.sessions, candidate, { until: on, missing: 0 });
    const reason = wordsFor(course, language, this.random);
    const input = { enrolmentId, targetCohortId: next.cohortId, reason };
    this.add(candidate, on, (meta) => (course === 'deferred' ? new DeferEnrolment(meta, input) : new TransferEnrolment(meta, input)));
    return { applicant, enrolmentId: enrolmentIdOf(next.cohortId, leaderId) };
  }

  private takePart(cohort: CohortPlan, candidate: Candidate, course: Course): void {
    const { random } = this;
    const { sessions, endsOn, programme, startsOn } = cohort;
    const { enrolmentId, applicant } = candidate;
    const { language } = applicant.leader;
    const finishedOn = addDays(endsOn, COMPLETED);

    if (course === 'withdrew') {
      const on = this.dayIn({ from: addDays(startsOn, 10), until: addDays(endsOn, -10) });
      this.attend(sessions, candidate, { until: on, missing: 1 });
      this.study(cohort, candidate, { until: on });
      const reason = wordsFor('withdrew', language, random);
      this.add(candidate, on, (meta) => new WithdrawEnrolment(meta, { enrolmentId, reason }));
      this.applicants.comesBack(applicant, addDays(on, FREE_AGAIN));
      return;
    }
    if (course === 'interrupted') this.interrupt(sessions, candidate);
    const short = course === 'notCompleted';
    this.attend(sessions, candidate, {
      until: endsOn,
      missing: short ? Math.ceil(sessions.length / 2) : programme.hours ? 0 : random.whole(0, 1),
      slack: slackOf(cohort),
    });
    this.study(cohort, candidate, { until: short ? addDays(startsOn, Math.round(daysBetween(startsOn, endsOn) / 2)) : endsOn });
    if (short) {
      const reason = wordsFor('notCompleted', language, random);
      this.add(candidate, finishedOn, (meta) => new RecordNonCompletion(meta, { enrolmentId, reason }));
      this.applicants.comesBack(applicant, addDays(finishedOn, FREE_AGAIN));
      return;
    }
    this.add(candidate, finishedOn, (meta) => new CompleteProgramme(meta, { enrolmentId }));
    if (programme.award !== undefined && random.chance(0.92)) this.add(candidate, addDays(endsOn, AWARDED), (meta) => new GrantAward(meta, { enrolmentId }));
    this.applicants.comesBack(
      move(this.script, applicant, addDays(endsOn, AWARDED + random.whole(1, 60))),
      addDays(endsOn, AWARDED + FREE_AGAIN),
      programme.programmeId,
    );
  }

  /** Between two sessions, so that none is missed where the hours of every one count. */
  private interrupt(sessions: readonly PlannedSession[], candidate: Candidate): void {
    const { random } = this;
    const index = random.whole(1, Math.max(1, sessions.length - 3));
    const [before, after] = [sessions[index]?.heldOn, sessions[index + 1]?.heldOn];
    if (before === undefined || after === undefined || daysBetween(before, after) < 6) return;
    const { enrolmentId, applicant } = candidate;
    const reason = wordsFor('interrupted', applicant.leader.language, random);
    this.add(candidate, addDays(before, 2), (meta) => new InterruptEnrolment(meta, { enrolmentId, reason }));
    this.add(candidate, addDays(after, -2), (meta) => new ResumeEnrolment(meta, { enrolmentId }));
  }

  /** The registers up to a day. */
  private attend(
    sessions: readonly PlannedSession[],
    candidate: Candidate,
    { until, missing, slack = 0 }: { readonly until: CalendarDate; readonly missing: number; readonly slack?: number },
  ): void {
    const { random } = this;
    const { enrolmentId } = candidate;
    const missed = new Set(random.shuffled(sessions.map((_, index) => index)).slice(0, missing));
    let left = slack;
    for (const [index, { sessionId, heldOn, minutes }] of sessions.entries()) {
      if (heldOn > until) return;
      const early = random.chance(0.15) ? Math.min(left, 15 * random.whole(1, 4)) : 0;
      left -= early;
      this.add(candidate, heldOn, (meta) => new RecordAttendance(meta, { enrolmentId, sessionId, minutes: missed.has(index) ? 0 : minutes - early }));
    }
  }

  /** Pre-work and reflection, recorded on session days; as much as the rule asks for, and a little more. */
  private study({ sessions, programme }: CohortPlan, candidate: Candidate, { until }: { readonly until: CalendarDate }): void {
    const { enrolmentId } = candidate;
    const required = programme.hours?.reflectionMinutes ?? USUAL_STUDY_MINUTES;
    const records = programme.hours ? 5 : 2;
    for (let record = 1; record <= records; record++) {
      const on = sessions[Math.ceil((sessions.length * record) / records) - 1]?.heldOn;
      const minutes = Math.ceil(required / records / 5) * 5 + 5 * this.random.whole(0, 6);
      if (on !== undefined && on <= until) this.add(candidate, on, (meta) => new RecordStudyHours(meta, { enrolmentId, minutes }));
    }
  }

  private add({ enrolmentId }: Candidate, on: CalendarDate, command: Parameters<Script['add']>[2]): void {
    this.script.add(on, enrolmentId, command, { onlyIf: { enrolmentId, status: TAKING_PART } });
  }

  private dayIn({ from, until }: Window): CalendarDate {
    return addDays(from, this.random.whole(0, Math.max(0, daysBetween(from, until))));
  }
}

/** Those who have begun; also those who went further, when a history that broke off is taken up again. */
const TAKING_PART: NonNullable<CommandStep['onlyIf']>['status'] = ['ENROLLED', 'IN_PROGRESS', 'INTERRUPTED', 'COMPLETED'];

interface Window {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/** When people can move on to the next cohort: it is open, this one is on, and the next has yet to start. */
function movingWindow({ startsOn, endsOn, next }: CohortPlan): Window | undefined {
  if (!next) return undefined;
  const from = latest(next.openedOn, addDays(startsOn, 25));
  const [until = from] = [addDays(endsOn, -20), addDays(next.startsOn, -15)].sort();
  return from <= until ? { from, until } : undefined;
}

/** Minutes that can be missed of all sessions while the rule is still met. */
function slackOf({ sessions, programme }: CohortPlan): number {
  const offered = sessions.reduce((sum, { minutes }) => sum + minutes, 0);
  return Math.max(0, offered - (programme.hours?.attendanceMinutes ?? 0));
}
