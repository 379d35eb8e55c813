import { addDays } from '@app/kernel';
import { APPLIED, Journeys, OFFERED, OPENED, STARTED } from '../support/journey.js';
import { type Outcome, startSystem, type System } from '../support/system.js';
import { attended } from './support/mixed-journey.js';

const MORE = '2025-02-10';

describe('a cohort whose particulars are said anew', () => {
  let system: System;
  let journeys: Journeys;
  let lead: System;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
    lead = await journeys.lead();
  });
  afterAll(() => system.stop());

  interface Standing {
    readonly name: string;
    readonly capacity: number;
    readonly placesHeld: number;
    readonly placesFree: number;
    readonly endsOn: string;
    readonly waitingList: { readonly nodes: readonly { readonly id: string }[] };
    readonly sessions: { readonly nodes: readonly { readonly title: string; readonly heldOn: string; readonly cancelled: boolean }[] };
  }
  interface Step {
    readonly type: string;
    readonly effectiveOn: string;
    readonly label: { readonly value: string };
  }
  const STANDING = `name capacity placesHeld placesFree endsOn waitingList(first: 5) { nodes { id } } sessions(first: 5) { nodes { title heldOn cancelled } }`;
  async function cohort(id: string): Promise<Standing> {
    const { data } = await lead.ask<{ node: Standing }>(`query ($id: ID!) { node(id: $id) { ... on Cohort { ${STANDING} } } }`, { id });
    return data.node;
  }
  async function cohortOn(asOf: string, named: string): Promise<Standing | undefined> {
    const { data } = await lead.ask<{ at: { cohorts: { nodes: Standing[] } } }>(
      `query ($asOf: Date!) { at(asOf: $asOf) { cohorts(first: 5) { nodes { ${STANDING} } } } }`,
      { asOf },
    );
    return data.at.cohorts.nodes.find(({ name }) => name === named);
  }
  async function steps(id: string): Promise<readonly Step[]> {
    const { data } = await lead.ask<{ node: { timeline: { nodes: readonly Step[] } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Cohort { timeline(first: 100) { nodes { type effectiveOn label { value } } } } } }',
      { id },
    );
    return data.node.timeline.nodes;
  }
  const waiting = async (id: string) => (await cohort(id)).waitingList.nodes.map((enrolment) => enrolment.id);
  const code = (outcome: Outcome) => (outcome.__typename === 'Refusal' ? [outcome.code, outcome.field] : outcome.receipt.eventTypes);
  const respondBy = async (id: string) => {
    const { data } = await system.ask<{ node: { respondBy: string | null } }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { respondBy } } }', { id });
    return data.node.respondBy;
  };

  it('gives places that it has more to the head of its queue, and takes none that is held', async () => {
    const cohortId = await journeys.openCohort({ name: 'Growing', capacity: 2 });
    await journeys.offered(cohortId);
    await journeys.offered(cohortId);
    const [first, second, third] = [await journeys.offered(cohortId), await journeys.offered(cohortId), await journeys.offered(cohortId)];

    const fewer = await lead.mutate('reviseCohort', { cohortId, capacity: 1, effectiveOn: MORE });
    expect(code(fewer)).toEqual(['CAPACITY_BELOW_PLACES_HELD', 'capacity']);
    expect(fewer).toMatchObject({ message: expect.stringContaining('2 are held') as string });

    const more = await lead.record('reviseCohort', { cohortId, capacity: 3, effectiveOn: MORE });
    expect(more.receipt.eventTypes).toEqual(['CohortRevised', 'PlacePromoted']);
    await system.settled();
    expect([await journeys.status(first), await journeys.status(second)]).toEqual(['OFFERED', 'WAITLISTED']);
    expect(await waiting(cohortId)).toEqual([second, third]);
    expect(await cohort(cohortId)).toMatchObject({ capacity: 3, placesHeld: 3, placesFree: 0 });
    expect(await cohortOn('2025-02-09', 'Growing')).toMatchObject({ capacity: 2, placesHeld: 2, placesFree: 0 });
    expect(await respondBy(first)).toBe(addDays(system.clock.today(), 14));

    // An offer stays open for as long as is said for its day, which is never before it is made.
    await lead.record('reviseCohort', { cohortId, offerDays: 5, capacity: 4, effectiveOn: MORE });
    await lead.record('reviseCohort', { cohortId, offerDays: 30, effectiveOn: '2089-01-01' });
    await lead.record('reviseCohort', { cohortId, capacity: 5, effectiveOn: '2025-02-11' });
    await system.settled();
    for (const id of [second, third]) expect([await journeys.status(id), await respondBy(id)]).toEqual(['OFFERED', addDays(system.clock.today(), 5)]);

    const again = await lead.mutate('reviseCohort', { cohortId, capacity: 5, effectiveOn: '2025-02-11' });
    expect(code(again)).toEqual([]);
    expect((await steps(cohortId)).filter(({ type }) => type === 'CohortRevised').map(({ effectiveOn, label }) => [effectiveOn, label.value])).toEqual(
      [MORE, MORE, '2089-01-01', '2025-02-11'].map((day) => [day, 'Cohort revised']),
    );
  });

  it('is open for longer once its last day, which was wrong, is said anew', async () => {
    const cohortId = await journeys.openCohort({ endsOn: '2025-03-31' });
    const newcomer = { cohortId, ...(await journeys.leader()), effectiveOn: '2025-04-02' };
    expect(code(await system.mutate('applyForCohort', newcomer))).toEqual(['COHORT_ENDED', 'effectiveOn']);
    await lead.record('reviseCohort', { cohortId, endsOn: '2025-04-30' });
    expect(code(await system.mutate('applyForCohort', newcomer))).toEqual(['ApplicationSubmitted']);
    await system.settled();
    expect((await cohort(cohortId)).endsOn).toBe('2025-04-30');
  });

  it('moves and cancels sessions, save those whose register is recorded', async () => {
    const cohortId = await journeys.openCohort({ name: 'Meeting' });
    const enrolmentId = await journeys.enrolled(cohortId);
    const [held, ahead, off] = [
      await journeys.session(cohortId, 360, STARTED, 'Held'),
      await journeys.session(cohortId, 360, STARTED, 'Ahead'),
      await journeys.session(cohortId, 360, addDays(system.clock.today(), -5), 'Off'),
    ];
    await system.settled();
    await attended(system, held, [enrolmentId, 6]);
    for (const change of [
      { name: 'moveSession', input: { sessionId: held, heldOn: '2025-03-10' } },
      { name: 'moveSession', input: { sessionId: held, minutes: 300 } },
      { name: 'cancelSession', input: { sessionId: held } },
    ])
      expect(code(await lead.mutate(change.name, { cohortId, ...change.input }))).toEqual(['REGISTER_RECORDED', 'sessionId']);
    expect(code(await lead.mutate('moveSession', { cohortId, sessionId: held, title: 'Launch' }))).toEqual(['SessionMoved']);

    await lead.record('moveSession', { cohortId, sessionId: ahead, heldOn: '2025-03-10', effectiveOn: APPLIED });
    expect(code(await lead.mutate('reviseCohort', { cohortId, endsOn: '2025-03-09' }))).toEqual(['SESSION_AFTER_COHORT', 'endsOn']);
    await attended(system, ahead, [enrolmentId, 4]);

    const unmarked = async () => {
      const { data } = await lead.ask<{ viewer: { tasks: { nodes: { thing: { id: string } }[] } } }>(
        '{ viewer { tasks(first: 100, kinds: [MARK_REGISTER]) { nodes { thing { id } } } } }',
      );
      return data.viewer.tasks.nodes.map(({ thing }) => thing.id);
    };
    await system.settled();
    expect(await unmarked()).toEqual([off]);
    expect((await lead.record('cancelSession', { cohortId, sessionId: off, reasonCode: 'NO_TUTOR', effectiveOn: OFFERED })).id).toBe(off);
    expect(code(await system.mutate('recordAttendance', { enrolmentId, sessionId: off, minutes: 60 }))).toEqual(['SESSION_CANCELLED', 'sessionId']);
    expect(code(await lead.mutate('moveSession', { cohortId, sessionId: off, heldOn: STARTED }))).toEqual(['SESSION_CANCELLED', 'sessionId']);
    await system.settled();
    expect(await unmarked()).toEqual([]);

    const shown = (standing: Standing | undefined) => standing?.sessions.nodes.map(({ title, heldOn, cancelled }) => [title, heldOn, cancelled]);
    const day = addDays(system.clock.today(), -5);
    expect(shown(await cohort(cohortId))).toEqual([
      ['Launch', STARTED, false],
      ['Ahead', '2025-03-10', false],
      ['Off', day, true],
    ]);
    expect(shown(await cohortOn(OPENED, 'Meeting'))?.toSorted()).toEqual([
      ['Ahead', STARTED, false],
      ['Held', STARTED, false],
      ['Off', day, false],
    ]);
    const { data } = await system.ask<{ node: { attendanceMinutes: number } }>(
      'query ($id: ID!) { node(id: $id) { ... on Enrolment { attendanceMinutes } } }',
      {
        id: enrolmentId,
      },
    );
    expect(data.node.attendanceMinutes).toBe(600);
    expect((await steps(cohortId)).filter(({ type }) => type.startsWith('Session')).map(({ type }) => type)).toEqual([
      ...['SessionScheduled', 'SessionScheduled', 'SessionScheduled'],
      ...['SessionMoved', 'SessionMoved', 'SessionCancelled'],
    ]);
  });
});
