import { parseNodeId } from '@app/graphql-kit';
import { addDays } from '@app/kernel';
import { Journeys, STARTED } from '../support/journey.js';
import { type Recorded, startSystem, type System } from '../support/system.js';

const reasonCode = 'RECORDED_IN_ERROR';

let system: System;
let journeys: Journeys;
let cohortId: string;
beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system);
  cohortId = await journeys.openCohort();
});
afterAll(() => system.stop());

const eventOf = ({ receipt }: Recorded): string => receipt.eventIds[0] ?? '';
const plain = (id: string): string => parseNodeId(id)?.id ?? id;
const person = (id: string): Promise<System> => system.as({ actor: { kind: 'person', id: plain(id), role: 'leader' }, claims: [] });

interface Corrections {
  readonly totalCount: number | null;
  readonly nodes: readonly object[];
}
const CORRECTIONS = `totalCount nodes {
  type label { value } effectiveOn actingRole reasonCode corrects voids replacedBy was { type label { value } effectiveOn }
  changes { name { value } before { value } after { value } } about { __typename id }
}`;

async function corrections(who: System, leader: string, args = ''): Promise<Corrections | undefined> {
  const query = `query ($id: ID!) { node(id: $id) { ... on Leader { corrections(first: 10 ${args}) { ${CORRECTIONS} } } } }`;
  const { data, errors } = await who.ask<{ node: { corrections: Corrections } | null }>(query, { id: leader });
  expect(errors).toBeUndefined();
  return data.node?.corrections;
}

interface Task {
  readonly kind: string;
  readonly title: { readonly value: string };
  readonly since: string;
  readonly due: string | null;
  readonly mutations: readonly string[];
  readonly thing: { readonly id: string } | null;
}
async function told(who: System, headers: Record<string, string> = {}): Promise<readonly Task[]> {
  const { data, errors } = await who.ask<{ viewer: { tasks: { nodes: Task[] } } }>(
    '{ viewer { tasks(first: 10, kinds: [SEE_CORRECTIONS]) { nodes { kind title { value } since due mutations thing { id } } } } }',
    {},
    headers,
  );
  expect(errors).toBeUndefined();
  return data.viewer.tasks.nodes;
}

/** Somebody enrolled, with whose enrolment it is. */
async function enrolled(): Promise<{ readonly enrolmentId: string; readonly leaderId: string; readonly as: System }> {
  const enrolmentId = await journeys.enrolled(cohortId);
  const query = 'query ($id: ID!) { node(id: $id) { ... on Enrolment { leader { id } } } }';
  const { data } = await system.ask<{ node: { leader: { id: string } } }>(query, { id: enrolmentId });
  return { enrolmentId, leaderId: data.node.leader.id, as: await person(data.node.leader.id) };
}

describe('whoever something is recorded about', () => {
  it('comes upon what others corrected and voided of it: what, by whom, in which role, why, and from what to what', async () => {
    const { enrolmentId, leaderId, as } = await enrolled();
    const first = await system.record('recordStudyHours', { enrolmentId, minutes: 600, effectiveOn: STARTED });
    const second = await system.record('recordStudyHours', { enrolmentId, minutes: 30, effectiveOn: STARTED });
    await system.settled();
    expect([await told(as), await corrections(as, leaderId)]).toEqual([[], { totalCount: 0, nodes: [] }]);

    const day = '2025-03-05';
    const corrected = await system.record('recordStudyHours', { enrolmentId, minutes: 60, effectiveOn: day, corrects: eventOf(first), reasonCode });
    await system.record('voidFact', { eventId: eventOf(second), reasonCode });
    await system.settled();

    const was = { type: 'StudyHoursRecorded', label: { value: expect.any(String) as string }, effectiveOn: STARTED };
    const alike = { actingRole: 'ADMINISTRATOR', reasonCode, was, about: { __typename: 'Enrolment', id: enrolmentId }, replacedBy: null };
    const voiding = { ...alike, type: 'FactVoided', voids: eventOf(second), corrects: null, changes: [] };
    const correcting = {
      ...{ ...alike, type: 'StudyHoursRecorded', voids: null, corrects: eventOf(first), effectiveOn: day },
      changes: [{ name: { value: 'Minutes' }, before: { value: '600' }, after: { value: '60' } }],
    };
    expect(await corrections(as, leaderId)).toMatchObject({ totalCount: 2, nodes: [voiding, correcting] });
    expect(await corrections(as, leaderId, 'voided: true')).toMatchObject({ totalCount: 1, nodes: [voiding] });
    expect(await corrections(as, leaderId, 'orderBy: { by: POSITION }')).toMatchObject({ nodes: [correcting, voiding] });

    // What was corrected again says by what.
    const again = await system.record('recordStudyHours', { enrolmentId, minutes: 90, corrects: eventOf(corrected), reasonCode });
    await system.settled();
    expect((await corrections(as, leaderId))?.nodes).toMatchObject([{ corrects: eventOf(corrected) }, voiding, { ...correcting, replacedBy: eventOf(again) }]);
  });

  it('is told so for 28 days, in their language; there is nothing to settle', async () => {
    const { enrolmentId, leaderId, as } = await enrolled();
    const hours = await system.record('recordStudyHours', { enrolmentId, minutes: 600, effectiveOn: STARTED });
    await system.record('voidFact', { eventId: eventOf(hours), reasonCode });
    await system.settled();
    const since = system.clock.today();
    const [task, ...more] = await told(as);
    expect(more).toEqual([]);
    expect(task).toMatchObject({ since, due: null, mutations: [], thing: { id: leaderId } });
    expect((await told(as, { 'accept-language': 'cy' })).map(({ title }) => title.value)).not.toEqual([task?.title.value]);
    try {
      for (const [days, tasks] of [
        [27, 1],
        [28, 0],
      ] as const) {
        system.clock.standAt(`${addDays(since, days)}T12:00:00Z`);
        expect([days, await told(await person(leaderId))]).toMatchObject([days, { length: tasks }]);
      }
    } finally {
      system.clock.standAt(new Date().toISOString());
    }
  });

  it('is told nothing of what they corrected themselves, and sees it in the list', async () => {
    const { leaderId, assignmentId } = await journeys.leader();
    const as = await person(leaderId);
    const applied = await as.record('applyForCohort', { cohortId, leaderId, assignmentId, statement: 'A mistake.' });
    await as.record('voidFact', { eventId: eventOf(applied), reasonCode });
    await system.settled();
    expect(await told(as)).toEqual([]);
    expect(await corrections(as, leaderId)).toMatchObject({ nodes: [{ was: { type: 'ApplicationSubmitted' }, actingRole: 'LEADER' }] });
  });

  it('of a post, too; and others see it who see their history, and nobody else', async () => {
    const { leaderId, assignmentId } = await journeys.leader();
    const [manager, other] = [await journeys.leader(), await journeys.leader()];
    await system.record('setReportingLine', { assignmentId, managerId: manager.leaderId, effectiveOn: '2022-04-01' });
    const terms = { assignmentId, post: 'Matron', basis: 'SUBSTANTIVE' };
    const changed = await system.record('changeAssignment', { ...terms, wtePercent: 80, effectiveOn: '2023-06-01' });
    await system.record('changeAssignment', { ...terms, wtePercent: 60, corrects: eventOf(changed), reasonCode });
    await system.settled();
    const seen = { nodes: [{ about: { __typename: 'Assignment', id: assignmentId }, changes: [{ before: { value: '80' }, after: { value: '60' } }] }] };
    for (const who of [await person(leaderId), await system.as('auditor'), await system.as('administrator')])
      expect(await corrections(who, leaderId)).toMatchObject(seen);
    const employer = await system.as({
      actor: { kind: 'person', id: plain(manager.assignmentId), role: 'talent-partner' },
      claims: [{ role: 'talent-partner', scope: { organisations: ['nhs-example'] } }],
    });
    for (const who of [await person(manager.leaderId), employer]) expect((await corrections(who, leaderId))?.nodes).toEqual([]);
    expect(await corrections(await person(other.leaderId), leaderId)).toBeUndefined();
    expect([await told(await system.as('administrator')), await told(await person(manager.leaderId))]).toEqual([[], []]);
  });
});
