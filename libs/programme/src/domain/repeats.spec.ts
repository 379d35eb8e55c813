import { commandsIn, repeatable, repeatedIn } from '@app/kernel/testing';
import { appointLead, AppointProgrammeLead } from './appoint-programme-lead.js';
import { appointPanelMember, AppointSelectionPanelMember } from './appoint-selection-panel-member.js';
import { cancel, CancelCohort } from './cancel-cohort.js';
import { cancelSession, CancelSession } from './cancel-session.js';
import type { CohortEvent, CohortOpened } from './cohort.events.js';
import { cohort } from './cohort.js';
import { hold, HoldPlace } from './hold-place.js';
import { moveSession, MoveSession } from './move-session.js';
import { open, OpenCohort } from './open-cohort.js';
import type { ProgrammePublished } from './programme.events.js';
import { programme } from './programme.js';
import { promote, PromoteFromQueue } from './promote-from-queue.js';
import { publish, PublishProgramme } from './publish-programme.js';
import { releasePanelMember, ReleaseSelectionPanelMember } from './release-selection-panel-member.js';
import { reviseCohort, ReviseCohort } from './revise-cohort.js';
import { revise, ReviseProgramme } from './revise-programme.js';
import { schedule, ScheduleSession } from './schedule-session.js';
import { standDown, StandDownProgrammeLead } from './stand-down-programme-lead.js';

const COHORT = '11111111-1111-4111-8111-111111111111';
const PROGRAMME = '22222222-2222-4222-8222-222222222222';
const PERSON = '33333333-3333-4333-8333-333333333333';
const ENROLMENT = '44444444-4444-4444-8444-444444444444';
const ids = { cohortId: COHORT, programmeId: PROGRAMME };

const particulars = {
  ...{ programmeId: PROGRAMME, code: 'a-programme', name: { en: 'A programme' }, nation: 'WALES', level: 'MID', provider: 'A board' },
  ...{ months: 6, hours: { attendanceMinutes: 60, reflectionMinutes: 60 }, cohortSize: 12, award: 'Certificate' },
} as const satisfies ProgrammePublished['data'];
const published: ProgrammePublished = { type: 'ProgrammePublished', data: particulars };
const ofProgramme: { input: ProgrammePublished['data']; names: ['programmeId']; otherwise: Partial<ProgrammePublished['data']> } = {
  input: particulars,
  names: ['programmeId'],
  otherwise: {
    ...{ code: 'another', name: { en: 'Another' }, nation: 'ENGLAND', level: 'SENIOR', provider: 'Another' },
    ...{ months: 9, hours: { attendanceMinutes: 90, reflectionMinutes: 60 }, cohortSize: 16, award: 'Diploma' },
  },
};

const asked: CohortOpened['data'] = {
  ...{ ...ids, name: 'Cohort 1', capacity: 2, startsOn: '2026-03-01', endsOn: '2026-12-18', deliveryLanguage: 'WELSH', organisationId: PERSON },
  ...{ offerDays: 14, automaticPromotion: false },
};
const opened: CohortOpened = { type: 'CohortOpened', data: asked };
const scheduled: CohortEvent = { type: 'SessionScheduled', data: { ...ids, sessionId: ENROLMENT, title: 'Day 1', heldOn: '2026-04-01', minutes: 60 } };
const queued: CohortEvent = { type: 'PlaceQueued', data: { ...ids, enrolmentId: ENROLMENT, leaderId: PERSON, basis: 'OFFER', priority: false } };
const appointed: CohortEvent = { type: 'SelectionPanelMemberAppointed', data: { ...ids, personId: PERSON }, effectiveOn: '2026-02-01' };
const known = { status: 'registered', since: '2026-01-01' } as const;
const ofPerson = { input: { programmeId: PROGRAMME, personId: PERSON }, names: ['programmeId', 'personId'] satisfies string[], otherwise: {} };
const onPanel = { input: { cohortId: COHORT, personId: PERSON }, names: ['cohortId', 'personId'] satisfies string[], otherwise: {} };

const COMMANDS = [
  repeatable(AppointProgrammeLead, programme, appointLead, { ...ofPerson, names: ['programmeId', 'personId'], before: [published], known: [known] }),
  repeatable(StandDownProgrammeLead, programme, standDown, {
    ...ofPerson,
    names: ['programmeId', 'personId'],
    before: [published, { type: 'ProgrammeLeadAppointed', data: { programmeId: PROGRAMME, personId: PERSON } }],
  }),
  repeatable(PublishProgramme, programme, publish, { ...ofProgramme, before: [] }),
  repeatable(ReviseProgramme, programme, revise, { ...ofProgramme, before: [{ ...published, data: { ...particulars, name: { en: 'Before' } } }] }),
  repeatable(AppointSelectionPanelMember, cohort, appointPanelMember, { ...onPanel, names: ['cohortId', 'personId'], before: [opened], known: [known] }),
  repeatable(ReleaseSelectionPanelMember, cohort, releasePanelMember, { ...onPanel, names: ['cohortId', 'personId'], before: [opened, appointed] }),
  repeatable(CancelCohort, cohort, cancel, {
    before: [opened],
    input: { cohortId: COHORT, transferTo: PERSON },
    names: ['cohortId'],
    otherwise: { transferTo: ENROLMENT },
    known: [undefined],
  }),
  repeatable(HoldPlace, cohort, hold, {
    before: [opened],
    input: { cohortId: COHORT, enrolmentId: ENROLMENT, leaderId: PERSON, basis: 'OFFER' },
    names: ['cohortId', 'enrolmentId', 'leaderId', 'basis'],
    otherwise: {},
  }),
  repeatable(OpenCohort, cohort, open, {
    before: [],
    input: asked,
    names: ['cohortId'],
    otherwise: {
      ...{ programmeId: PERSON, name: 'Cohort 2', capacity: 3, startsOn: '2026-03-02', endsOn: '2026-12-19', deliveryLanguage: 'ENGLISH' },
      ...{ organisationId: COHORT, offerDays: 15, automaticPromotion: true },
    },
    known: [
      {
        programme: { status: 'published', first: particulars, current: particulars, since: '2026-01-01', leads: new Map() },
        deliverer: { status: 'open', since: '2026-01-01' },
      },
    ],
  }),
  repeatable(PromoteFromQueue, cohort, promote, {
    before: [opened, queued],
    input: { cohortId: COHORT, enrolmentId: ENROLMENT, reason: 'One.' },
    names: ['cohortId', 'enrolmentId'],
    otherwise: { reason: 'Another.' },
    known: [new Set<string>()],
  }),
  repeatable(ReviseCohort, cohort, reviseCohort, {
    before: [opened],
    input: {
      ...{ cohortId: COHORT, name: 'Cohort 2', capacity: 3, startsOn: '2026-03-02', endsOn: '2026-12-19', deliveryLanguage: 'ENGLISH' },
      ...{ organisationId: COHORT, offerDays: 15, automaticPromotion: true },
    },
    names: ['cohortId'],
    otherwise: {
      ...{ name: 'Cohort 3', capacity: 4, startsOn: '2026-03-03', endsOn: '2026-12-20', deliveryLanguage: 'BILINGUAL' },
      ...{ organisationId: ENROLMENT, offerDays: 16, automaticPromotion: false },
    },
    known: [{ status: 'open', since: '2026-01-01' }],
  }),
  repeatable(MoveSession, cohort, moveSession, {
    before: [opened, scheduled],
    input: { cohortId: COHORT, sessionId: ENROLMENT, title: 'Day 2', heldOn: '2026-04-02', minutes: 90 },
    names: ['cohortId', 'sessionId'],
    otherwise: { title: 'Day 3', heldOn: '2026-04-03', minutes: 120 },
    known: [undefined],
  }),
  repeatable(CancelSession, cohort, cancelSession, {
    before: [opened, scheduled],
    input: { cohortId: COHORT, sessionId: ENROLMENT },
    names: ['cohortId', 'sessionId'],
    otherwise: {},
    known: [undefined],
  }),
  repeatable(ScheduleSession, cohort, schedule, {
    before: [opened],
    input: { cohortId: COHORT, sessionId: ENROLMENT, title: 'Day 1', heldOn: '2026-04-01', minutes: 60 },
    names: ['cohortId', 'sessionId'],
    otherwise: { title: 'Day 2', heldOn: '2026-04-02', minutes: 90 },
    known: [undefined],
  }),
];

/** Sent by process managers alone, which say nothing of their own: what they carry on is decided elsewhere. */
const CARRIED = ['ReinstatePlace', 'ReleasePlace'];

describe('a programme’s or cohort’s command that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect([...repeatedIn(import.meta.dirname), ...CARRIED].sort()).toEqual(commandsIn(import.meta.dirname)));
});
