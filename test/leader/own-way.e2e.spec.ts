import { parseNodeId } from '@app/graphql-kit';
import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const HOUR = 60;
const uuid = (id: string): string => parseNodeId(id)?.id ?? '';

describe('a leader’s own way', () => {
  let system: System;
  let journeys: Journeys;
  let person: { leaderId: string; assignmentId: string };
  let they: System;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system, { hours: { attendanceMinutes: 55 * HOUR, reflectionMinutes: 20 * HOUR } });
    person = await journeys.leader();
    they = await system.as({ actor: { kind: 'person', id: uuid(person.leaderId), role: 'leader' }, claims: [] });
    await system.settled();
  });
  afterAll(() => system.stop());

  const next = async (first = 20): Promise<string[]> => {
    const { data } = await they.ask<{ viewer: { next: { name: string }[] } }>('query ($first: Int!) { viewer { next(first: $first) { name } } }', { first });
    return data.viewer.next.map(({ name }) => name);
  };

  it('shows which cohorts are open to them: those that they could apply for, the soonest to begin first, up to a number', async () => {
    const cohorts = {
      underWay: await journeys.openCohort({ name: 'Under way' }),
      later: await journeys.openCohort({ name: 'Later', startsOn: '2089-03-01' }),
      soon: await journeys.openCohort({ name: 'Soon', startsOn: '2088-03-01' }),
      over: await journeys.openCohort({ name: 'Over', endsOn: '2025-12-18' }),
      cancelled: await journeys.openCohort({ name: 'Cancelled', startsOn: '2088-03-01' }),
    };
    await system.record('cancelCohort', { cohortId: cohorts.cancelled });
    await system.settled();
    expect(await next()).toEqual(['Soon', 'Later', 'Under way']);
    expect(await next(1)).toEqual(['Soon']);
    // What it shows is what the decision takes, and nothing else is.
    for (const cohortId of [cohorts.over, cohorts.cancelled])
      expect(await they.mutate('applyForCohort', { cohortId, ...person })).toMatchObject({ __typename: 'Refusal', field: expect.any(String) as string });
    await they.record('applyForCohort', { cohortId: cohorts.soon, ...person });
    await system.settled();
    expect(await next()).toEqual(['Later', 'Under way']);
    const { data } = await they.ask<{ at: { enrolments: { nodes: { id: string }[] } } }>('{ at { enrolments(first: 1) { nodes { id } } } }');
    await they.record('withdrawEnrolment', { enrolmentId: data.at.enrolments.nodes[0]?.id });
    await system.settled();
    expect(await next()).toEqual(['Soon', 'Later', 'Under way']);
  });

  it('shows none to who takes no part, holds no post, or is nobody on record', async () => {
    const { id: newcomer } = await system.record('registerLeader', { legalName: 'Mair Dunn', sortName: 'Dunn, Mair', language: 'EN' });
    await system.settled();
    const ask = async (asking: System) => (await asking.ask<{ viewer: { next: object[] } }>('{ viewer { next { name } } }')).data.viewer.next;
    expect(await ask(await system.as({ actor: { kind: 'person', id: uuid(newcomer), role: 'leader' }, claims: [] }))).toEqual([]);
    expect(await ask(system)).toEqual([]);
    await they.record('withdrawParticipation', { leaderId: person.leaderId });
    await system.settled();
    expect(await ask(they)).toEqual([]);
    await they.record('agreeParticipation', { leaderId: person.leaderId });
    await system.settled();
    expect(await ask(they)).not.toEqual([]);
  });

  it('shows what remains of their hours, and to nobody who is not told what they did', async () => {
    const enrolmentId = await journeys.enrolled(await journeys.openCohort({ name: 'Hours' }));
    await system.record('recordStudyHours', { enrolmentId, minutes: 21 * HOUR, effectiveOn: '2025-06-02' });
    await system.settled();
    const query =
      'query ($id: ID!) { node(id: $id) { ... on Enrolment { remaining { attendanceMinutes reflectionMinutes } leader { id } cohort { programme { name { value } } } } } }';
    const { data } = await system.ask<{ node: { leader: { id: string }; remaining: object; cohort: object } }>(query, { id: enrolmentId });
    expect(data.node).toMatchObject({
      remaining: { attendanceMinutes: 55 * HOUR, reflectionMinutes: 0 },
      cohort: { programme: { name: { value: 'Example Programme' } } },
    });
    const own = await system.as({ actor: { kind: 'person', id: uuid(data.node.leader.id), role: 'leader' }, claims: [] });
    expect((await own.ask<{ node: object }>(query, { id: enrolmentId })).data.node).toMatchObject({ remaining: { attendanceMinutes: 55 * HOUR } });
  });

  it('has an address that they change themselves; who did is in their timeline, and leads to them', async () => {
    const { leaderId } = person;
    await they.record('changeEmail', { leaderId, email: 'sian@example.org' });
    await system.settled();
    const query = `query ($id: ID!) { node(id: $id) { ... on Leader {
      email { value } timeline(first: 100) { nodes { type actingRole by { id leader { id } } inNameOf { id } } }
    } } }`;
    type Own = {
      node: {
        email: { value: string };
        timeline: { nodes: { type: string; actingRole: string; by: { id: string; leader: { id: string } | null }; inNameOf: null }[] };
      };
    };
    const { data } = await they.ask<Own>(query, { id: leaderId });
    expect(data.node.email).toEqual({ value: 'sian@example.org' });
    const [registered, changed] = [data.node.timeline.nodes[0], data.node.timeline.nodes.at(-1)];
    expect(changed).toEqual({ type: 'EmailChanged', actingRole: 'LEADER', by: { id: expect.any(String) as string, leader: { id: leaderId } }, inNameOf: null });
    expect(registered).toMatchObject({ type: 'LeaderRegistered', actingRole: 'ADMINISTRATOR', by: { leader: null } });
    for (const id of [changed?.by.id, registered?.by.id]) expect(id).not.toMatch(/^[0-9a-f]{8}-/);
    const { rows } = await system.database.database.query<{ data: string }>("select data::text from es.events where type = 'EmailChanged'");
    expect(rows.map((row) => row.data.includes('"sealed":"v1"') && !row.data.includes('example.org'))).toEqual([true]);
    const another = await journeys.leader();
    await system.settled();
    expect(await they.mutate('changeEmail', { leaderId: another.leaderId, email: 'x@example.org' })).toMatchObject({ code: 'LEADER_NOT_FOUND' });
    await they.record('changeEmail', { leaderId });
    await system.settled();
    expect((await they.ask<Own>(query, { id: leaderId })).data.node.email).toBeNull();
  });
});
