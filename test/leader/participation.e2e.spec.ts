import { Projector, ReadModel } from '@app/read-model';
import { Journeys, OFFERED, OPENED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const plain = (nodeId: string): string => Buffer.from(nodeId, 'base64url').toString().split(':')[1] ?? '';

interface Step {
  readonly type: string;
  readonly role: string;
  readonly text: { readonly value: string | null } | null;
}

describe('taking part, and leaving', () => {
  let system: System;
  let journeys: Journeys;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
  });
  afterAll(() => system.stop());

  const leaderOf = async (enrolmentId: string) => {
    const { data } = await system.ask<{ node: { leader: { id: string }; assignment: { id: string } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Enrolment { leader { id } assignment { id } } } }',
      { id: enrolmentId },
    );
    return { leaderId: data.node.leader.id, assignmentId: data.node.assignment.id };
  };
  const participation = async (leaderId: string) => {
    const { data } = await system.ask<{ node: { participation: string } }>('query ($id: ID!) { node(id: $id) { ... on Leader { participation } } }', {
      id: leaderId,
    });
    return data.node.participation;
  };
  const rebuilt = async () => {
    const sums = await system.projector.get(ReadModel).checksum();
    await system.projector.get(Projector).rebuild();
    expect(await system.projector.get(ReadModel).checksum()).toEqual(sums);
  };

  it('counts as agreed where nothing is recorded; a withdrawal ends what was applied for, gives the place to who waits, and leaves what has begun', async () => {
    const [full, running] = [await journeys.openCohort({ name: 'Full', capacity: 1 }), await journeys.openCohort({ name: 'Running' })];
    const offered = await journeys.offered(full);
    const { leaderId, assignmentId } = await leaderOf(offered);
    expect(await participation(leaderId)).toBe('NOT_RECORDED');
    const waiting = await journeys.offered(full);
    const apply = (cohortId: string, on: System = system) => on.mutate('applyForCohort', { cohortId, leaderId, assignmentId, effectiveOn: OPENED });
    const begun = (await apply(running)) as { id: string };
    await system.record('screenApplicant', { enrolmentId: begun.id, eligible: true, effectiveOn: OPENED });
    await system.record('shortlistApplicant', { enrolmentId: begun.id, effectiveOn: OPENED });
    await system.record('offerPlace', { enrolmentId: begun.id, effectiveOn: OFFERED });
    await system.settled();
    await journeys.enrol(begun.id);
    await system.settled();

    const they = await system.as({ actor: { kind: 'person', id: plain(leaderId), role: 'leader' }, claims: [] });
    await they.record('withdrawParticipation', { leaderId, reason: 'No time for it.' });
    await system.settled();
    expect(await Promise.all([offered, waiting, begun.id].map((id) => journeys.status(id)))).toEqual(['WITHDRAWN', 'OFFERED', 'ENROLLED']);
    expect(await participation(leaderId)).toBe('WITHDRAWN');

    const another = await journeys.openCohort({ name: 'Another' });
    expect(await apply(another)).toMatchObject({
      code: 'PARTICIPATION_WITHDRAWN',
      field: 'leaderId',
      message: expect.stringContaining('taken no part since') as string,
    });
    const welsh = await system.mutate('nominateLeader', { cohortId: another, leaderId, assignmentId }, { 'accept-language': 'cy' });
    expect(welsh).toMatchObject({ code: 'PARTICIPATION_WITHDRAWN', message: expect.stringContaining('Nid yw’r person hwn yn cymryd rhan') as string });

    await they.record('agreeParticipation', { leaderId });
    expect(await apply(another, they)).toMatchObject({ __typename: 'Recorded' });
    await system.settled();
    expect(await participation(leaderId)).toBe('AGREED');
    await rebuilt();
  });

  it('leaving an employer ends posts, lines and what the posts sponsor; returning lets posts start again', async () => {
    const cohortId = await journeys.openCohort({ name: 'Left' });
    const applied = await journeys.applied(cohortId);
    await system.settled();
    const { leaderId, assignmentId } = await leaderOf(applied);
    const { organisationId } = journeys.ground;
    const report = await journeys.leader();
    await system.record('setReportingLine', { assignmentId: report.assignmentId, managerId: leaderId, effectiveOn: '2022-01-01' });
    await system.record('leaveEmployer', { leaderId, organisationId, lastDay: '2025-06-30', reason: 'A post in Cardiff.' });
    await system.settled();
    const query = `query ($id: ID!, $report: ID!) {
      leader: node(id: $id) { ... on Leader { departures { organisation { id } lastDay returnedOn reason { value } } assignments(first: 5) { nodes { id ended } } } }
      report: node(id: $report) { ... on Assignment { reportingLine { managerId } } }
      before: at(asOf: "2025-06-30") { leaders(first: 100) { nodes { assignments(first: 5) { nodes { id: key reportingLine { managerId } } } } } }
    }`;
    type Asked = { before: { leaders: { nodes: { assignments: { nodes: { id: string; reportingLine: object | null }[] } }[] } } };
    const ask = async () => {
      const { before, ...now } = (await system.ask<Asked>(query, { id: leaderId, report: report.assignmentId })).data;
      const posts = before.leaders.nodes.flatMap(({ assignments }) => assignments.nodes);
      return { ...now, before: posts.find(({ id }) => id === report.assignmentId)?.reportingLine };
    };
    const left = { organisation: { id: organisationId }, lastDay: '2025-06-30', returnedOn: null, reason: { value: 'A post in Cardiff.' } };
    expect(await ask()).toMatchObject({
      leader: { departures: [left], assignments: { nodes: [{ id: assignmentId, ended: true }] } },
      report: { reportingLine: null },
      before: { managerId: plain(leaderId) },
    });
    expect(await journeys.status(applied)).toBe('WITHDRAWN');
    const start = { leaderId, organisationId, post: 'Matron', wtePercent: 100, basis: 'SUBSTANTIVE', effectiveOn: '2025-09-01' };
    expect(await system.mutate('startAssignment', start)).toMatchObject({ code: 'LEADER_LEFT' });
    await system.record('returnToEmployer', { leaderId, organisationId, effectiveOn: '2025-09-01' });
    await system.record('startAssignment', start);
    await system.settled();
    expect(await ask()).toMatchObject({ leader: { departures: [{ ...left, returnedOn: '2025-09-01' }] } });
    await rebuilt();
  });

  it('says of each who and why', async () => {
    const { data } = await system.ask<{ at: { leaders: { nodes: { timeline: { nodes: Step[] } }[] } } }>(
      '{ at { leaders(first: 10) { nodes { timeline(first: 10) { nodes { type role text { value } } } } } } }',
    );
    const told = ['ParticipationWithdrawn', 'ParticipationAgreed', 'LeaderLeft', 'LeaderReturned'];
    const steps = data.at.leaders.nodes.flatMap(({ timeline }) => timeline.nodes.filter(({ type }) => told.includes(type)));
    expect([...steps].sort((one, other) => told.indexOf(one.type) - told.indexOf(other.type))).toEqual([
      { type: 'ParticipationWithdrawn', role: 'leader', text: { value: 'No time for it.' } },
      { type: 'ParticipationAgreed', role: 'leader', text: null },
      { type: 'LeaderLeft', role: 'administrator', text: { value: 'A post in Cardiff.' } },
      { type: 'LeaderReturned', role: 'administrator', text: null },
    ]);
  });
});
