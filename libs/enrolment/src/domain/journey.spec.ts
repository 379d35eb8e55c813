import assert from 'node:assert/strict';
import { type CalendarDate, type CommandMeta, type Decided, isOnRecord, Refused } from '@app/kernel';
import { metaFor, recorded } from '@app/kernel/testing';
import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import {
  cohort,
  COHORT,
  continued,
  ENROLMENT,
  LEADER,
  OTHER_COHORT,
  OTHER_ENROLMENT,
  otherCohort,
  otherRef,
  PROGRAMME,
  SESSION,
  sponsor,
  stateAfter,
  STAGES,
  way,
} from '../testing/journey.js';
import { accept, AcceptOffer } from './accept-offer.js';
import { apply, ApplyForCohort } from './apply-for-cohort.js';
import type { BeginFacts } from './begin.js';
import { closeWithCohort, CloseWithCohort } from './close-with-cohort.js';
import { complete, CompleteProgramme } from './complete-programme.js';
import { carryOn, ContinueEnrolment } from './continue-enrolment.js';
import { decline, DeclineOffer } from './decline-offer.js';
import { defer, DeferEnrolment } from './defer-enrolment.js';
import { endorse, EndorseApplication } from './endorse-application.js';
import { enrol, EnrolLeader } from './enrol-leader.js';
import type { EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, enrolment } from './enrolment.js';
import { grantAward, GrantAward } from './grant-award.js';
import { totals } from './hours.js';
import { interrupt, InterruptEnrolment } from './interrupt-enrolment.js';
import { joinWaitlist, JoinWaitlist } from './join-waitlist.js';
import type { KnownCohort } from './known.js';
import { lapse, LapseOffer } from './lapse-offer.js';
import { nominate, NominateLeader } from './nominate-leader.js';
import { notSelect, NotSelectApplicant } from './not-select-applicant.js';
import { offer, OfferPlace } from './offer-place.js';
import { recordAttendance, RecordAttendance } from './record-attendance.js';
import { recordNonCompletion, RecordNonCompletion } from './record-non-completion.js';
import { recordOffer, RecordOffer } from './record-offer.js';
import { recordStudyHours, RecordStudyHours } from './record-study-hours.js';
import { resume, ResumeEnrolment } from './resume-enrolment.js';
import { screen, ScreenApplicant } from './screen-applicant.js';
import { shortlist, ShortlistApplicant } from './shortlist-applicant.js';
import { transfer, TransferEnrolment } from './transfer-enrolment.js';
import { withdraw, WithdrawEnrolment } from './withdraw-enrolment.js';

const DAYS = ['2026-02-28', '2026-03-02', '2026-03-05', '2026-03-09', '2026-03-20'] as const;
const METAS = Object.fromEntries(DAYS.map((day) => [day, metaFor({ effectiveOn: day, today: '2026-03-20' })])) as Record<(typeof DAYS)[number], CommandMeta>;

/** Two cohorts of one programme, and the leader's enrolment in each: moves go from one to the other and back. */
interface World {
  readonly here: Enrolment;
  readonly there: Enrolment;
  readonly isCancelled: boolean;
}
interface Asked {
  readonly meta: CommandMeta;
  readonly minutes: number;
  readonly isYes: boolean;
  readonly day: CalendarDate;
  /** Whether it is about the enrolment in the other cohort. */
  readonly there: boolean;
}
type Step = (asked: Asked, world: World) => Decided<EnrolmentEvent>;

const idOf = ({ there }: Asked) => ({ enrolmentId: there ? OTHER_ENROLMENT : ENROLMENT });
const from = ({ there }: Asked) => (there ? ENROLMENT : OTHER_ENROLMENT);
const stateOf = ({ there }: Asked, world: World) => (there ? world.there : world.here);
const sourceOf = ({ there }: Asked, world: World) => (there ? world.here : world.there);
const ownOf = ({ there }: Asked, { isCancelled }: World) => (there ? otherCohort : ({ ...cohort, status: isCancelled ? 'cancelled' : 'open' } as KnownCohort));
const targetOf = (asked: Asked, world: World) => ({ cohort: ownOf({ ...asked, there: !asked.there }, world), enrolment: sourceOf(asked, world) });
const input = ({ there }: Asked) => ({ cohortId: there ? OTHER_COHORT : COHORT, leaderId: LEADER, assignmentId: sponsor.assignmentId });
const targetId = ({ there }: Asked) => ({ targetCohortId: there ? COHORT : OTHER_COHORT });
const facts = (asked: Asked, world: World): BeginFacts => ({
  cohort: ownOf(asked, world),
  leader: { status: 'registered', since: '2026-03-01' },
  assignment: {
    status: 'started',
    leaderId: LEADER,
    organisationId: sponsor.organisationId,
    since: '2026-03-01',
    ...(asked.isYes && { lastDay: '2026-03-09' }),
  },
});

/** Between the two cohorts. */
const MOVES: readonly Step[] = [
  (asked, world) =>
    joinWaitlist(
      new JoinWaitlist(asked.meta, { ...idOf(asked), ...(asked.isYes && { continues: from(asked) }) }),
      stateOf(asked, world),
      asked.isYes ? sourceOf(asked, world) : undefined,
    ),
  (asked, world) =>
    carryOn(new ContinueEnrolment(asked.meta, { ...idOf(asked), continues: from(asked), respondBy: asked.day }), stateOf(asked, world), sourceOf(asked, world)),
  (asked, world) => defer(new DeferEnrolment(asked.meta, { ...idOf(asked), ...targetId(asked) }), stateOf(asked, world), targetOf(asked, world)),
  (asked, world) =>
    transfer(new TransferEnrolment(asked.meta, { ...idOf(asked), ...targetId(asked), priority: asked.isYes }), stateOf(asked, world), {
      own: ownOf(asked, world),
      target: targetOf(asked, world),
    }),
];

const STEPS: readonly Step[] = [
  ...MOVES,
  (asked, world) => apply(new ApplyForCohort(asked.meta, input(asked)), stateOf(asked, world), facts(asked, world)),
  (asked, world) => nominate(new NominateLeader(asked.meta, input(asked)), stateOf(asked, world), facts(asked, world), new Set()),
  (asked, world) => endorse(new EndorseApplication(asked.meta, idOf(asked)), stateOf(asked, world)),
  (asked, world) =>
    screen(new ScreenApplicant(asked.meta, { ...idOf(asked), eligible: asked.isYes, signpostedTo: PROGRAMME }), stateOf(asked, world), {
      status: asked.minutes > 200 ? 'none' : 'published',
    }),
  (asked, world) => shortlist(new ShortlistApplicant(asked.meta, idOf(asked)), stateOf(asked, world)),
  (asked, world) => notSelect(new NotSelectApplicant(asked.meta, idOf(asked)), stateOf(asked, world)),
  (asked, world) => (offer(new OfferPlace(asked.meta, idOf(asked)), stateOf(asked, world), asked.isYes), []),
  (asked, world) => recordOffer(new RecordOffer(asked.meta, { ...idOf(asked), respondBy: asked.day }), stateOf(asked, world)),
  (asked, world) => accept(new AcceptOffer(asked.meta, idOf(asked)), stateOf(asked, world), ownOf(asked, world)),
  (asked, world) => decline(new DeclineOffer(asked.meta, idOf(asked)), stateOf(asked, world)),
  (asked, world) => lapse(new LapseOffer(asked.meta, { ...idOf(asked), respondBy: asked.day }), stateOf(asked, world)),
  (asked, world) => enrol(new EnrolLeader(asked.meta, idOf(asked)), stateOf(asked, world), ownOf(asked, world)),
  (asked, world) =>
    recordAttendance(
      new RecordAttendance(asked.meta, { ...idOf(asked), sessionId: SESSION, minutes: asked.minutes }),
      stateOf(asked, world),
      asked.isYes ? { heldOn: asked.day, minutes: 240, cancelled: false } : undefined,
    ),
  (asked, world) => recordStudyHours(new RecordStudyHours(asked.meta, { ...idOf(asked), minutes: asked.minutes }), stateOf(asked, world)),
  (asked, world) => interrupt(new InterruptEnrolment(asked.meta, idOf(asked)), stateOf(asked, world)),
  (asked, world) => resume(new ResumeEnrolment(asked.meta, idOf(asked)), stateOf(asked, world)),
  (asked, world) => withdraw(new WithdrawEnrolment(asked.meta, idOf(asked)), stateOf(asked, world)),
  (asked, world) =>
    closeWithCohort(
      new CloseWithCohort(asked.meta, { ...idOf(asked), ...(asked.isYes && { continues: from(asked) }) }),
      stateOf(asked, world),
      asked.isYes ? sourceOf(asked, world) : undefined,
    ),
  (asked, world) =>
    complete(new CompleteProgramme(asked.meta, idOf(asked)), stateOf(asked, world), {
      ...cohort,
      hours: { attendanceMinutes: asked.minutes, reflectionMinutes: 60 },
    } as KnownCohort),
  (asked, world) => recordNonCompletion(new RecordNonCompletion(asked.meta, idOf(asked)), stateOf(asked, world)),
  (asked, world) => grantAward(new GrantAward(asked.meta, idOf(asked)), stateOf(asked, world), cohort),
];

const after = (state: Enrolment, events: readonly EnrolmentEvent[]) => recorded(events).reduce((before, event) => enrolment.evolve(before, event), state);

/** What is decided; nothing where it is refused in words, which do not format where a detail is missing. */
function attempt(step: Step, asked: Asked, world: World): readonly EnrolmentEvent[] {
  try {
    const decided = step(asked, world);
    return isOnRecord(decided) ? [] : decided;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    words(error);
    return [];
  }
}

const patterns = new Map<string, IntlMessageFormat>();
function words({ text, details }: Refused): void {
  for (const pattern of [text.en, text.cy]) {
    const format = patterns.get(pattern) ?? new IntlMessageFormat(pattern, 'en');
    patterns.set(pattern, format);
    assert.doesNotMatch(String(format.format(details)), /[{}]/);
  }
}

describe('an enrolment, whatever is asked in whichever order', () => {
  const request = fc.record({
    step: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...STEPS) }, { weight: 1, arbitrary: fc.constantFrom(...MOVES) }),
    day: fc.constantFrom(...DAYS),
    session: fc.constantFrom(...DAYS),
    minutes: fc.constantFrom(0, 60, 240, 241),
    isYes: fc.boolean(),
    there: fc.boolean(),
  });

  it('is refused in words or decided, and keeps what it knows', () => {
    const left = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...STAGES),
        fc.boolean(),
        fc.array(request, { maxLength: 40, size: 'max' }),
        fc.nat({ max: 80 }),
        (stage, hasCarriedOn, requests, cancelledAfter) => {
          const begun: EnrolmentEvent = { type: 'LeaderEnrolled', data: { ...otherRef, sponsor, continued: continued(60) } };
          const states = {
            here: stateAfter(way[stage]),
            there: stateAfter(hasCarriedOn && (stage === 'deferred' || stage === 'transferred') ? [begun] : []),
          };
          requests.forEach(({ step, day, session, minutes, isYes, there }, index) => {
            const asked: Asked = { meta: METAS[day], minutes, isYes, day: session, there };
            const world = { ...states, isCancelled: index > cancelledAfter };
            const was = stateOf(asked, world);
            const events = attempt(step, asked, world);
            const is = after(
              was,
              events.map((event) => ({ effectiveOn: day, ...event })),
            );
            states[there ? 'there' : 'here'] = is;

            // by assertions that cost little, for there are tens of thousands
            for (const { data } of events) assert.equal(data.enrolmentId, idOf(asked).enrolmentId);
            if (is.status === 'none') return assert.equal(was.status, 'none');
            assert.ok(Math.min(...Object.values(totals(is.hours))) >= 0, 'hours are never negative');
            if (was.status === 'none') return;
            if (is.status !== was.status) left.add(was.status);
            if (is.status === 'awarded') assert.ok(was.status === 'completed' || was.status === 'awarded', 'no award before completion');
            assert.ok(is.application >= was.application, 'applications are counted up');
            assert.ok(is.since >= was.since, 'no fact precedes the one that enables it');
          });
        },
      ),
      { numRuns: 1_000 },
    );
    // whatever is not the end of the way was left at least once, or the property would prove little
    expect(STAGES.filter((stage) => !['none', 'awarded', 'closed', 'notCompleted'].includes(stage) && !left.has(stage))).toStrictEqual([]);
  });
});
