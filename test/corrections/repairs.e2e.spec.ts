import { randomUUID } from 'node:crypto';
import { APPLIED, Journeys, OFFERED, STARTED } from '../support/journey.js';
import { type Outcome, type Recorded, startSystem, type System } from '../support/system.js';

const reasonCode = 'RECORDED_IN_ERROR';

let system: System;
let journeys: Journeys;
let cohortId: string;
let sessionId: string;
beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system, { hours: { attendanceMinutes: 120, reflectionMinutes: 60 } });
  cohortId = await journeys.openCohort();
  sessionId = await journeys.session(cohortId, 240);
});
afterAll(() => system.stop());

const eventOf = ({ receipt }: Recorded): string => receipt.eventIds[0] ?? '';
const corrected = async (mutation: string, of: Recorded, input: object): Promise<Recorded> => {
  const outcome = await system.record(mutation, { corrects: eventOf(of), reasonCode, ...input });
  await system.settled();
  return outcome;
};
const voided = async (of: Recorded): Promise<void> => {
  await system.record('voidFact', { eventId: eventOf(of), reasonCode });
  await system.settled();
};
const voiding = (of: Recorded): Promise<Outcome> => system.mutate('voidFact', { eventId: eventOf(of), reasonCode });

interface Shown {
  readonly status: string;
  readonly statusSince: string;
  readonly attendanceMinutes: number;
  readonly reflectionMinutes: number;
  readonly completedOn: string | null;
  readonly award: string | null;
}
const shown = async (enrolmentId: string, moment = ''): Promise<Shown | undefined> => {
  const { data, errors } = await system.ask<{ at: { enrolments: { nodes: (Shown & { id: string })[] } } }>(
    `{ at${moment} { enrolments(first: 100) { nodes { id: key status statusSince attendanceMinutes reflectionMinutes completedOn award } } } }`,
  );
  expect(errors).toBeUndefined();
  return data.at.enrolments.nodes.find(({ id }) => id === enrolmentId);
};

describe('what was recorded wrongly is repaired', () => {
  it('of an enrolment on the wrong day: the advice of what was refused leads somewhere', async () => {
    const enrolmentId = await journeys.offered(cohortId);
    await system.record('acceptOffer', { enrolmentId, effectiveOn: OFFERED });
    const enrolled = await system.record('enrolLeader', { enrolmentId, effectiveOn: '2025-06-02' });
    const attendance = { enrolmentId, sessionId, minutes: 120 };
    expect(await system.mutate('recordAttendance', attendance)).toMatchObject({ code: 'EFFECTIVE_BEFORE_ENABLING_FACT' });
    const correction = await corrected('enrolLeader', enrolled, { enrolmentId, effectiveOn: STARTED });
    expect(correction.receipt.eventTypes).toEqual(['LeaderEnrolled']);
    await system.record('recordAttendance', attendance);
    await system.settled();
    expect(await shown(enrolmentId)).toMatchObject({ status: 'IN_PROGRESS', statusSince: STARTED, attendanceMinutes: 120 });
    expect(await shown(enrolmentId, '(asOf: "2025-04-01")')).toMatchObject({ status: 'IN_PROGRESS' });
  });

  it('of hours: a figure that was typed wrongly is put right, and what never was is void', async () => {
    const enrolmentId = await journeys.enrolled(cohortId);
    const first = await system.record('recordStudyHours', { enrolmentId, minutes: 600, effectiveOn: STARTED });
    const second = await system.record('recordStudyHours', { enrolmentId, minutes: 30, effectiveOn: STARTED });
    await corrected('recordStudyHours', first, { enrolmentId, minutes: 60 });
    expect(await shown(enrolmentId)).toMatchObject({ reflectionMinutes: 90 });
    await voided(second);
    expect(await shown(enrolmentId)).toMatchObject({ reflectionMinutes: 60 });
    // As it was known before, it stays what was known before.
    expect(await shown(enrolmentId, `(position: "${Number(await position()) - 1}")`)).toMatchObject({ reflectionMinutes: 90 });
  });

  it('of a register', async () => {
    const enrolmentId = await journeys.enrolled(cohortId);
    const attended = await system.record('recordAttendance', { enrolmentId, sessionId, minutes: 240 });
    const again = await corrected('recordAttendance', attended, { enrolmentId, sessionId, minutes: 180 });
    expect(await shown(enrolmentId)).toMatchObject({ attendanceMinutes: 180 });
    await voided(again);
    expect(await shown(enrolmentId)).toMatchObject({ attendanceMinutes: 0, status: 'ENROLLED' });
  });

  it('of a screening: found not eligible, who is', async () => {
    const enrolmentId = await journeys.applied(cohortId);
    const screened = await system.record('screenApplicant', { enrolmentId, eligible: false, reason: 'Wrong grade.', effectiveOn: APPLIED });
    const correction = await corrected('screenApplicant', screened, { enrolmentId, eligible: true });
    expect(correction.receipt.eventTypes).toEqual(['ApplicantFoundEligible']);
    expect(await shown(enrolmentId)).toMatchObject({ status: 'ELIGIBLE' });
    await system.record('shortlistApplicant', { enrolmentId });
  });

  it('of a completion and an award, from the end', async () => {
    const enrolmentId = await journeys.enrolled(cohortId);
    const attended = await system.record('recordAttendance', { enrolmentId, sessionId, minutes: 150 });
    await system.record('recordStudyHours', { enrolmentId, minutes: 60, effectiveOn: STARTED });
    const completed = await system.record('completeProgramme', { enrolmentId, effectiveOn: '2025-09-01' });
    const awarded = await system.record('grantAward', { enrolmentId, effectiveOn: '2025-09-02' });
    const built = await voiding(completed);
    expect(built).toMatchObject({ code: 'LATER_FACT_STANDS_ON_IT', field: 'eventId' });
    expect(built).toMatchObject({ message: expect.stringContaining(eventOf(awarded)) });
    await voided(awarded);
    // What was completed on these hours stands on them.
    const shorter = await system.mutate('recordAttendance', { enrolmentId, sessionId, minutes: 30, corrects: eventOf(attended), reasonCode });
    expect(shorter).toMatchObject({ code: 'LATER_FACT_STANDS_ON_IT', message: expect.stringContaining(eventOf(completed)) });
    await corrected('completeProgramme', completed, { enrolmentId, effectiveOn: '2025-08-29' });
    expect(await shown(enrolmentId)).toMatchObject({ status: 'COMPLETED', completedOn: '2025-08-29', award: null });
  });

  it('of a post and a reporting line', async () => {
    const { assignmentId, leaderId } = await journeys.leader();
    const manager = await journeys.leader();
    const set = await system.record('setReportingLine', { assignmentId, managerId: manager.leaderId, effectiveOn: '2022-04-01' });
    const ended = await system.record('endAssignment', { assignmentId, effectiveOn: '2023-04-01' });
    const changed = await system.mutate('changeAssignment', { assignmentId, post: 'Matron', wtePercent: 80, basis: 'SUBSTANTIVE', effectiveOn: '2023-06-01' });
    expect(changed).toMatchObject({ code: 'ASSIGNMENT_ENDED' });
    await voided(ended);
    await corrected('setReportingLine', set, { assignmentId, managerId: manager.leaderId, effectiveOn: '2022-06-01' });
    const later = await system.record('changeAssignment', { assignmentId, post: 'Matron', wtePercent: 80, basis: 'SUBSTANTIVE', effectiveOn: '2023-06-01' });
    await corrected('changeAssignment', later, { assignmentId, post: 'Matron', wtePercent: 60, basis: 'SUBSTANTIVE' });
    const post = async (asOf: string) => {
      const { data, errors } = await system.ask<{ at: { leaders: { nodes: { id: string; assignments: { nodes: object[] } }[] } } }>(
        `{ at(asOf: "${asOf}") { leaders(first: 20) { nodes { id: key assignments(first: 1) { nodes { wtePercent reportingLine { manager { id: key } } } } } } } }`,
      );
      expect(errors).toBeUndefined();
      return data.at.leaders.nodes.find(({ id }) => id === leaderId)?.assignments.nodes[0];
    };
    expect(await post('2022-05-01')).toEqual({ wtePercent: 100, reportingLine: null });
    expect(await post('2023-07-01')).toEqual({ wtePercent: 60, reportingLine: { manager: { id: manager.leaderId } } });
  });

  it('of a cohort: its places, its days, its sessions', async () => {
    const cohort = await journeys.openCohort({ capacity: 1 });
    const held = await journeys.enrolled(cohort);
    const revised = await system.record('reviseCohort', { cohortId: cohort, capacity: 30, effectiveOn: STARTED });
    const session = await system.record('scheduleSession', { cohortId: cohort, title: 'Module', heldOn: '2025-03-10', minutes: 240, effectiveOn: STARTED });
    const moved = await system.record('moveSession', { cohortId: cohort, sessionId: session.id, heldOn: '2025-05-10', effectiveOn: STARTED });
    const cancelled = await system.record('cancelSession', { cohortId: cohort, sessionId: session.id, effectiveOn: STARTED, reasonCode: 'NO_VENUE' });
    const attendance = { enrolmentId: held, sessionId: session.id, minutes: 120 };
    expect(await system.mutate('recordAttendance', attendance)).toMatchObject({ code: 'SESSION_CANCELLED' });
    await voided(cancelled);
    await corrected('moveSession', moved, { cohortId: cohort, sessionId: session.id, heldOn: '2025-03-11' });
    await corrected('reviseCohort', revised, { cohortId: cohort, capacity: 3 });
    const attended = await system.record('recordAttendance', attendance);
    await system.settled();
    expect(await voiding(moved)).toMatchObject({ code: 'FACT_CORRECTED' });
    const { data } = await system.ask<{ node: { capacity: number; sessions: { nodes: { id: string; heldOn: string; cancelled: boolean }[] } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Cohort { capacity sessions(first: 5) { nodes { id heldOn cancelled } } } } }',
      { id: cohort },
    );
    expect(data.node).toMatchObject({ capacity: 3, sessions: { nodes: [{ id: session.id, heldOn: '2025-03-11', cancelled: false }] } });
    // What registers name is not undone under them.
    expect(await voiding(session)).toMatchObject({ code: 'LATER_FACT_STANDS_ON_IT' });
    await voided(attended);
    expect(await shown(held)).toMatchObject({ attendanceMinutes: 0 });
  });

  it('of a session in whose register something is: what it is called, and not its day or length, however it was said', async () => {
    const cohort = await journeys.openCohort();
    const held = await journeys.enrolled(cohort);
    const session = { cohortId: cohort, title: 'Modul', heldOn: '2025-03-10', minutes: 240 };
    const scheduled = await system.record('scheduleSession', { ...session, effectiveOn: STARTED });
    const sessionId = scheduled.id;
    const attended = await system.record('recordAttendance', { enrolmentId: held, sessionId, minutes: 200 });
    const correcting = (said: object) => system.mutate('scheduleSession', { ...session, ...said, corrects: eventOf(scheduled), reasonCode });
    for (const said of [{ heldOn: '2025-03-11' }, { minutes: 180 }, { minutes: 300, title: 'Module' }])
      expect(await correcting(said)).toMatchObject({ code: 'REGISTER_RECORDED', field: 'sessionId' });
    const commandId = randomUUID();
    const called = await corrected('scheduleSession', scheduled, { commandId, ...session, title: 'Module' });
    expect(called.id).toBe(sessionId);
    // Sent again, it answers what it recorded.
    expect(await corrected('scheduleSession', scheduled, { commandId, ...session, title: 'Module' })).toEqual(called);
    const register = await corrected('recordAttendance', attended, { enrolmentId: held, sessionId, minutes: 0 });
    expect(await correcting({ heldOn: '2025-03-11' })).toMatchObject({ code: 'FACT_CORRECTED' });
    const moving = { ...session, title: 'Module', heldOn: '2025-03-11', reasonCode };
    // Absence is recorded, too.
    expect(await system.mutate('scheduleSession', { ...moving, corrects: eventOf(called) })).toMatchObject({ code: 'REGISTER_RECORDED' });
    await voided(register);
    await system.record('scheduleSession', { ...moving, corrects: eventOf(called) });
    // What was moved would fall back to where it was, if nothing of that were said anew.
    const moved = await system.record('moveSession', { cohortId: cohort, sessionId, title: 'Unit', heldOn: '2025-03-12', effectiveOn: STARTED });
    await system.record('recordAttendance', { enrolmentId: held, sessionId, minutes: 200 });
    const falling = { cohortId: cohort, sessionId, corrects: eventOf(moved), reasonCode };
    expect(await system.mutate('moveSession', { ...falling, title: 'Part' })).toMatchObject({ code: 'REGISTER_RECORDED' });
    await system.record('moveSession', { ...falling, title: 'Part', heldOn: '2025-03-12' });
  });

  it('of a cohort’s days, where nothing that came after is left out by them', async () => {
    const cohort = await journeys.openCohort({ endsOn: '2025-06-30' });
    const longer = await system.record('reviseCohort', { cohortId: cohort, endsOn: '2025-12-18', effectiveOn: '2025-03-03' });
    const session = await system.record('scheduleSession', { cohortId: cohort, title: 'Last', heldOn: '2025-09-01', minutes: 60, effectiveOn: STARTED });
    const cancelled = await system.record('cancelSession', { cohortId: cohort, sessionId: session.id, effectiveOn: STARTED, reasonCode: 'NO_VENUE' });
    const shorter = await system.record('reviseCohort', { cohortId: cohort, endsOn: '2025-08-01', effectiveOn: '2025-04-01' });
    const inTheWay = { code: 'LATER_FACT_STANDS_ON_IT', message: expect.stringContaining(eventOf(shorter)) as string };
    // It would take place after the last day.
    expect(await voiding(cancelled)).toMatchObject(inTheWay);
    // What was said last of the last day would be what was said first.
    const later = { cohortId: cohort, endsOn: '2025-12-18', effectiveOn: '2025-05-01', corrects: eventOf(longer), reasonCode };
    expect(await system.mutate('reviseCohort', later)).toMatchObject(inTheWay);
    await voided(shorter);
    await voided(cancelled);
    expect(await voiding(longer)).toMatchObject({ code: 'LATER_FACT_STANDS_ON_IT', message: expect.stringContaining(eventOf(session)) as string });
  });

  it('with what was so before by voiding, and not by saying it again', async () => {
    const cohort = await journeys.openCohort({ capacity: 5 });
    const revised = await system.record('reviseCohort', { cohortId: cohort, capacity: 6, effectiveOn: STARTED });
    const again = { cohortId: cohort, capacity: 5, corrects: eventOf(revised), reasonCode };
    expect(await system.mutate('reviseCohort', again)).toMatchObject({ code: 'HELD_WITHOUT_IT', field: 'corrects' });
    await voided(revised);
  });

  it('of a post that never was, where nothing names it', async () => {
    const { leaderId } = await journeys.leader();
    const { organisationId } = journeys.ground;
    const post = { leaderId, organisationId, post: 'Porter', wtePercent: 100, basis: 'BANK', effectiveOn: '2021-04-01' };
    const wrong = await system.record('startAssignment', post);
    await voided(wrong);
    expect(await shown(wrong.id)).toBeUndefined();
    const right = await system.record('startAssignment', { ...post, post: 'Nurse' });
    const applied = await system.record('applyForCohort', { cohortId, leaderId, assignmentId: right.id, effectiveOn: APPLIED });
    await system.settled();
    expect(await voiding(right)).toMatchObject({ code: 'NAMED_ELSEWHERE', field: 'eventId' });
    await voided(applied);
    expect(await shown(applied.id)).toBeUndefined();
  });

  it('of a post that began on another day, also once somebody has applied with it, and of the application', async () => {
    const { leaderId } = await journeys.leader();
    const { organisationId } = journeys.ground;
    const post = { leaderId, organisationId, post: 'Porter', wtePercent: 100, basis: 'BANK', effectiveOn: '2025-02-01' };
    const begun = await system.record('startAssignment', post);
    const application = { cohortId, leaderId, assignmentId: begun.id };
    const early = { code: 'EFFECTIVE_BEFORE_ENABLING_FACT' };
    expect(await system.mutate('applyForCohort', { ...application, effectiveOn: APPLIED })).toMatchObject(early);
    const applied = await system.record('applyForCohort', { ...application, effectiveOn: '2025-02-03' });
    const commandId = randomUUID();
    const earlier = { commandId, ...post, post: 'Nurse', effectiveOn: '2024-10-01' };
    const correction = await corrected('startAssignment', begun, earlier);
    expect(correction).toMatchObject({ id: begun.id, receipt: { eventTypes: ['AssignmentStarted'] } });
    // Sent again, it answers what it recorded.
    expect(await corrected('startAssignment', begun, earlier)).toEqual(correction);
    const { data } = await system.ask<{ node: object }>('query ($id: ID!) { node(id: $id) { ... on Assignment { startsOn post { value } } } }', {
      id: begun.id,
    });
    expect(data.node).toEqual({ startsOn: '2024-10-01', post: { value: 'Nurse' } });
    const again = await corrected('applyForCohort', applied, { ...application, effectiveOn: APPLIED });
    expect(again).toMatchObject({ id: applied.id, receipt: { eventTypes: ['ApplicationSubmitted'] } });
    expect(await shown(applied.id)).toMatchObject({ status: 'APPLIED', statusSince: APPLIED });
    // It was there when they applied with it, and so it stays: however it was corrected before.
    const later = { ...post, post: 'Nurse', corrects: eventOf(correction), reasonCode };
    const named = { code: 'NAMED_ELSEWHERE', details: [{ name: 'eventId', value: eventOf(again) }] };
    expect(await system.mutate('startAssignment', { ...later, effectiveOn: '2025-01-14' })).toMatchObject(named);
    expect(await voiding(correction)).toMatchObject(named);
    // It is nobody else's post.
    const other = await journeys.leader();
    const anothers = { ...post, leaderId: other.leaderId, corrects: eventOf(correction), reasonCode };
    expect(await system.mutate('startAssignment', anothers)).toMatchObject({ code: 'FACT_NOT_FOUND', field: 'corrects' });
  });

  it('by ids that a post’s timeline tells to who may correct it', async () => {
    const { assignmentId } = await journeys.leader();
    const manager = await journeys.leader();
    const [since, until] = ['2022-04-01', '2023-04-01'];
    await system.record('setReportingLine', { assignmentId, managerId: manager.leaderId, effectiveOn: since });
    const ended = await system.record('endAssignment', { assignmentId, effectiveOn: until });
    await corrected('endAssignment', ended, { assignmentId, effectiveOn: '2023-05-01' });
    const steps = `timeline(first: 9) { nodes { type eventId replacedBy reasonCode manager { id } } }`;
    const { data, errors } = await system.ask<{ node: { timeline: { nodes: { type: string; eventId: string; replacedBy: string | null }[] } } }>(
      `query ($id: ID!) { node(id: $id) { ... on Assignment { ${steps} } } }`,
      { id: assignmentId },
    );
    expect(errors).toBeUndefined();
    const { nodes } = data.node.timeline;
    expect(nodes.map(({ type }) => type)).toEqual(['AssignmentStarted', 'ReportingLineSet', 'AssignmentEnded', 'AssignmentEnded']);
    expect(nodes[1]).toMatchObject({ manager: { id: manager.leaderId } });
    expect(nodes[2]).toMatchObject({ eventId: eventOf(ended), replacedBy: nodes[3]?.eventId });
    expect(nodes[3]).toMatchObject({ reasonCode });
  });

  it('of a cohort that never was, where nobody has applied to it, and of nobody’s registration', async () => {
    const { programmeId } = journeys.ground;
    const cohort = { programmeId, name: 'Cohort', capacity: 2, startsOn: STARTED, endsOn: '2025-12-18', deliveryLanguage: 'ENGLISH', effectiveOn: APPLIED };
    const opened = await system.record('openCohort', cohort);
    const named = (outcome: Outcome, mutation: string) =>
      expect(outcome).toMatchObject({ code: 'FACT_NOT_AMENDABLE', message: expect.stringContaining(mutation) });
    named(await system.mutate('openCohort', { ...cohort, name: 'Spring', corrects: eventOf(opened), reasonCode }), 'reviseCohort');
    const { leaderId, assignmentId } = await journeys.leader();
    const applied = await system.record('applyForCohort', { cohortId: opened.id, leaderId, assignmentId, effectiveOn: APPLIED });
    await system.settled();
    expect(await voiding(opened)).toMatchObject({ code: 'NAMED_ELSEWHERE', field: 'eventId' });
    await voided(applied);
    await voided(opened);
    expect(await shownNode(opened.id)).toBeNull();
    expect(await system.mutate('reviseCohort', { cohortId: opened.id, capacity: 3 })).toMatchObject({ code: 'COHORT_NOT_FOUND' });
    const person = { legalName: 'Siân Example', sortName: 'Example, Siân', language: 'CY' };
    const registered = await system.record('registerLeader', person);
    await system.settled();
    named(await system.mutate('registerLeader', { ...person, language: 'EN', corrects: eventOf(registered), reasonCode }), 'setLanguagePreference');
    named(await voiding(registered), 'setLanguagePreference');
  });

  it('of a cohort’s places, though somebody who waited was given one', async () => {
    const cohort = await journeys.openCohort({ capacity: 1 });
    await journeys.enrolled(cohort);
    const waited = await journeys.offered(cohort);
    await system.record('reviseCohort', { cohortId: cohort, name: 'Spring', effectiveOn: '2025-02-10' });
    const revised = await system.record('reviseCohort', { cohortId: cohort, capacity: 3, effectiveOn: STARTED });
    expect(revised.receipt.eventTypes).toEqual(['CohortRevised', 'PlacePromoted']);
    await system.settled();
    expect(await shown(waited)).toMatchObject({ status: 'OFFERED' });
    const stays = { code: 'LATER_FACT_STANDS_ON_IT', message: expect.stringContaining('without corrects') as string };
    expect(await voiding(revised)).toMatchObject(stays);
    const saying = (of: Recorded, anew: object) => corrected('reviseCohort', of, { cohortId: cohort, ...anew });
    expect(await system.mutate('reviseCohort', { cohortId: cohort, name: 'One', corrects: eventOf(revised), reasonCode })).toMatchObject(stays);
    const two = await saying(revised, { capacity: 2 });
    expect(two.receipt.eventTypes).toEqual(['CohortRevised']);
    // Whoever waits by now has what is free by then.
    const waits = await journeys.offered(cohort);
    expect(await shown(waits)).toMatchObject({ status: 'WAITLISTED' });
    const three = await saying(two, { capacity: 3 });
    expect(three.receipt.eventTypes).toEqual(['CohortRevised', 'PlacePromoted']);
    await system.settled();
    expect(await shown(waits)).toMatchObject({ status: 'OFFERED' });
  });

  it('of a cohort’s places that were taken from it: whoever waits has them', async () => {
    const cohort = await journeys.openCohort({ capacity: 2 });
    await journeys.enrolled(cohort);
    const fewer = await system.record('reviseCohort', { cohortId: cohort, capacity: 1, effectiveOn: OFFERED });
    const waits = await journeys.offered(cohort);
    expect(await shown(waits)).toMatchObject({ status: 'WAITLISTED' });
    await voided(fewer);
    expect(await shown(waits)).toMatchObject({ status: 'OFFERED' });
  });
});

const shownNode = async (id: string): Promise<object | null> => {
  const { data } = await system.ask<{ node: object | null }>('query ($id: ID!) { node(id: $id) { id } }', { id });
  return data.node;
};

const position = async (): Promise<string> => {
  const { data } = await system.ask<{ at: { position: string } }>('{ at { position } }');
  return data.at.position;
};
