import { randomUUID } from 'node:crypto';
import { parseNodeId } from '@app/graphql-kit';
import { APPLIED, Journeys } from '../support/journey.js';
import { type Outcome, type Recorded, startSystem, type System } from '../support/system.js';

// What an amendment would bring about takes the rights that bringing it about takes.

const reasonCode = 'RECORDED_IN_ERROR';

let system: System;
let journeys: Journeys;
let partner: System;
let elsewhere: string;
beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system);
  const other = { code: 'elsewhere', name: { en: 'Elsewhere' }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' };
  elsewhere = (await system.record('registerOrganisation', other)).id;
  partner = await system.as({
    actor: { kind: 'person', id: randomUUID(), role: 'talent-partner' },
    claims: [{ role: 'talent-partner', scope: { organisations: ['nhs-example'] } }],
  });
});
afterAll(() => system.stop());

const eventOf = ({ receipt }: Recorded): string => receipt.eventIds[0] ?? '';
const voiding = (of: Recorded, as: System = system): Promise<Outcome> => as.mutate('voidFact', { eventId: eventOf(of), reasonCode });
const themselves = (leaderId: string): Promise<System> =>
  system.as({ actor: { kind: 'person', id: parseNodeId(leaderId)?.id ?? '', role: 'leader' }, claims: [] });
const post = { post: 'Matron', wtePercent: 100, basis: 'SUBSTANTIVE' };
const began = { ...post, effectiveOn: '2021-04-01' };
const RECORDED = { __typename: 'Recorded' };

describe('a post that is over', () => {
  const seen = async (leaderId: string): Promise<boolean> => {
    await system.settled();
    const { data } = await partner.ask<{ node: object | null }>('query ($id: ID!) { node(id: $id) { id } }', { id: leaderId });
    return data.node !== null;
  };
  /** Somebody who has gone to another employer. */
  const gone = async (assignment: (leaderId: string) => Promise<Recorded>) => {
    const { leaderId, assignmentId } = await journeys.leader();
    const more = await assignment(leaderId);
    const ended = await system.record('endAssignment', { assignmentId, effectiveOn: '2025-01-01' });
    await system.record('startAssignment', { leaderId, organisationId: elsewhere, ...began });
    expect(await seen(leaderId)).toBe(false);
    return { leaderId, assignmentId, ended, more };
  };

  it('is not held again for a former employer, who would take them back from another', async () => {
    const { organisationId } = journeys.ground;
    const { leaderId, assignmentId, ended, more } = await gone(async (who) => {
      const fixed = await system.record('startAssignment', { leaderId: who, organisationId, ...began });
      const terms = await system.record('changeAssignment', { assignmentId: fixed.id, ...post, endsOn: '2024-12-31', effectiveOn: '2022-04-01' });
      return { ...terms, id: fixed.id };
    });
    const later = { assignmentId, effectiveOn: '2035-06-01', corrects: eventOf(ended), reasonCode };
    expect(await partner.mutate('endAssignment', later)).toMatchObject({ code: 'POST_IS_OVER', field: 'assignmentId' });
    expect(await voiding(ended, partner)).toMatchObject({ code: 'POST_IS_OVER', field: 'eventId' });
    const extended = { assignmentId: more.id, ...post, endsOn: '2090-10-01' };
    for (const as of [
      { ...extended, effectiveOn: '2022-04-01' },
      { ...extended, corrects: eventOf(more), reasonCode },
    ])
      expect(await partner.mutate('changeAssignment', as)).toMatchObject({ code: 'POST_IS_OVER', field: 'assignmentId' });
    expect(await voiding(more, partner)).toMatchObject({ code: 'POST_IS_OVER' });
    expect(await seen(leaderId)).toBe(false);
    // On another day that is past it may have ended, as who employed them knows; and whoever keeps all records keeps this one.
    expect(await partner.mutate('endAssignment', { ...later, effectiveOn: '2024-12-01' })).toMatchObject(RECORDED);
    expect(await seen(leaderId)).toBe(false);
    expect(await voiding(more)).toMatchObject(RECORDED);
    expect(await seen(leaderId)).toBe(true);
  });

  it('is over with its term, however late it is said to end', async () => {
    const { leaderId } = await journeys.leader();
    const { organisationId } = journeys.ground;
    const terms = { post: 'Porter', wtePercent: 100, basis: 'FIXED_TERM', effectiveOn: '2024-01-01', endsOn: '2024-12-31' };
    const { id: assignmentId } = await system.record('startAssignment', { leaderId, organisationId, ...terms });
    await system.record('endAssignment', { assignmentId, effectiveOn: '2031-01-01' });
    const applied = await system.mutate('applyForCohort', { cohortId: await journeys.openCohort(), leaderId, assignmentId, effectiveOn: '2025-01-13' });
    expect(applied).toMatchObject({ code: 'ASSIGNMENT_ENDED' });
  });

  it('is held again for who employs them', async () => {
    const { leaderId, assignmentId } = await journeys.leader();
    await system.record('startAssignment', { leaderId, organisationId: journeys.ground.organisationId, ...began });
    const ended = await partner.record('endAssignment', { assignmentId, effectiveOn: '2025-01-01' });
    await system.settled();
    expect(await voiding(ended, partner)).toMatchObject(RECORDED);
  });

  it('is asked for once: sent again, what was recorded answers as it did', async () => {
    const { assignmentId } = await journeys.leader();
    const change = { commandId: randomUUID(), assignmentId, ...post, effectiveOn: '2022-04-01', endsOn: '2090-01-01' };
    const changed = await partner.record('changeAssignment', change);
    await partner.record('changeAssignment', { assignmentId, ...post, effectiveOn: '2023-04-01', endsOn: '2023-12-31' });
    await system.settled();
    expect(await partner.mutate('changeAssignment', change)).toEqual(changed);
  });

  it('ends with its holder’s leaving, where it did not end before', async () => {
    const { leaderId, assignmentId } = await journeys.leader();
    const ended = await system.record('endAssignment', { assignmentId, effectiveOn: '2025-01-01' });
    await system.record('leaveEmployer', { leaderId, organisationId: journeys.ground.organisationId, lastDay: '2025-03-31' });
    await system.settled();
    expect(await voiding(ended)).toMatchObject(RECORDED);
    await system.settled();
    const over = async (asOf: string) => {
      const { data } = await system.ask<{ at: { node: { ended: boolean } } }>(
        `query ($id: ID!) { at(asOf: "${asOf}") { node(id: $id) { ... on Assignment { ended } } } }`,
        { id: assignmentId },
      );
      return data.at.node.ended;
    };
    expect(await over('2025-03-31')).toBe(false);
    expect(await over('2025-04-01')).toBe(true);
  });
});

describe('what is on record of somebody erased', () => {
  it('is neither corrected nor voided', async () => {
    const second = await system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    const cohortId = await journeys.openCohort();
    const { leaderId, assignmentId } = await journeys.leader();
    const changed = await system.record('changeAssignment', { assignmentId, ...post, effectiveOn: '2022-04-01' });
    const { id: enrolmentId } = await system.record('applyForCohort', { cohortId, leaderId, assignmentId, effectiveOn: APPLIED });
    const { id: erasureId } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    await second.record('decideErasure', { erasureId, approved: true });
    await system.eventually(
      () => system.ask<{ node: { status: string } | null }>('query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status } } }', { id: erasureId }),
      ({ data }) => data.node?.status === 'COMPLETED',
    );
    const withdrawn = await system.record('withdrawEnrolment', { enrolmentId });
    await system.settled();
    expect(await voiding(withdrawn)).toMatchObject({ code: 'LEADER_ERASED', field: 'eventId' });
    expect(await voiding(changed)).toMatchObject({ code: 'LEADER_ERASED', field: 'eventId' });
    const correction = { enrolmentId, corrects: eventOf(withdrawn), reasonCode };
    expect(await system.mutate('withdrawEnrolment', correction)).toMatchObject({ code: 'LEADER_ERASED', field: 'corrects' });
    expect(await journeys.status(enrolmentId)).toBe('WITHDRAWN');
  });
});

describe('what somebody said of themselves', () => {
  it('is for them to take back, not for who may say such a thing for them', async () => {
    const cohortId = await journeys.openCohort();
    const { leaderId, assignmentId } = await journeys.leader();
    await system.settled();
    const leader = await themselves(leaderId);
    const lead = await journeys.lead();
    const { id: enrolmentId } = await leader.record('applyForCohort', { cohortId, leaderId, assignmentId });
    await system.settled();
    const left = await leader.record('withdrawEnrolment', { enrolmentId });
    const participation = await leader.record('withdrawParticipation', { leaderId });
    await system.settled();
    const others = { code: 'SAID_BY_THEMSELVES', field: 'eventId' };
    expect(await voiding(left, lead)).toMatchObject(others);
    for (const who of [partner, system]) expect(await voiding(participation, who)).toMatchObject(others);
    const correction = { leaderId, effectiveOn: '2025-01-01', corrects: eventOf(participation), reasonCode };
    expect(await partner.mutate('withdrawParticipation', correction)).toMatchObject({ code: 'SAID_BY_THEMSELVES', field: 'corrects' });
    expect(await voiding(participation, leader)).toMatchObject(RECORDED);
    // What a talent partner said for them is theirs to take back too.
    const forThem = await partner.record('withdrawParticipation', { leaderId });
    expect(await voiding(forThem, partner)).toMatchObject(RECORDED);
    const again = await partner.record('withdrawParticipation', { leaderId });
    expect(await voiding(again, leader)).toMatchObject(RECORDED);
  });
});
