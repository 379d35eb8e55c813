import { Journeys, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { attended } from './support/mixed-journey.js';

const HOUR = 60;

describe('moments', () => {
  let system: System;
  let journeys: Journeys;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
  });
  afterAll(() => system.stop());

  const position = async () => {
    const { data } = await system.ask<{ at: { position: string; recordedAt: string } }>('{ at { position recordedAt } }');
    return data.at;
  };

  it('two of one page in one operation answer each for itself, in everything below them', async () => {
    const cohortId = await journeys.openCohort({ capacity: 2 });
    const [one, two] = [await journeys.enrolled(cohortId), await journeys.enrolled(cohortId)];
    const waiting = await journeys.offered(cohortId);
    await attended(system, await journeys.session(cohortId, 6 * HOUR), [one, 6], [two, 6]);
    await system.settled();
    const before = await position();
    await system.record('withdrawEnrolment', { enrolmentId: one, effectiveOn: '2025-06-02' });
    await system.settled();

    const page = `{ position enrolments(cohort: $cohort, first: 10) { nodes {
      id: key status attendanceMinutes leader { key } cohort { placesHeld placesFree waitingCount waitingList(first: 10) { nodes { id: key } } funnel { enrolled offered droppedOut } }
    } } }`;
    const lead = await journeys.lead();
    const { data } = await lead.ask<Record<string, { enrolments: { nodes: { id: string; status: string; cohort: object }[] } }>>(
      `query ($cohort: ID!, $position: Position!, $knownAt: DateTime!) {
        now: at ${page}
        may: at(asOf: "2025-05-31") ${page}
        june: at(asOf: "2025-06-30") ${page}
        known: at(position: $position, asOf: "2025-06-30") ${page}
        knownAt: at(knownAt: $knownAt, asOf: "2025-06-30") ${page}
        february: at(asOf: "2025-02-28") ${page}
      }`,
      { cohort: cohortId, position: before.position, knownAt: before.recordedAt },
    );
    const statuses = (moment: string) => Object.fromEntries(data[moment]?.enrolments.nodes.map(({ id, status }) => [id, status]) ?? []);
    const fill = (moment: string) => data[moment]?.enrolments.nodes[0]?.cohort;
    const full = {
      placesHeld: 2,
      placesFree: 0,
      waitingCount: 1,
      waitingList: { nodes: [{ id: waiting }] },
      funnel: { enrolled: 2, offered: 2, droppedOut: 0 },
    };
    const moved = { placesHeld: 2, placesFree: 0, waitingCount: 0, waitingList: { nodes: [] }, funnel: { enrolled: 2, offered: 3, droppedOut: 1 } };

    expect(statuses('now')).toEqual({ [one]: 'WITHDRAWN', [two]: 'IN_PROGRESS', [waiting]: 'OFFERED' });
    expect(fill('now')).toEqual(moved);
    expect(data['june']).toEqual(data['now']);
    expect(statuses('may')).toEqual({ [one]: 'IN_PROGRESS', [two]: 'IN_PROGRESS', [waiting]: 'WAITLISTED' });
    expect(fill('may')).toEqual(full);
    expect(statuses('february')).toEqual({ [one]: 'ACCEPTED', [two]: 'ACCEPTED', [waiting]: 'WAITLISTED' });
    expect(statuses('known')).toEqual(statuses('may'));
    expect(fill('known')).toEqual(full);
    expect(data['knownAt']?.enrolments).toEqual(data['known']?.enrolments);
  });

  it('a corrected register is read as it was known before and after its correction', async () => {
    const cohortId = await journeys.openCohort();
    const [ann, bob] = [await journeys.enrolled(cohortId), await journeys.enrolled(cohortId)];
    const sessionId = await journeys.session(cohortId, 6 * HOUR);
    await attended(system, sessionId, [ann, 6], [bob, 6]);
    await system.settled();
    const before = await position();
    await attended(system, sessionId, [ann, 4], [bob, 0]);
    await attended(system, sessionId, [ann, 5], [bob, 0]);
    await system.settled();

    const page = '{ enrolments(cohort: $cohort, first: 5) { nodes { id: key attendanceMinutes cpdHours status } } }';
    const { data } = await system.ask<Record<string, { enrolments: { nodes: { id: string; attendanceMinutes: number; cpdHours: number }[] } }>>(
      `query ($cohort: ID!, $position: Position!, $started: Date!) {
        before: at(position: $position) ${page}
        after: at ${page}
        onTheDay: at(asOf: $started) ${page}
        onTheDayAsKnownBefore: at(asOf: $started, position: $position) ${page}
        theDayBefore: at(asOf: "2025-03-02") ${page}
      }`,
      { cohort: cohortId, position: before.position, started: STARTED },
    );
    const hours = (moment: string) => Object.fromEntries(data[moment]?.enrolments.nodes.map(({ id, cpdHours }) => [id, cpdHours]) ?? []);
    expect(hours('before')).toEqual({ [ann]: 6, [bob]: 6 });
    expect(hours('after')).toEqual({ [ann]: 5, [bob]: 0 });
    expect(hours('onTheDay')).toEqual({ [ann]: 5, [bob]: 0 });
    expect(hours('onTheDayAsKnownBefore')).toEqual({ [ann]: 6, [bob]: 6 });
    expect(hours('theDayBefore')).toEqual({ [ann]: 0, [bob]: 0 });

    const story = await system.ask<{ node: { timeline: { nodes: { eventId: string; type: string; corrects: string | null }[] } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Enrolment { timeline(first: 100) { nodes { eventId type corrects } } } } }',
      { id: ann },
    );
    const registers = story.data.node.timeline.nodes.filter(({ type }) => type === 'AttendanceRecorded');
    expect(registers.map(({ corrects }) => corrects)).toEqual([null, registers[0]?.eventId, registers[1]?.eventId]);
  });

  it('one that lies beyond what is known is refused, and a day ahead is answered', async () => {
    const { data } = await system.ask<{ at: { asOf: string } }>('{ at(asOf: "2099-01-01") { asOf } }');
    expect(data.at.asOf).toBe('2099-01-01');
    for (const beyond of ['position: "99999999"', 'knownAt: "2099-01-01T00:00:00Z"'])
      expect(await system.ask(`{ at(${beyond}) { position } }`)).toMatchObject({ errors: [{ message: expect.any(String) as string }] });
  });
});
