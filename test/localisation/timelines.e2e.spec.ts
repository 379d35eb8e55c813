import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

interface Step {
  readonly type: string;
  readonly label: { readonly value: string; readonly language: string };
}

describe('what happened', () => {
  let system: System;
  let leaderId: string;
  let enrolmentId: string;
  beforeAll(async () => {
    system = await startSystem();
    const journeys = await Journeys.prepare(system);
    enrolmentId = await journeys.offered(await journeys.openCohort());
    const { data } = await system.ask<{ node: { leader: { id: string } } }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { leader { id } } } }', {
      id: enrolmentId,
    });
    leaderId = data.node.leader.id;
    await system.record('changeName', { leaderId, legalName: 'Siân Newydd', sortName: 'Newydd, Siân' });
    await system.settled();
  });
  afterAll(() => system.stop());

  it.each([
    ['en', ['Registered as a leader', 'Name changed'], ['Application submitted', 'Found eligible', 'Put on the shortlist', 'Place offered']],
    ['cy', ['Cofrestrwyd fel arweinydd', 'Newidiwyd yr enw'], ['Cyflwynwyd cais', 'Barnwyd yn gymwys', 'Rhoddwyd ar y rhestr fer', 'Cynigiwyd lle']],
  ] as const)('is named in timelines for readers of %s, beside its type', async (language, ofLeader, ofEnrolment) => {
    const { data, errors } = await system.ask<Record<'leader' | 'enrolment', { timeline: { nodes: Step[] } }>>(
      `query ($leader: ID!, $enrolment: ID!) {
        leader: node(id: $leader) { ... on Leader { timeline(first: 100) { nodes { type label { value language } } } } }
        enrolment: node(id: $enrolment) { ... on Enrolment { timeline(first: 100) { nodes { type label { value language } } } } }
      }`,
      { leader: leaderId, enrolment: enrolmentId },
      { 'accept-language': language },
    );
    expect(errors).toBeUndefined();
    const labelled = (texts: readonly string[]) => texts.map((value) => ({ value, language }));
    expect(data.leader.timeline.nodes.map(({ label }) => label)).toEqual(labelled(ofLeader));
    expect(data.enrolment.timeline.nodes.map(({ label }) => label)).toEqual(labelled(ofEnrolment));
    expect(data.leader.timeline.nodes.map(({ type }) => type)).toEqual(['LeaderRegistered', 'NameChanged']);
  });
});
