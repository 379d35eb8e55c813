import { APPLIED, Journeys, OFFERED, STARTED } from '../support/journey.js';
import { type Refusal, startSystem, type System } from '../support/system.js';

const HOUR = 60;

describe('enrolments', () => {
  let system: System;
  let journeys: Journeys;

  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system, { hours: { attendanceMinutes: 55 * HOUR, reflectionMinutes: 20 * HOUR } });
  });
  afterAll(() => system.stop());

  it('scenario 1: two offers race for the last of 24 places, one is made and the other waits', async () => {
    const cohortId = await journeys.openCohort({ capacity: 24 });
    const applicants = await Promise.all(Array.from({ length: 25 }, () => journeys.shortlisted(cohortId)));
    const [one, other, ...first] = applicants as [string, string, ...string[]];
    for (const enrolmentId of first) await system.record('offerPlace', { enrolmentId, effectiveOn: OFFERED });
    await system.settled();
    for (const enrolmentId of first.slice(0, 5)) await journeys.enrol(enrolmentId);

    const race = await Promise.all([one, other].map((enrolmentId) => system.record('offerPlace', { enrolmentId, effectiveOn: OFFERED })));
    await system.settled();

    expect(race.flatMap(({ receipt }) => receipt.eventTypes).sort()).toEqual(['PlaceHeld', 'PlaceQueued']);
    expect(await journeys.statuses(cohortId)).toEqual({ OFFERED: 19, ENROLLED: 5, WAITLISTED: 1 });
    const { data } = await system.ask<{ at: { nodes: { nodes: { placesHeld: number; placesFree: number; waitingList: { nodes: { status: string }[] } }[] } } }>(
      '{ at { nodes: cohorts(first: 1) { nodes { placesHeld placesFree waitingList(first: 100) { nodes { status } } } } } }',
    );
    expect(data.at.nodes.nodes).toEqual([{ placesHeld: 24, placesFree: 0, waitingList: { nodes: [{ status: 'WAITLISTED' }] } }]);
  });

  it('scenario 2: a withdrawal promotes the first of the waiting list; another one needs a recorded reason', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const enrolled = await journeys.enrolled(cohortId);
    const a = await journeys.offered(cohortId);
    const b = await journeys.offered(cohortId);
    expect(await journeys.statuses(cohortId)).toEqual({ ENROLLED: 1, WAITLISTED: 2 });

    expect(await system.mutate('promoteFromQueue', { cohortId, enrolmentId: b, effectiveOn: OFFERED })).toMatchObject({
      code: 'PROMOTION_REASON_REQUIRED',
      field: 'reason',
    });
    await system.record('withdrawEnrolment', { enrolmentId: enrolled, effectiveOn: '2025-04-01' });
    await system.settled();
    expect(await journeys.status(a)).toBe('OFFERED');
    expect(await journeys.status(b)).toBe('WAITLISTED');
  });

  it('scenario 2: where places are given by hand, the second may be chosen with a reason, which is recorded and sealed', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1, automaticPromotion: false });
    const enrolled = await journeys.enrolled(cohortId);
    const a = await journeys.offered(cohortId);
    const b = await journeys.offered(cohortId);
    await system.record('withdrawEnrolment', { enrolmentId: enrolled, effectiveOn: '2025-04-01' });
    await system.settled();

    expect(await system.mutate('promoteFromQueue', { cohortId, enrolmentId: b, effectiveOn: '2025-04-02' })).toMatchObject({
      code: 'PROMOTION_REASON_REQUIRED',
    });
    await system.record('promoteFromQueue', { cohortId, enrolmentId: b, reason: 'The only applicant from a rural practice.', effectiveOn: '2025-04-02' });
    await system.settled();
    expect(await journeys.status(a)).toBe('WAITLISTED');
    expect(await journeys.status(b)).toBe('OFFERED');
    const { rows } = await system.database.database.pool.query("select data::text from es.events where type = 'PlacePromoted' order by position desc limit 1");
    expect(rows[0].data).toContain('"sealed":"v1"');
    expect(rows[0].data).not.toContain('rural');
  });

  it('scenario 3: completion is refused with the exact shortfall, and passes at 55 + 20 hours', async () => {
    const cohortId = await journeys.openCohort();
    const enrolmentId = await journeys.enrolled(cohortId);
    const sessions = await Promise.all([18, 18, 18, 1].map((hours, number) => journeys.session(cohortId, hours * HOUR, undefined, `Module ${number}`)));
    for (const sessionId of sessions.slice(0, 3)) await system.record('recordAttendance', { enrolmentId, sessionId, minutes: 18 * HOUR });
    await system.record('recordStudyHours', { enrolmentId, minutes: 20 * HOUR, effectiveOn: '2025-06-02' });

    const refused = await system.mutate('completeProgramme', { enrolmentId, effectiveOn: '2025-12-19' });
    expect(refused).toMatchObject({ __typename: 'Refusal', code: 'HOURS_SHORT', message: expect.stringContaining('Missing: 1 h of attendance.') as string });
    expect((refused as Refusal).details.map(({ name, number }) => [name, number])).toEqual([['attendanceMissingMinutes', HOUR], ['of', null], ['reflectionMissingMinutes', 0]]); // prettier-ignore
    expect(refused).toHaveProperty('message', expect.stringMatching(/\b1 (h|hour)/));

    await system.record('recordAttendance', { enrolmentId, sessionId: sessions[3], minutes: HOUR });
    const { receipt } = await system.record('completeProgramme', { enrolmentId, effectiveOn: '2025-12-19' });
    const { data } = await system.ask<{ at: { enrolments: { nodes: object[] } } }>(
      'query ($cohort: ID!, $after: String!) { at(after: $after) { enrolments(cohort: $cohort, first: 1) { nodes { status cpdHours attendanceMinutes reflectionMinutes completedOn } } } }',
      { cohort: cohortId, after: receipt.token },
    );
    expect(data.at.enrolments.nodes).toEqual([
      { status: 'COMPLETED', cpdHours: 75, attendanceMinutes: 55 * HOUR, reflectionMinutes: 20 * HOUR, completedOn: '2025-12-19' },
    ]);
  });

  it('scenario 4: an award before completion is refused and nothing is appended', async () => {
    const cohortId = await journeys.openCohort();
    const enrolmentId = await journeys.enrolled(cohortId);
    const sessionId = await journeys.session(cohortId, 6 * HOUR);
    await system.record('recordAttendance', { enrolmentId, sessionId, minutes: 6 * HOUR });
    await system.settled();
    const before = await eventCount(system);
    expect(await system.mutate('grantAward', { enrolmentId, effectiveOn: '2025-12-19' })).toMatchObject({ __typename: 'Refusal', code: 'NOT_COMPLETED' });
    expect(await eventCount(system)).toBe(before);
    expect(await journeys.statuses(cohortId)).toEqual({ IN_PROGRESS: 1 });
  });

  it('scenario 5: a deferral shows from its day on, frees a place, and takes one in the target cohort', async () => {
    const cohortId = await journeys.openCohort({ name: 'This year', capacity: 2 });
    const next = await journeys.openCohort({ name: 'Next year', startsOn: '2026-03-02', endsOn: '2026-12-18' });
    const enrolmentId = await journeys.enrolled(cohortId);
    const sessionId = await journeys.session(cohortId, 6 * HOUR);
    await system.record('recordAttendance', { enrolmentId, sessionId, minutes: 6 * HOUR });
    await system.record('deferEnrolment', { enrolmentId, targetCohortId: next, reason: 'A new post.', effectiveOn: '2025-06-02' });
    await system.settled();

    const fill = async (asOf: string) => {
      const { data } = await system.ask<{ at: { enrolments: { nodes: { status: string; cohort: { placesFree: number } }[] } } }>(
        'query ($cohort: ID!, $asOf: Date!) { at(asOf: $asOf) { enrolments(cohort: $cohort, first: 1) { nodes { status cohort { placesFree } } } } }',
        { cohort: cohortId, asOf },
      );
      return data.at.enrolments.nodes[0];
    };
    expect(await fill('2025-06-01')).toEqual({ status: 'IN_PROGRESS', cohort: { placesFree: 1 } });
    expect(await fill('2025-06-02')).toEqual({ status: 'DEFERRED', cohort: { placesFree: 2 } });
    const { data } = await system.ask<{ at: { enrolments: { nodes: object[] } } }>(
      'query ($cohort: ID!) { at { enrolments(cohort: $cohort, first: 5) { nodes { status attendanceMinutes continues { id reason { value } } } } } }',
      { cohort: next },
    );
    expect(data.at.enrolments.nodes).toEqual([
      { status: 'ENROLLED', attendanceMinutes: 6 * HOUR, continues: { id: enrolmentId, reason: { value: 'A new post.' } } },
    ]);
  });

  it('keeps every step of an enrolment with its actor and reason', async () => {
    const cohortId = await journeys.openCohort();
    const enrolmentId = await journeys.enrolled(cohortId);
    await system.record('withdrawEnrolment', { enrolmentId, reason: 'Moving abroad.', reasonCode: 'RELOCATION', effectiveOn: '2025-05-01' });
    await system.settled();
    const { data } = await system.ask<{
      node: { timeline: { nodes: { type: string; effectiveOn: string; role: string; reasonCode: string | null; text: { value: string } | null }[] } };
    }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { timeline(first: 100) { nodes { type effectiveOn role reasonCode text { value } } } } } }', {
      id: enrolmentId,
    });
    const step = (type: string, effectiveOn: string, more: object = {}) => ({
      type,
      effectiveOn,
      role: 'administrator',
      reasonCode: null,
      text: null,
      ...more,
    });
    expect(data.node.timeline.nodes).toEqual([
      step('ApplicationSubmitted', APPLIED, { text: { value: 'I want to lead with compassion.' } }),
      step('ApplicantFoundEligible', APPLIED),
      step('ApplicantShortlisted', APPLIED),
      step('PlaceOffered', OFFERED, { role: 'process-manager' }),
      step('OfferAccepted', OFFERED),
      step('LeaderEnrolled', STARTED),
      step('EnrolmentWithdrawn', '2025-05-01', { reasonCode: 'RELOCATION', text: { value: 'Moving abroad.' } }),
    ]);
  });
});

async function eventCount(system: System): Promise<number> {
  const { rows } = await system.database.database.pool.query<{ count: number }>('select count(*)::int as count from es.events');
  return rows[0]?.count ?? -1;
}
