import { addDays, type CalendarDate } from '@app/kernel';
import {
  AcceptOffer,
  ApplyForCohort,
  DeclineOffer,
  EndorseApplication,
  EnrolLeader,
  enrolmentIdOf,
  NominateLeader,
  NotSelectApplicant,
  OfferPlace,
  ScreenApplicant,
  ShortlistApplicant,
  WithdrawEnrolment,
} from '@app/enrolment/commands';
import { CancelCohort, OpenCohort, PromoteFromQueue, ScheduleSession } from '@app/programme/commands';
import type { Applicant, Applicants } from './applicants.js';
import { type CohortPlan, OPENED } from './plan.js';
import { Dealer, type Random } from './random.js';
import type { Phase, Script } from './step.js';
import { wordsFor } from './words.js';

/** Days before the start on which things are done; the applications fall between the opening and the screening. */
const SCHEDULED = OPENED - 5;
const LAST_APPLICATION = 212;
const SCREENED = 205;
const SHORTLISTED = 195;
const NOT_SELECTED = 185;
const OFFERED = 170;
const CANCELLED = 155;
const PROMOTED = 148;
const PROMOTED_ANSWER = 140;
const QUEUE_CLOSED = 20;
const ENROLLED = 10;
/** Offers left open in a cohort that is far from its start. */
const PENDING = 2;
const UNDECIDED = 2;

/** Who was offered a place, or stands in the queue for one. */
export interface Candidate {
  readonly applicant: Applicant;
  readonly enrolmentId: string;
}

/** How selections go, in shares kept over all cohorts of a round. */
export class Selections {
  private readonly begun = new Dealer({ applied: 68, nominated: 22, nominatedThenApplied: 10 });
  private readonly courses = new Dealer({ offered: 75, notSelected: 13, ineligible: 6, withdrew: 3, withdrewAndCameBack: 3 });
  private readonly answers = new Dealer({ accepted: 89, declined: 11 });

  constructor(
    private readonly script: Script,
    private readonly applicants: Applicants,
    private readonly random: Random,
    /** The day after which offers may still be open. */
    private readonly pendingFrom: CalendarDate,
  ) {}

  /** The cohort and its sessions. */
  open({ cohortId, programme, name, capacity, openedOn, startsOn, endsOn, deliveryLanguage, organisationId, automaticPromotion, sessions }: CohortPlan): void {
    const { programmeId } = programme;
    this.script.add(
      openedOn,
      cohortId,
      (meta) => new OpenCohort(meta, { cohortId, programmeId, name, capacity, startsOn, endsOn, deliveryLanguage, organisationId, automaticPromotion }),
    );
    for (const session of sessions) this.script.add(addDays(startsOn, -SCHEDULED), cohortId, (meta) => new ScheduleSession(meta, { cohortId, ...session }));
  }

  /** From the applications to the offers. @returns those who were offered a place, in order of merit */
  *select(cohort: CohortPlan, applying: readonly Applicant[], otherProgrammes: readonly string[]): Generator<Phase, readonly Candidate[]> {
    const begun = this.begun.deal(applying.length, this.random);
    const courses = this.courses.deal(applying.length, this.random);
    const offered: Candidate[] = [];
    for (const [index, applicant] of applying.entries()) {
      const candidate = { applicant, enrolmentId: enrolmentIdOf(cohort.cohortId, applicant.leader.leaderId) };
      if (this.consider(cohort, candidate, begun[index] ?? 'applied', courses[index] ?? 'offered', otherProgrammes)) offered.push(candidate);
    }
    yield this.script.phase(false);

    const byMerit = this.random.shuffled(offered);
    // When a cohort is called off, some still await its decision.
    const undecided = cohort.cancelled ? byMerit.splice(-UNDECIDED) : [];
    for (const { applicant } of undecided) this.applicants.comesBack(applicant, cohort.startsOn);
    // One key for all: the cohort answers in the order in which it is asked.
    for (const { enrolmentId } of byMerit)
      this.script.add(addDays(cohort.startsOn, -OFFERED), cohort.cohortId, (meta) => new OfferPlace(meta, { enrolmentId }));
    yield this.script.phase(true);
    return byMerit;
  }

  /** The offers are answered. @returns those who did not decline */
  *answer(cohort: CohortPlan, candidates: readonly Candidate[]): Generator<Phase, readonly Candidate[]> {
    const { startsOn, capacity } = cohort;
    // Decliners are among those who surely had an offer; further down the list people wait, and are glad of one.
    const asked = candidates.slice(0, Math.floor(capacity * 0.8));
    const answers = this.answers.deal(asked.length, this.random);
    const remaining: Candidate[] = [];
    for (const [index, candidate] of candidates.entries()) {
      const { enrolmentId, applicant } = candidate;
      const on = addDays(startsOn, -OFFERED + this.random.whole(1, 12));
      const reason = wordsFor('declined', applicant.leader.language, this.random);
      if (answers[index] === 'declined') {
        this.script.add(on, enrolmentId, (meta) => new DeclineOffer(meta, { enrolmentId, reason }), { onlyIf: { enrolmentId, status: ['OFFERED'] } });
        this.applicants.comesBack(applicant, startsOn);
        continue;
      }
      remaining.push(candidate);
      // Far enough from the start, somebody has yet to answer.
      if (startsOn <= this.pendingFrom || index >= PENDING) this.accept(candidate, on);
    }
    yield this.script.phase(true);
    return remaining;
  }

  /** Places that fell free go to those who wait: by themselves, or one by one. */
  *promote({ startsOn, cohortId, automaticPromotion }: CohortPlan, candidates: readonly Candidate[]): Generator<Phase> {
    if (!automaticPromotion) {
      for (const { enrolmentId } of candidates) {
        this.script.add(addDays(startsOn, -PROMOTED), cohortId, (meta) => new PromoteFromQueue(meta, { cohortId, enrolmentId }), {
          onlyIf: { enrolmentId, status: ['WAITLISTED'] },
          mayRefuse: ['COHORT_FULL', 'NOT_ON_WAITING_LIST', 'PROMOTION_REASON_REQUIRED'],
        });
      }
      yield this.script.phase(true);
    }
    for (const [index, candidate] of candidates.entries()) {
      const on = addDays(startsOn, -PROMOTED_ANSWER + this.random.whole(0, 8));
      if (startsOn <= this.pendingFrom || index >= PENDING) this.accept(candidate, on);
    }
    yield this.script.phase(false);
  }

  /** The waiting list is closed, and everyone who accepted is enrolled. */
  *begin({ startsOn }: CohortPlan, candidates: readonly Candidate[]): Generator<Phase> {
    for (const { enrolmentId } of candidates) {
      const waiting = { onlyIf: { enrolmentId, status: ['WAITLISTED'] }, reasonCode: 'WAITING_LIST_CLOSED' };
      this.script.add(addDays(startsOn, -QUEUE_CLOSED), enrolmentId, (meta) => new WithdrawEnrolment(meta, { enrolmentId }), waiting);
      this.script.add(addDays(startsOn, -ENROLLED), enrolmentId, (meta) => new EnrolLeader(meta, { enrolmentId }), {
        onlyIf: { enrolmentId, status: ['ACCEPTED'] },
      });
    }
    yield this.script.phase(true);
  }

  *cancel({ cohortId, startsOn, next }: CohortPlan): Generator<Phase> {
    this.script.add(addDays(startsOn, -CANCELLED), cohortId, (meta) => new CancelCohort(meta, { cohortId, transferTo: next?.cohortId }), {
      reasonCode: 'TOO_FEW_PARTICIPANTS',
    });
    yield this.script.phase(true);
  }

  /** One application up to the selection. @returns whether a place is to be offered */
  private consider(
    { cohortId, startsOn, openedOn }: CohortPlan,
    { applicant, enrolmentId }: Candidate,
    begun: 'applied' | 'nominated' | 'nominatedThenApplied',
    course: 'offered' | 'notSelected' | 'ineligible' | 'withdrew' | 'withdrewAndCameBack',
    otherProgrammes: readonly string[],
  ): boolean {
    const { random, script } = this;
    const { leader, assignmentId } = applicant;
    const { leaderId, language } = leader;
    const day = (before: number) => addDays(startsOn, -before);
    const begin = (on: CalendarDate, by: 'leader' | 'employer') => {
      const input = { cohortId, leaderId, assignmentId, statement: random.chance(0.7) ? wordsFor('statement', language, random) : undefined };
      script.add(on, enrolmentId, (meta) => (by === 'leader' ? new ApplyForCohort(meta, input) : new NominateLeader(meta, input)));
    };
    const withdraw = (on: CalendarDate) => {
      const reason = wordsFor('withdrew', language, random);
      script.add(on, enrolmentId, (meta) => new WithdrawEnrolment(meta, { enrolmentId, reason }));
    };

    const on = addDays(openedOn, random.whole(1, OPENED - LAST_APPLICATION - 14));
    begin(on, begun === 'applied' ? 'leader' : 'employer');
    if (begun === 'nominatedThenApplied') begin(addDays(on, 3), 'leader');
    if (course === 'withdrew' || course === 'withdrewAndCameBack') withdraw(addDays(on, 6));
    if (course === 'withdrew') {
      this.applicants.comesBack(applicant, day(OFFERED));
      return false;
    }
    if (course === 'withdrewAndCameBack') begin(addDays(on, 12), 'leader');
    if (random.chance(0.8)) {
      const comment = random.chance(0.5) ? wordsFor('comment', language, random) : undefined;
      script.add(day(SCREENED + random.whole(1, 6)), enrolmentId, (meta) => new EndorseApplication(meta, { enrolmentId, comment }));
    }
    if (course === 'ineligible') {
      const signpostedTo = otherProgrammes.length > 0 && random.chance(0.6) ? random.pick(otherProgrammes as [string, ...string[]]) : undefined;
      const reason = wordsFor('ineligible', language, random);
      script.add(day(SCREENED), enrolmentId, (meta) => new ScreenApplicant(meta, { enrolmentId, eligible: false, reason, signpostedTo }));
      this.applicants.comesBack(applicant, day(OFFERED));
      return false;
    }
    script.add(day(SCREENED), enrolmentId, (meta) => new ScreenApplicant(meta, { enrolmentId, eligible: true }));
    if (course === 'notSelected') {
      const reason = wordsFor('notSelected', language, random);
      script.add(day(NOT_SELECTED), enrolmentId, (meta) => new NotSelectApplicant(meta, { enrolmentId, reason }));
      this.applicants.comesBack(applicant, day(OFFERED));
      return false;
    }
    script.add(day(SHORTLISTED), enrolmentId, (meta) => new ShortlistApplicant(meta, { enrolmentId }));
    return true;
  }

  /** Only if there is an offer: the cohort may have put the candidate on the waiting list instead. */
  private accept({ enrolmentId }: Candidate, on: CalendarDate): void {
    this.script.add(on, enrolmentId, (meta) => new AcceptOffer(meta, { enrolmentId }), { onlyIf: { enrolmentId, status: ['OFFERED'] } });
  }
}
