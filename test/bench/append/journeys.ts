import {
  AcceptOffer,
  ApplyForCohort,
  CompleteProgramme,
  EndorseApplication,
  EnrolLeader,
  enrolmentIdOf,
  OfferPlace,
  RecordAttendance,
  RecordOffer,
  RecordStudyHours,
  ScreenApplicant,
  ShortlistApplicant,
} from '@app/enrolment/commands';
import type { Actor, CalendarDate, Command, CommandMeta } from '@app/kernel';
import { derivedId } from '@app/kernel';
import { RegisterLeader, StartAssignment } from '@app/leader/commands';
import { RegisterOrganisation } from '@app/organisation/commands';
import { OpenCohort, PublishProgramme, ScheduleSession } from '@app/programme/commands';

const NAMESPACE = '5b0f7f5e-6c0e-4a3a-9a55-0d3f6a1f7b11';
const ACTOR: Actor = { kind: 'person', id: derivedId(NAMESPACE, 'administrator'), role: 'administrator' };
const id = (name: string) => derivedId(NAMESPACE, name);

/** Days of one year, long enough ago that every fact lies in the past. */
const DAYS = { founded: '2020-01-01', opened: '2025-01-06', applied: '2025-01-13', offered: '2025-02-03', started: '2025-03-03', ends: '2025-12-19' } as const;
const SESSIONS = ['2025-03-03', '2025-03-17', '2025-03-31', '2025-04-14', '2025-05-12', '2025-06-09', '2025-07-07', '2025-09-08'];
const MINUTES = 420;
const CAPACITY = 24;

/** Journeys that follow each other are in different cohorts: those under way at the same time rarely write to the same stream. */
const COHORTS = 512;

function metaFor(name: string, effectiveOn: CalendarDate): CommandMeta {
  return {
    commandId: id(`command/${name}`),
    actor: ACTOR,
    effectiveOn,
    now: new Date().toISOString(),
    today: new Date().toISOString().slice(0, 10),
    correlationId: id(`request/${name}`),
  };
}

const organisationId = id('organisation');
const programmeId = id('programme');
const cohortOf = (journey: number) => id(`cohort/${journey % COHORTS}/${Math.floor(journey / COHORTS / CAPACITY)}`);

/** What the journeys of one generation stand on: an employer, a programme, cohorts with their sessions. */
export function* ground(): Generator<Command> {
  yield new RegisterOrganisation(metaFor('organisation', DAYS.founded), {
    organisationId,
    code: 'nhs-bench',
    name: { en: 'NHS Bench' },
    sector: 'NHS',
    nation: 'SCOTLAND',
  });
  yield new PublishProgramme(metaFor('programme', DAYS.founded), {
    programmeId,
    code: 'bench-programme',
    name: { en: 'Bench Programme' },
    nation: 'SCOTLAND',
    level: 'SENIOR',
    provider: 'NHS Bench',
    award: 'Certificate',
  });
}

/** Cohorts for the journeys from a number on, so many of them. */
export function* cohorts(first: number, count: number): Generator<Command[]> {
  for (let journey = first; journey < first + count; journey++) {
    const cohortId = cohortOf(journey);
    if (journey % (COHORTS * CAPACITY) >= COHORTS) continue;
    yield [
      new OpenCohort(metaFor(`open/${cohortId}`, DAYS.opened), {
        cohortId,
        programmeId,
        name: 'Cohort',
        capacity: CAPACITY,
        startsOn: DAYS.started,
        endsOn: DAYS.ends,
        deliveryLanguage: 'ENGLISH',
      }),
      ...SESSIONS.map(
        (heldOn, index) =>
          new ScheduleSession(metaFor(`session/${cohortId}/${index}`, DAYS.opened), {
            cohortId,
            sessionId: id(`session/${cohortId}/${index}`),
            title: `Module ${index + 1}`,
            heldOn,
            minutes: MINUTES,
          }),
      ),
    ];
  }
}

/** One leader's way from registration to completion: eighteen commands, each of which records one event. */
export function* journey(number: number): Generator<Command> {
  const meta = (step: string, on: CalendarDate) => metaFor(`journey/${number}/${step}`, on);
  const cohortId = cohortOf(number);
  const leaderId = id(`leader/${number}`);
  const assignmentId = id(`assignment/${number}`);
  const enrolmentId = enrolmentIdOf(cohortId, leaderId);
  const name = `Siân Example ${number}`;
  yield new RegisterLeader(meta('register', DAYS.founded), { leaderId, legalName: name, sortName: name, email: `${number}@example.org`, language: 'cy' });
  yield new StartAssignment(meta('assignment', DAYS.founded), {
    assignmentId,
    leaderId,
    organisationId,
    post: 'Ward manager',
    wtePercent: 100,
    basis: 'SUBSTANTIVE',
  });
  yield new ApplyForCohort(meta('apply', DAYS.applied), { cohortId, leaderId, assignmentId, statement: 'To lead with compassion, where it is hardest.' });
  yield new EndorseApplication(meta('endorse', DAYS.applied), { enrolmentId });
  yield new ScreenApplicant(meta('screen', DAYS.applied), { enrolmentId, eligible: true });
  yield new ShortlistApplicant(meta('shortlist', DAYS.applied), { enrolmentId });
  yield new OfferPlace(meta('offer', DAYS.offered), { enrolmentId });
  // As the process manager sends it once the cohort holds the place.
  yield new RecordOffer(meta('record-offer', DAYS.offered), { enrolmentId, respondBy: DAYS.started });
  yield new AcceptOffer(meta('accept', DAYS.offered), { enrolmentId });
  yield new EnrolLeader(meta('enrol', DAYS.started), { enrolmentId });
  for (const [index, heldOn] of SESSIONS.slice(0, 5).entries()) {
    const sessionId = id(`session/${cohortId}/${index}`);
    yield new RecordAttendance(meta(`attend/${index}`, heldOn), { enrolmentId, sessionId, minutes: MINUTES - 15 * (number % 3) });
  }
  for (const month of [4, 6]) yield new RecordStudyHours(meta(`study/${month}`, `2025-0${month}-30`), { enrolmentId, minutes: 120 });
  yield new CompleteProgramme(meta('complete', DAYS.ends), { enrolmentId });
}

/** How many commands a journey takes. */
export const STEPS = [...journey(0)].length;
