import { randomUUID } from 'node:crypto';
import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const administrator = () => ({
  actor: { kind: 'person', id: randomUUID(), role: 'administrator' } as const,
  claims: [{ role: 'administrator', scope: 'national' }] as const,
});

describe('deciding an erasure', () => {
  let system: System;
  let second: System;
  let journeys: Journeys;
  beforeAll(async () => {
    system = await startSystem();
    second = await system.as(administrator());
    journeys = await Journeys.prepare(system);
  });
  afterAll(() => system.stop());

  it('names the programme that somebody leads, in the decider’s language, until it is handed over or known', async () => {
    const { leaderId } = await journeys.leader();
    const { programmeId } = journeys.ground;
    await system.record('appointProgrammeLead', { programmeId, personId: leaderId });
    const { id: erasureId } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    const decision = { erasureId, approved: true };
    expect(await second.mutate('decideErasure', decision)).toMatchObject({
      code: 'RESPONSIBILITIES_HELD',
      field: 'responsibilitiesKnown',
      message: expect.stringContaining('leads 1 programme (Example Programme)') as string,
    });
    expect(await second.mutate('decideErasure', decision, { 'accept-language': 'cy' })).toMatchObject({
      message: expect.stringContaining('rhaglenni a arweinir: 1 (Example Programme)') as string,
    });
    await second.record('decideErasure', { ...decision, responsibilitiesKnown: true });
    await system.settled();
    const { data } = await second.ask<{ node: object }>(
      'query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status responsibilities { kind thing { id } } } } }',
      { id: erasureId },
    );
    expect(data.node).toEqual({ status: 'COMPLETED', responsibilities: [{ kind: 'PROGRAMME', thing: { id: programmeId } }] });
  });

  it('is for a second person, and once; the person asks for themselves and for nobody else', async () => {
    const [{ leaderId }, { leaderId: another }] = [await journeys.leader(), await journeys.leader()];
    await system.settled();
    const id = Buffer.from(leaderId, 'base64url').toString().split(':')[1] ?? '';
    const they = await system.as({ actor: { kind: 'person', id, role: 'leader' }, claims: [] });
    expect(await they.mutate('requestErasure', { leaderId: another, ground: 'OBJECTION' })).toMatchObject({ code: 'LEADER_NOT_FOUND' });
    const { id: erasureId } = await they.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    expect(await system.mutate('requestErasure', { leaderId, ground: 'OBJECTION' })).toMatchObject({ code: 'ERASURE_ALREADY_REQUESTED' });
    expect(await they.mutate('decideErasure', { erasureId, approved: true })).toMatchObject({ code: 'NOT_PERMITTED' });
    await system.record('decideErasure', { erasureId, approved: false, reason: 'LEGAL_CLAIMS' });
    expect(await second.mutate('decideErasure', { erasureId, approved: true })).toMatchObject({ code: 'ERASURE_ALREADY_DECIDED' });

    await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    expect(await system.mutate('decideErasure', { erasureId, approved: true })).toMatchObject({ code: 'ERASURE_NEEDS_SECOND_PERSON' });
    await system.settled();
    const { data } = await they.ask<{ node: object }>('query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status certificate { sha256 } } } }', {
      id: erasureId,
    });
    expect(data.node).toEqual({ status: 'REQUESTED', certificate: null });
  });
});
