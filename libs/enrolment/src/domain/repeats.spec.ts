import { commandsIn, repeatable, repeatedIn } from '@app/kernel/testing';
import { COHORT, cohort, ENROLMENT, LEADER, OTHER_COHORT, otherCohort, SESSION, sponsor, way } from '../testing/journey.js';
import { accept, AcceptOffer } from './accept-offer.js';
import { apply, ApplyForCohort } from './apply-for-cohort.js';
import type { BeginFacts, BeginInput } from './begin.js';
import { complete, CompleteProgramme } from './complete-programme.js';
import { decline, DeclineOffer } from './decline-offer.js';
import { defer, DeferEnrolment } from './defer-enrolment.js';
import { endorse, EndorseApplication } from './endorse-application.js';
import { enrol, EnrolLeader } from './enrol-leader.js';
import { enrolment } from './enrolment.js';
import { grantAward, GrantAward } from './grant-award.js';
import { interrupt, InterruptEnrolment } from './interrupt-enrolment.js';
import { nominate, NominateLeader } from './nominate-leader.js';
import { notSelect, NotSelectApplicant } from './not-select-applicant.js';
import { recordAttendance, RecordAttendance } from './record-attendance.js';
import { recordNonCompletion, RecordNonCompletion } from './record-non-completion.js';
import { recordStudyHours, RecordStudyHours } from './record-study-hours.js';
import { resume, ResumeEnrolment } from './resume-enrolment.js';
import { screen, ScreenApplicant } from './screen-applicant.js';
import { shortlist, ShortlistApplicant } from './shortlist-applicant.js';
import { transfer, TransferEnrolment } from './transfer-enrolment.js';

const id = { enrolmentId: ENROLMENT };
const names = ['enrolmentId'] as const;
const reasoned = { input: { ...id, reason: 'One.' }, names, otherwise: { reason: 'Another.' } };
const plain = { input: id, names, otherwise: {} };
const facts: BeginFacts = {
  cohort,
  leader: { status: 'registered', since: '2026-03-01' },
  assignment: { status: 'started', leaderId: LEADER, organisationId: sponsor.organisationId, since: '2026-03-01' },
};
const beginning = {
  before: way.none,
  input: { cohortId: COHORT, leaderId: LEADER, assignmentId: sponsor.assignmentId, statement: 'One.' },
  names: ['cohortId', 'leaderId'] satisfies (keyof BeginInput)[],
  otherwise: { assignmentId: OTHER_COHORT, statement: 'Another.' },
};
const target = { cohort: otherCohort, enrolment: enrolment.initialState };

const COMMANDS = [
  repeatable(AcceptOffer, enrolment, accept, { ...plain, before: way.offered, known: [cohort] }),
  repeatable(ApplyForCohort, enrolment, apply, { ...beginning, known: [facts] }),
  repeatable(CompleteProgramme, enrolment, complete, { ...plain, before: way.completed.slice(0, -1), known: [cohort] }),
  repeatable(DeclineOffer, enrolment, decline, { ...reasoned, before: way.offered }),
  repeatable(DeferEnrolment, enrolment, defer, {
    before: way.inProgress,
    input: { ...id, targetCohortId: OTHER_COHORT, reason: 'One.' },
    names,
    otherwise: { targetCohortId: COHORT, reason: 'Another.' },
    known: [target],
    indirect: ['targetCohortId'],
  }),
  repeatable(EndorseApplication, enrolment, endorse, { before: way.applied, input: { ...id, comment: 'One.' }, names, otherwise: { comment: 'Another.' } }),
  repeatable(EnrolLeader, enrolment, enrol, { ...plain, before: way.accepted, known: [cohort] }),
  repeatable(GrantAward, enrolment, grantAward, { ...plain, before: way.completed, known: [cohort] }),
  repeatable(InterruptEnrolment, enrolment, interrupt, { ...reasoned, before: way.inProgress }),
  repeatable(NominateLeader, enrolment, nominate, { ...beginning, known: [facts, new Set<string>()] }),
  repeatable(NotSelectApplicant, enrolment, notSelect, { ...reasoned, before: way.eligible }),
  repeatable(RecordAttendance, enrolment, recordAttendance, {
    before: way.enrolled,
    input: { ...id, sessionId: SESSION, minutes: 60 },
    names: ['enrolmentId', 'sessionId'],
    otherwise: { minutes: 90 },
    known: [{ heldOn: '2026-03-02', minutes: 420, cancelled: false }],
    dayOfItsOwn: true,
  }),
  repeatable(RecordNonCompletion, enrolment, recordNonCompletion, { ...reasoned, before: way.inProgress }),
  repeatable(RecordStudyHours, enrolment, recordStudyHours, {
    before: way.enrolled,
    input: { ...id, minutes: 60 },
    names,
    otherwise: { minutes: 90 },
    adds: true,
  }),
  repeatable(ResumeEnrolment, enrolment, resume, { ...plain, before: way.interrupted }),
  repeatable(ScreenApplicant, enrolment, screen, {
    before: way.applied,
    input: { ...id, eligible: false, reason: 'One.', signpostedTo: COHORT },
    names,
    otherwise: { eligible: true, reason: 'Another.', signpostedTo: OTHER_COHORT },
    known: [{ status: 'published' }],
  }),
  repeatable(ShortlistApplicant, enrolment, shortlist, { ...plain, before: way.eligible }),
  repeatable(TransferEnrolment, enrolment, transfer, {
    before: way.inProgress,
    input: { ...id, targetCohortId: OTHER_COHORT, reason: 'One.', priority: false },
    names,
    otherwise: { targetCohortId: COHORT, reason: 'Another.', priority: true },
    known: [{ own: cohort, target }],
    indirect: ['targetCohortId'],
  }),
];

/** Sent by process managers alone, which say nothing of their own: what they carry on is decided elsewhere. */
const CARRIED = [
  'CloseWithCohort',
  'ContinueEnrolment',
  'EndApplication',
  'EndDuplicate',
  'JoinWaitlist',
  'LapseOffer',
  // Sent on to the cohort, which holds the place or has it.
  'OfferPlace',
  'RecordOffer',
];

describe('an enrolment’s command that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect([...repeatedIn(import.meta.dirname), ...CARRIED].sort()).toEqual(commandsIn(import.meta.dirname)));
});
