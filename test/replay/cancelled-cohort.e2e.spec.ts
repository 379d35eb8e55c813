import { APPLIED, Journeys, OFFERED, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { attended } from './support/mixed-journey.js';

const HOUR = 60;
const CANCELLED = '2025-04-07';

interface Place {
  readonly id: string;
  readonly status: string;
}

describe('a cancelled cohort leaves nobody behind', () => {
  let system: System;
  let journeys: Journeys;
  let lead: System;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
    lead = await journeys.lead();
  });
  afterAll(() => system.stop());

  /** Someone at every stage that a cancellation can find. Two have begun, one of them with six hours; the queue is `waiting`, `alsoWaiting`. */
  async function peopled(capacity = 4) {
    const cohortId = await journeys.openCohort({ name: 'Cancelled', capacity });
    const inProgress = await journeys.offered(cohortId);
    const interrupted = await journeys.offered(cohortId);
    const accepted = await journeys.offered(cohortId);
    const offered = await journeys.offered(cohortId);
    const waiting = await journeys.offered(cohortId);
    const alsoWaiting = await journeys.offered(cohortId);
    const shortlisted = await journeys.shortlisted(cohortId);
    const applied = await journeys.applied(cohortId);
    const gone = await journeys.applied(cohortId);
    await system.record('withdrawEnrolment', { enrolmentId: gone, effectiveOn: APPLIED });
    // Those who have a place took it up after others had begun to wait.
    await journeys.enrol(inProgress);
    await journeys.enrol(interrupted);
    await system.record('acceptOffer', { enrolmentId: accepted, effectiveOn: OFFERED });
    await attended(system, await journeys.session(cohortId, 6 * HOUR), [inProgress, 6]);
    await system.record('interruptEnrolment', { enrolmentId: interrupted, effectiveOn: '2025-04-01' });
    await system.settled();
    return { cohortId, inProgress, interrupted, accepted, offered, waiting, alsoWaiting, shortlisted, applied, gone };
  }

  async function enrolment(id: string) {
    const { data } = await system.ask<{ node: { status: string; attendanceMinutes: number; statusSince: string; continuedBy: Place | null } }>(
      'query ($id: ID!) { node(id: $id) { ... on Enrolment { status statusSince attendanceMinutes continuedBy { id status } } } }',
      { id },
    );
    return data.node;
  }

  async function cohort(id: string) {
    const { data } = await lead.ask<{ node: { placesHeld: number; waitingList: { nodes: Place[] }; funnel: object } }>(
      'query ($id: ID!) { node(id: $id) { ... on Cohort { placesHeld waitingList(first: 100) { nodes { id status } } funnel { applications applicants offered enrolled completed droppedOut } } } }',
      { id },
    );
    return data.node;
  }

  it('without another to move to: all are closed, hours are kept, and nobody counts as having dropped out', async () => {
    const { cohortId, inProgress, gone } = await peopled();
    expect(await journeys.statuses(cohortId)).toEqual({
      IN_PROGRESS: 1,
      INTERRUPTED: 1,
      ACCEPTED: 1,
      OFFERED: 1,
      WAITLISTED: 2,
      SHORTLISTED: 1,
      APPLIED: 1,
      WITHDRAWN: 1,
    });
    await system.record('cancelCohort', { cohortId, effectiveOn: CANCELLED, reasonCode: 'NO_TUTOR' });
    await system.settled();

    expect(await journeys.statuses(cohortId)).toEqual({ COHORT_CANCELLED: 8, WITHDRAWN: 1 });
    expect(await journeys.status(gone)).toBe('WITHDRAWN');
    expect(await enrolment(inProgress)).toEqual({ status: 'COHORT_CANCELLED', statusSince: CANCELLED, attendanceMinutes: 6 * HOUR, continuedBy: null });
    expect(await cohort(cohortId)).toMatchObject({
      waitingList: { nodes: [] },
      funnel: { applications: 9, applicants: 9, offered: 4, enrolled: 2, completed: 0, droppedOut: 0 },
    });
    expect(await journeys.statuses(cohortId, '(asOf: "2025-04-06")')).toMatchObject({ IN_PROGRESS: 1, WAITLISTED: 2 });
  });

  it('with another to move to: who has or awaits a place goes on there, before those who waited there, in fair order', async () => {
    const target = await journeys.openCohort({ name: 'Target', capacity: 2 });
    const first = await journeys.enrolled(target);
    const second = await journeys.enrolled(target);
    const patient = await journeys.offered(target);
    const from = await peopled();
    await system.record('cancelCohort', { cohortId: from.cohortId, transferTo: target, effectiveOn: CANCELLED });
    await system.settled();

    expect(await journeys.statuses(from.cohortId)).toEqual({ TRANSFERRED: 6, COHORT_CANCELLED: 2, WITHDRAWN: 1 });
    const there = async (id: string) => (await enrolment(id)).continuedBy?.id;
    const order = await Promise.all([from.inProgress, from.interrupted, from.accepted, from.offered, from.waiting, from.alsoWaiting].map(there));
    expect((await cohort(target)).waitingList.nodes.map(({ id }) => id)).toEqual([...order, patient]);
    expect((await enrolment(order[0] ?? '')).attendanceMinutes).toBe(6 * HOUR);

    // Places that fall free go to them, each as they were: enrolled, still interrupted, enrolled, offered.
    await system.record('withdrawEnrolment', { enrolmentId: first, effectiveOn: '2025-05-01' });
    await system.record('withdrawEnrolment', { enrolmentId: second, effectiveOn: '2025-05-01' });
    await system.settled();
    expect(await Promise.all(order.map((id) => journeys.status(id ?? '')))).toEqual([
      'ENROLLED',
      'INTERRUPTED',
      'WAITLISTED',
      'WAITLISTED',
      'WAITLISTED',
      'WAITLISTED',
    ]);
    await system.record('withdrawEnrolment', { enrolmentId: order[0], effectiveOn: '2025-05-02' });
    await system.record('withdrawEnrolment', { enrolmentId: order[1], effectiveOn: '2025-05-02' });
    await system.settled();
    expect(await Promise.all(order.map((id) => journeys.status(id ?? '')))).toEqual([
      'WITHDRAWN',
      'WITHDRAWN',
      'ENROLLED',
      'OFFERED',
      'WAITLISTED',
      'WAITLISTED',
    ]);
    expect(await journeys.status(patient)).toBe('WAITLISTED');

    expect((await cohort(from.cohortId)).funnel).toMatchObject({ applications: 9, offered: 4, enrolled: 2, droppedOut: 0 });
    const { data } = await lead.ask<{ at: { funnel: object } }>(
      'query ($cohort: ID!) { at { funnel(cohort: $cohort) { applications enrolled droppedOut } } }',
      { cohort: target },
    );
    expect(data.at.funnel).toEqual({ applications: 3, enrolled: 5, droppedOut: 4 });
  });

  it('with a target that is cancelled too: they go on from cohort to cohort, and are closed where there is none', async () => {
    const last = await journeys.openCohort({ name: 'Last', capacity: 1 });
    const middle = await journeys.openCohort({ name: 'Middle', capacity: 1 });
    const from = await journeys.openCohort({ name: 'First', capacity: 1 });
    const enrolled = await journeys.enrolled(from);
    const waiting = await journeys.offered(from);
    await Promise.all([
      system.record('cancelCohort', { cohortId: from, transferTo: middle, effectiveOn: CANCELLED }),
      system.record('cancelCohort', { cohortId: middle, transferTo: last, effectiveOn: CANCELLED }).catch(() => undefined),
    ]);
    await system.settled();
    const stands = async (id: string): Promise<string> => {
      const { status, continuedBy } = await enrolment(id);
      return continuedBy ? stands(continuedBy.id) : status;
    };
    const now = await Promise.all([enrolled, waiting].map(stands));
    expect([
      ['ENROLLED', 'WAITLISTED'],
      ['COHORT_CANCELLED', 'COHORT_CANCELLED'],
    ]).toContainEqual(now);
    await system.record('cancelCohort', { cohortId: last, effectiveOn: '2025-04-08' });
    await system.settled();
    expect(await Promise.all([enrolled, waiting].map(stands))).toEqual(['COHORT_CANCELLED', 'COHORT_CANCELLED']);
  });

  it('also those whose application or answer crossed with it', async () => {
    for (let round = 0; round < 4; round++) {
      const cohortId = await journeys.openCohort({ name: `Crossing ${round}`, capacity: 2 });
      const [accepting, declining] = [await journeys.offered(cohortId), await journeys.offered(cohortId)];
      const [waiting, shortlisted, screened] = [await journeys.offered(cohortId), await journeys.shortlisted(cohortId), await journeys.applied(cohortId)];
      const newcomers = await Promise.all([journeys.leader(), journeys.leader(), journeys.leader()]);
      const steps: readonly (readonly [string, object])[] = [
        ...newcomers.map((newcomer) => ['applyForCohort', { cohortId, ...newcomer, effectiveOn: APPLIED }] as const),
        ['acceptOffer', { enrolmentId: accepting, effectiveOn: OFFERED }],
        ['declineOffer', { enrolmentId: declining, effectiveOn: OFFERED }],
        ['offerPlace', { enrolmentId: shortlisted, effectiveOn: OFFERED }],
        ['screenApplicant', { enrolmentId: screened, eligible: true, effectiveOn: OFFERED }],
        ['withdrawEnrolment', { enrolmentId: waiting, effectiveOn: OFFERED }],
      ];
      const at = round * 2;
      const crossing = [...steps.slice(0, at), ['cancelCohort', { cohortId, effectiveOn: STARTED }] as const, ...steps.slice(at)];
      await Promise.all(crossing.map(([name, input]) => system.mutate(name, input)));
      await system.settled();
      const left = Object.keys(await journeys.statuses(cohortId)).filter((status) => !['COHORT_CANCELLED', 'DECLINED', 'WITHDRAWN'].includes(status));
      expect([round, left]).toEqual([round, []]);
    }
    expect(
      await system.mutate('applyForCohort', { cohortId: (await peopledAndCancelled()).cohortId, ...(await journeys.leader()), effectiveOn: APPLIED }),
    ).toMatchObject({ code: 'COHORT_CANCELLED' });
  });

  async function peopledAndCancelled() {
    const cohortId = await journeys.openCohort();
    await system.record('cancelCohort', { cohortId, effectiveOn: CANCELLED });
    return { cohortId };
  }
});
