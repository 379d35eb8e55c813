import { ADVISORY_LOCKS } from '@app/database';
import { ProcessRunner } from '@app/process-manager';
import { APPLIED, Journeys, OFFERED, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { attended } from './support/mixed-journey.js';

const HOUR = 60;

describe('places that people leave, lose and come back to', () => {
  let system: System;
  let journeys: Journeys;
  let lead: System;
  beforeEach(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system, { hours: { attendanceMinutes: 6 * HOUR, reflectionMinutes: 0 } });
    lead = await journeys.lead();
  });
  afterEach(() => system.stop());

  async function enrolment(id: string) {
    const { data } = await system.ask<{
      node: {
        status: string;
        statusSince: string;
        respondBy: string | null;
        applications: number;
        attendanceMinutes: number;
        continues: { id: string } | null;
      };
    }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { status statusSince respondBy applications attendanceMinutes continues { id } } } }', { id });
    return data.node;
  }
  async function funnel(cohort: string) {
    const { data } = await lead.ask<{ at: { funnel: object } }>(
      'query ($cohort: ID!) { at { funnel(cohort: $cohort) { applications applicants offered enrolled completed droppedOut } } }',
      { cohort },
    );
    return data.at.funnel;
  }
  const sendDueTimers = async () => {
    await system.projector.get(ProcessRunner).sendDueTimers();
    await system.settled();
  };

  it('an offer lapses when its last day is over, not before, and its place goes to who waits', async () => {
    const cohortId = await journeys.openCohort({ capacity: 2, offerDays: 14 });
    const [silent, accepting, waiting] = [await journeys.offered(cohortId), await journeys.offered(cohortId), await journeys.offered(cohortId)];
    await system.record('acceptOffer', { enrolmentId: accepting, effectiveOn: OFFERED });
    const respondBy = (await enrolment(silent)).respondBy ?? '';

    system.clock.standAt(`${respondBy}T12:00:00Z`);
    await sendDueTimers();
    expect(await journeys.statuses(cohortId)).toEqual({ OFFERED: 1, ACCEPTED: 1, WAITLISTED: 1 });

    const dayAfter = new Date(Date.parse(respondBy) + 86_400_000).toISOString().slice(0, 10);
    system.clock.standAt(`${dayAfter}T12:00:00Z`);
    await sendDueTimers();
    expect(await enrolment(silent)).toMatchObject({ status: 'LAPSED', statusSince: dayAfter, respondBy: null });
    expect(await journeys.status(accepting)).toBe('ACCEPTED');
    expect(await enrolment(waiting)).toMatchObject({ status: 'OFFERED', statusSince: dayAfter });
    expect(await system.mutate('acceptOffer', { enrolmentId: silent })).toMatchObject({ __typename: 'Refusal' });
    expect(await system.projector.get(ProcessRunner).status()).toContainEqual(
      expect.objectContaining({ name: 'places', stopped: null, refusedTimers: 0, timers: 1 }),
    );
  });

  it('a deferral into a full cohort waits there with its hours, and is enrolled when a place falls free', async () => {
    const [here, there] = [await journeys.openCohort(), await journeys.openCohort({ capacity: 1, startsOn: '2025-09-01' })];
    const holder = await journeys.enrolled(there);
    const enrolmentId = await journeys.enrolled(here);
    await attended(system, await journeys.session(here, 6 * HOUR), [enrolmentId, 6]);
    await system.record('deferEnrolment', { enrolmentId, targetCohortId: there, effectiveOn: '2025-06-02' });
    await system.settled();

    const { data } = await system.ask<{ node: { status: string; continuedBy: { id: string } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Enrolment { status continuedBy { id } } } }',
      { id: enrolmentId },
    );
    expect(data.node.status).toBe('DEFERRED');
    const continued = data.node.continuedBy.id;
    expect(await enrolment(continued)).toMatchObject({ status: 'WAITLISTED', attendanceMinutes: 6 * HOUR, continues: { id: enrolmentId } });

    await system.record('withdrawEnrolment', { enrolmentId: holder, effectiveOn: '2025-09-01' });
    await system.settled();
    expect(await enrolment(continued)).toMatchObject({ status: 'ENROLLED', statusSince: '2025-09-01', attendanceMinutes: 6 * HOUR });
    await system.record('completeProgramme', { enrolmentId: continued, effectiveOn: '2025-12-19' });
    await system.settled();
    expect(await funnel(there)).toEqual({ applications: 1, applicants: 1, offered: 1, enrolled: 2, completed: 1, droppedOut: 1 });
  });

  it('applying again continues the same enrolment, and the funnel counts applications and people apart', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const { leaderId, assignmentId } = await journeys.leader();
    const apply = async () => (await system.record('applyForCohort', { cohortId, leaderId, assignmentId, effectiveOn: APPLIED })).id;
    const proceed = async (id: string) => {
      await system.record('screenApplicant', { enrolmentId: id, eligible: true, effectiveOn: APPLIED });
      await system.record('shortlistApplicant', { enrolmentId: id, effectiveOn: APPLIED });
      await system.record('offerPlace', { enrolmentId: id, effectiveOn: APPLIED });
      await system.settled();
    };
    const first = await apply();
    expect(await system.mutate('applyForCohort', { cohortId, leaderId, assignmentId, effectiveOn: APPLIED })).toMatchObject({ code: 'ALREADY_APPLIED' });
    await proceed(first);
    await system.record('declineOffer', { enrolmentId: first, effectiveOn: APPLIED });
    await system.settled();
    expect(await funnel(cohortId)).toEqual({ applications: 1, applicants: 1, offered: 1, enrolled: 0, completed: 0, droppedOut: 0 });

    expect(await apply()).toBe(first);
    await proceed(first);
    expect(await enrolment(first)).toMatchObject({ status: 'OFFERED', applications: 2 });
    await journeys.enrol(first);
    await journeys.applied(cohortId);
    await system.settled();
    expect(await funnel(cohortId)).toEqual({ applications: 3, applicants: 2, offered: 1, enrolled: 1, completed: 0, droppedOut: 0 });
  });

  it('applying again before word of the first end has gone round leads to one place and one offer', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const shortlisted = await journeys.shortlisted(cohortId);
    const { rows } = await system.database.database.query<{ leaderId: string; assignmentId: string }>(
      "select data->>'leaderId' as \"leaderId\", data->>'assignmentId' as \"assignmentId\" from es.events where type = 'ApplicationSubmitted'",
    );
    const globalId = (type: string, id = '') => Buffer.from(`${type}:${id}`).toString('base64url');
    const who = { leaderId: globalId('Leader', rows[0]?.leaderId), assignmentId: globalId('Assignment', rows[0]?.assignmentId) };

    await withoutProcessManagers(system, async () => {
      await system.record('offerPlace', { enrolmentId: shortlisted, effectiveOn: APPLIED });
      await system.record('withdrawEnrolment', { enrolmentId: shortlisted, effectiveOn: APPLIED });
      await system.record('applyForCohort', { cohortId, ...who, effectiveOn: APPLIED });
      await system.record('screenApplicant', { enrolmentId: shortlisted, eligible: true, effectiveOn: APPLIED });
      await system.record('shortlistApplicant', { enrolmentId: shortlisted, effectiveOn: APPLIED });
    });
    await system.settled();
    expect(await enrolment(shortlisted)).toMatchObject({ status: 'SHORTLISTED', applications: 2 });
    expect(await fill(cohortId)).toEqual({ placesHeld: 0, waitingCount: 0 });

    // A withdrawal whose word is still on its way takes no place that was given after it.
    await withoutProcessManagers(system, async () => {
      await system.record('withdrawEnrolment', { enrolmentId: shortlisted, effectiveOn: APPLIED });
      await system.record('applyForCohort', { cohortId, ...who, effectiveOn: APPLIED });
      await system.record('screenApplicant', { enrolmentId: shortlisted, eligible: true, effectiveOn: APPLIED });
      await system.record('shortlistApplicant', { enrolmentId: shortlisted, effectiveOn: APPLIED });
      await system.record('offerPlace', { enrolmentId: shortlisted, effectiveOn: APPLIED });
    });
    await system.settled();
    expect(await enrolment(shortlisted)).toMatchObject({ status: 'OFFERED', applications: 3 });
    expect(await fill(cohortId)).toEqual({ placesHeld: 1, waitingCount: 0 });
  });

  async function fill(id: string) {
    const { data } = await system.ask<{ node: object }>('query ($id: ID!) { node(id: $id) { ... on Cohort { placesHeld waitingCount } } }', { id });
    return data.node;
  }

  it('an interruption stops nothing that others wait for, and a return goes on where it stopped', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const enrolmentId = await journeys.enrolled(cohortId);
    const waiting = await journeys.offered(cohortId);
    await attended(system, await journeys.session(cohortId, 6 * HOUR), [enrolmentId, 6]);
    await system.record('interruptEnrolment', { enrolmentId, reason: 'Parental leave.', effectiveOn: '2025-04-01' });
    await system.settled();
    expect(await journeys.status(waiting)).toBe('WAITLISTED');
    expect(await journeys.status(enrolmentId, '(asOf: "2025-03-31")')).toBe('IN_PROGRESS');
    await system.record('resumeEnrolment', { enrolmentId, effectiveOn: '2025-09-01' });
    await system.settled();
    expect(await enrolment(enrolmentId)).toMatchObject({ status: 'IN_PROGRESS', statusSince: '2025-09-01', attendanceMinutes: 6 * HOUR });
    expect(STARTED < '2025-09-01').toBe(true);
  });
});

/** Lets commands be recorded while nobody carries word between cohorts and enrolments, as when that worker is down. */
async function withoutProcessManagers(system: System, work: () => Promise<void>): Promise<void> {
  const { database } = system.database;
  const other = await database.connect('another worker');
  const leads = other.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS.processManagers]);
  await database.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tracker process-managers' and datname = current_database()",
  );
  await leads;
  await work().finally(() => other.end());
}
