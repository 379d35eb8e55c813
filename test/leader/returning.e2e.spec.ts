import { randomUUID } from 'node:crypto';
import { nodeId } from '@app/graphql-kit';
import { Journeys } from '../support/journey.js';
import { mergedByTwo } from '../support/merging.js';
import { startSystem, type System } from '../support/system.js';

// Who left an employer and comes back is started by its talent partners, who do not see them before; nobody is drawn from another employer.

describe('somebody who comes back', () => {
  let system: System;
  let journeys: Journeys;
  let partner: System;
  let elsewhere: string;
  const partnerOf = (code: string) =>
    system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'talent-partner' },
      claims: [{ role: 'talent-partner', scope: { organisations: [code] } }],
    });
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
    const other = { code: 'elsewhere', name: { en: 'Elsewhere' }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' };
    elsewhere = (await system.record('registerOrganisation', other)).id;
    partner = await partnerOf('nhs-example');
  });
  afterAll(() => system.stop());

  /** Somebody who left. */
  const left = async (): Promise<string> => {
    const { leaderId } = await journeys.leader();
    await system.record('leaveEmployer', { leaderId, organisationId: journeys.ground.organisationId, lastDay: '2025-06-30' });
    await system.settled();
    return leaderId;
  };
  const comesBack = async (leaderId: string, as: System = partner): Promise<void> => {
    await as.record('returnToEmployer', { leaderId, organisationId: journeys.ground.organisationId, effectiveOn: '2025-08-01' });
    await system.settled();
  };
  const post = (leaderId: string, organisationId: string) => ({
    leaderId,
    organisationId,
    post: 'Matron',
    wtePercent: 100,
    basis: 'SUBSTANTIVE',
    effectiveOn: '2025-09-01',
  });
  const start = (leaderId: string, as: System = partner, organisationId = journeys.ground.organisationId) =>
    as.mutate('startAssignment', post(leaderId, organisationId));
  const seen = async (leaderId: string): Promise<boolean> => {
    const { data } = await partner.ask<{ node: object | null; at: { leaders: { nodes: { id: string }[] } } }>(
      'query ($id: ID!) { node(id: $id) { id } at { leaders(first: 100) { nodes { id } } } }',
      { id: leaderId },
    );
    const listed = data.at.leaders.nodes.some(({ id }) => id === leaderId);
    expect(listed).toBe(data.node !== null);
    return listed;
  };
  const nobody = nodeId('Leader', 'd0000000-0000-4000-8000-000000000000');
  const expectNobody = async (leaderId: string): Promise<void> => {
    const missing = await start(nobody);
    expect(missing).toMatchObject({ code: 'LEADER_NOT_FOUND', field: 'leaderId' });
    expect(await start(leaderId)).toEqual(missing);
    expect(await seen(leaderId)).toBe(false);
  };

  it('is given a post by a partner of that employer once they are back on record, and seen from then on', async () => {
    const leaderId = await left();
    await expectNobody(leaderId);
    await comesBack(leaderId);
    expect(await seen(leaderId)).toBe(false);
    expect(await partner.mutate('changeName', { leaderId, legalName: 'A B', sortName: 'B, A' })).toMatchObject({ code: 'LEADER_NOT_FOUND' });
    expect(await start(leaderId)).toMatchObject({ __typename: 'Recorded' });
    await system.settled();
    expect(await seen(leaderId)).toBe(true);
  });

  it('is nobody to partners of other employers, nor once they have left again', async () => {
    const leaderId = await left();
    await comesBack(leaderId);
    const others = await partnerOf('elsewhere');
    expect(await start(leaderId, others, elsewhere)).toEqual(await start(nobody, others, elsewhere));
    await system.record('leaveEmployer', { leaderId, organisationId: journeys.ground.organisationId, lastDay: '2025-08-31' });
    await system.settled();
    await expectNobody(leaderId);
  });

  it('is not drawn from who employs them now, whoever says that they came back', async () => {
    const leaderId = await left();
    const { id: assignmentId } = await system.record('startAssignment', post(leaderId, elsewhere));
    await system.settled();
    await comesBack(leaderId);
    await expectNobody(leaderId);
    await system.record('endAssignment', { assignmentId, effectiveOn: '2025-10-01' });
    await system.settled();
    expect(await start(leaderId)).toMatchObject({ __typename: 'Recorded' });
  });

  it('is one person, whichever of their records somebody employs', async () => {
    const [leaderId, mergedId] = [await left(), await left()];
    const { id: assignmentId } = await system.record('startAssignment', post(mergedId, elsewhere));
    await mergedByTwo(system, leaderId, mergedId);
    await system.settled();
    await comesBack(leaderId);
    await expectNobody(leaderId);
    await expectNobody(mergedId);
    await system.record('endAssignment', { assignmentId, effectiveOn: '2025-10-01' });
    await system.settled();
    await expectNobody(mergedId);
    expect(await start(leaderId)).toMatchObject({ __typename: 'Recorded' });
  });

  it('is nobody once they are erased', async () => {
    const leaderId = await left();
    await comesBack(leaderId, system);
    const second = await system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    const { id: erasureId } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    await second.record('decideErasure', { erasureId, approved: true });
    await system.settled();
    await expectNobody(leaderId);
  });
});
