import { randomUUID } from 'node:crypto';
import { parseNodeId } from '@app/graphql-kit';
import { Journeys, OFFERED, STARTED } from '../support/journey.js';
import { type Recorded, startSystem, type System } from '../support/system.js';

const reasonCode = 'RECORDED_IN_ERROR';

let system: System;
let journeys: Journeys;
beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system);
});
afterAll(() => system.stop());

const eventOf = ({ receipt }: Recorded): string => receipt.eventIds[0] ?? '';
const voided = async (of: Recorded): Promise<void> => {
  await system.settled();
  await system.record('voidFact', { eventId: eventOf(of), reasonCode });
  await system.settled();
};
const places = async (cohortId: string): Promise<{ placesHeld: number; waitingList: { nodes: { id: string }[] } } | undefined> => {
  const lead = await journeys.lead();
  const { data, errors } = await lead.ask<{ node: { placesHeld: number; waitingList: { nodes: { id: string }[] } } }>(
    'query ($id: ID!) { node(id: $id) { ... on Cohort { placesHeld waitingList(first: 10) { nodes { id } } } } }',
    { id: cohortId },
  );
  expect(errors).toBeUndefined();
  return data.node;
};

describe('what followed from something that never held is undone', () => {
  it('of a withdrawal: who withdrew has the place again', async () => {
    const cohortId = await journeys.openCohort({ capacity: 2 });
    const enrolmentId = await journeys.enrolled(cohortId);
    const withdrawn = await system.record('withdrawEnrolment', { enrolmentId, effectiveOn: '2025-04-01' });
    await system.settled();
    expect(await places(cohortId)).toMatchObject({ placesHeld: 0 });
    await voided(withdrawn);
    expect(await places(cohortId)).toMatchObject({ placesHeld: 1 });
    expect(await journeys.status(enrolmentId)).toBe('ENROLLED');
    await system.record('withdrawEnrolment', { enrolmentId, effectiveOn: '2025-05-01' });
    await system.settled();
    expect(await places(cohortId)).toMatchObject({ placesHeld: 0 });
  });

  it.each([1, 2, 3])('of a withdrawal from the list while the place before them comes free: nobody is lost, nor a place (%i)', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const [holder, ...waiting] = [await journeys.offered(cohortId), await journeys.offered(cohortId), await journeys.offered(cohortId)];
    await system.settled();
    const leaving = async (enrolmentId: string) => system.record('withdrawEnrolment', { enrolmentId, effectiveOn: '2025-04-01' });
    const andBack = async (enrolmentId: string) => system.record('voidFact', { eventId: eventOf(await leaving(enrolmentId)), reasonCode });
    await Promise.all([leaving(holder ?? ''), andBack(waiting[0] ?? '')]);
    await system.settled();
    const statuses = await Promise.all(waiting.map(async (id) => [id, await journeys.status(id)] as const));
    expect(statuses.map(([, status]) => status).sort()).toEqual(['OFFERED', 'WAITLISTED']);
    const nodes = statuses.filter(([, status]) => status === 'WAITLISTED').map(([id]) => ({ id }));
    expect(await places(cohortId)).toEqual({ placesHeld: 1, waitingList: { nodes } });
  });

  it('takes nothing from whoever was given the place meanwhile: who is back is the next to be given one', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const first = await journeys.enrolled(cohortId);
    const second = await journeys.offered(cohortId);
    const third = await journeys.offered(cohortId);
    const withdrawn = await system.record('withdrawEnrolment', { enrolmentId: first, effectiveOn: '2025-04-01' });
    await voided(withdrawn);
    expect(await journeys.status(second)).toBe('OFFERED');
    expect(await journeys.status(first)).toBe('WAITLISTED');
    expect(await places(cohortId)).toMatchObject({ placesHeld: 1, waitingList: { nodes: [{ id: first }, { id: third }] } });
    await system.record('declineOffer', { enrolmentId: second, effectiveOn: '2025-04-02' });
    await system.settled();
    expect(await journeys.status(first)).toBe('OFFERED');
    expect(await places(cohortId)).toMatchObject({ placesHeld: 1, waitingList: { nodes: [{ id: third }] } });
  });

  it('gives whoever only waited their own place in the queue again, and so nobody one before others', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const first = await journeys.enrolled(cohortId);
    const waiting: string[] = [];
    for (let number = 0; number < 4; number++) waiting.push(await journeys.offered(cohortId));
    const inOrder = { placesHeld: 1, waitingList: { nodes: waiting.map((id) => ({ id })) } };
    const again = async (enrolmentId = '') => voided(await system.record('withdrawEnrolment', { enrolmentId, effectiveOn: '2025-04-01' }));
    await again(waiting[2]);
    expect(await places(cohortId)).toEqual(inOrder);
    await again(waiting[3]);
    await again(waiting[1]);
    expect(await places(cohortId)).toEqual(inOrder);
    await system.record('withdrawEnrolment', { enrolmentId: first, effectiveOn: '2025-04-02' });
    await system.settled();
    expect(await journeys.status(waiting[0] ?? '')).toBe('OFFERED');
    expect(await places(cohortId)).toEqual({ placesHeld: 1, waitingList: { nodes: waiting.slice(1).map((id) => ({ id })) } });
  });

  it('of an offer that was declined for somebody by mistake', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const enrolmentId = await journeys.offered(cohortId);
    const declined = await system.record('declineOffer', { enrolmentId, effectiveOn: OFFERED });
    await voided(declined);
    expect(await journeys.status(enrolmentId)).toBe('OFFERED');
    await journeys.enrol(enrolmentId);
    await system.settled();
    expect(await places(cohortId)).toMatchObject({ placesHeld: 1 });
  });

  it('of participation that was not withdrawn: what was applied for goes on', async () => {
    const cohortId = await journeys.openCohort();
    const enrolmentId = await journeys.offered(cohortId);
    const { data } = await system.ask<{ node: { leader: { id: string } } }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { leader { id } } } }', {
      id: enrolmentId,
    });
    const withdrawn = await system.record('withdrawParticipation', { leaderId: data.node.leader.id, effectiveOn: '2025-02-10' });
    await system.settled();
    expect(await journeys.status(enrolmentId)).toBe('WITHDRAWN');
    await voided(withdrawn);
    expect(await journeys.status(enrolmentId)).toBe('OFFERED');
    expect(await places(cohortId)).toMatchObject({ placesHeld: 1 });
  });

  it('of somebody who did not leave: posts and applications go on; who left on another day, left on that', async () => {
    const cohortId = await journeys.openCohort();
    const { leaderId, assignmentId } = await journeys.leader();
    const { id: enrolmentId } = await system.record('applyForCohort', { cohortId, leaderId, assignmentId, effectiveOn: '2025-01-13' });
    const { organisationId } = journeys.ground;
    const post = async () => {
      await system.settled();
      const { data } = await system.ask<{ node: object }>('query ($id: ID!) { node(id: $id) { ... on Assignment { ended } } }', { id: assignmentId });
      const until = await system.ask<{ at: { node?: object } }>('{ at { asOf } }');
      expect(until.errors).toBeUndefined();
      return data.node;
    };
    const left = await system.record('leaveEmployer', { leaderId, organisationId, lastDay: '2025-03-31' });
    expect(await post()).toEqual({ ended: true });
    expect(await journeys.status(enrolmentId)).toBe('WITHDRAWN');
    const later = await system.record('leaveEmployer', { leaderId, organisationId, lastDay: '2025-06-30', corrects: eventOf(left), reasonCode });
    expect(await post()).toEqual({ ended: true });
    const endedOn = await system.ask<{ at: { leaders: { nodes: { id: string; assignments: { nodes: object[] } }[] } } }>(
      '{ at(asOf: "2025-05-01") { leaders(first: 100) { nodes { id: key assignments(first: 1) { nodes { ended } } } } } }',
    );
    expect(endedOn.data.at.leaders.nodes.find(({ id }) => id === leaderId)?.assignments.nodes).toEqual([{ ended: false }]);
    await voided(later);
    expect(await post()).toEqual({ ended: false });
    expect(await journeys.status(enrolmentId)).toBe('APPLIED');
  });

  it('of a post that had ended, by mistake, before its holder left: it ends with their leaving', async () => {
    const { leaderId, assignmentId } = await journeys.leader();
    const { organisationId } = journeys.ground;
    const hasEnded = async (asOf: string) => {
      const query = `query ($id: ID!) { at(asOf: "${asOf}") { node(id: $id) { ... on Assignment { ended } } } }`;
      const { data, errors } = await system.ask<{ at: { node: { ended: boolean } } }>(query, { id: assignmentId });
      expect(errors).toBeUndefined();
      return data.at.node.ended;
    };
    const ended = await system.record('endAssignment', { assignmentId, effectiveOn: '2024-04-01' });
    await system.record('leaveEmployer', { leaderId, organisationId, lastDay: '2025-03-31' });
    await voided(ended);
    expect([await hasEnded('2024-06-01'), await hasEnded('2025-04-01')]).toEqual([false, true]);
  });
});

describe('what was recorded is corrected and voided', () => {
  it('by whoever may record it, and nobody else', async () => {
    const cohortId = await journeys.openCohort();
    const enrolmentId = await journeys.enrolled(cohortId);
    const hours = await system.record('recordStudyHours', { enrolmentId, minutes: 60, effectiveOn: STARTED });
    await system.settled();
    const { data } = await system.ask<{ node: { leader: { id: string } } }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { leader { id } } } }', {
      id: enrolmentId,
    });
    const person = parseNodeId(data.node.leader.id)?.id ?? '';
    const leader = await system.as({ actor: { kind: 'person', id: person, role: 'leader' }, claims: [] });
    const somebody = await system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'talent-partner' },
      claims: [{ role: 'talent-partner', scope: { organisations: ['nhs-example'] } }],
    });
    const voids = (who: System) => who.mutate('voidFact', { eventId: eventOf(hours), reasonCode });
    // Whom the timeline shows it, and whom nothing does.
    for (const who of [leader, somebody, await system.as('auditor')]) expect(await voids(who)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await voids(await system.as('board-member'))).toMatchObject({ code: 'EVENT_NOT_FOUND', field: 'eventId' });
    // Who leads the programme may, but not on a record of their own.
    const administrator = await system.as({
      actor: { kind: 'person', id: person, role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    expect(await administrator.mutate('voidFact', { eventId: eventOf(hours), reasonCode })).toMatchObject({ code: 'OWN_RECORD' });
    const correction = { enrolmentId, minutes: 30, corrects: eventOf(hours), reasonCode };
    expect(await administrator.mutate('recordStudyHours', correction)).toMatchObject({ code: 'OWN_RECORD' });
  });

  it('with a reason, of a fact that holds and can be amended; once', async () => {
    const cohortId = await journeys.openCohort();
    const enrolmentId = await journeys.enrolled(cohortId);
    const hours = await system.record('recordStudyHours', { enrolmentId, minutes: 60, effectiveOn: STARTED });
    const of = { enrolmentId, minutes: 30, corrects: eventOf(hours) };
    expect(await system.mutate('recordStudyHours', of)).toMatchObject({ code: 'REASON_NEEDED', field: 'reasonCode' });
    expect(await system.mutate('voidFact', { eventId: eventOf(hours) })).toMatchObject({ code: 'REASON_NEEDED', field: 'reasonCode' });
    expect(await system.mutate('voidFact', { eventId: randomUUID(), reasonCode })).toMatchObject({ code: 'EVENT_NOT_FOUND', field: 'eventId' });
    expect(await system.mutate('withdrawEnrolment', { enrolmentId, corrects: eventOf(hours), reasonCode })).toMatchObject({ code: 'FACT_OF_ANOTHER_COMMAND' });
    await system.settled();
    const { data } = await system.ask<{ node: { timeline: { nodes: { eventId: string; type: string }[] } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Enrolment { timeline(first: 50) { nodes { eventId type } } } } }',
      { id: enrolmentId },
    );
    expect(
      await system.mutate('voidFact', { eventId: data.node.timeline.nodes.find(({ type }) => type === 'PlaceOffered')?.eventId, reasonCode }),
    ).toMatchObject({
      code: 'FACT_NOT_AMENDABLE',
      message: expect.stringContaining('waiting list'),
    });
    const commandId = randomUUID();
    const corrected = await system.record('recordStudyHours', { ...of, reasonCode, commandId });
    expect(await system.record('recordStudyHours', { ...of, reasonCode, commandId })).toEqual(corrected);
    expect(await system.mutate('recordStudyHours', { ...of, reasonCode, minutes: 20 })).toMatchObject({
      code: 'FACT_CORRECTED',
      field: 'corrects',
      details: [{ name: 'eventId', value: eventOf(corrected) }],
    });
    const same = await system.record('recordStudyHours', { ...of, corrects: eventOf(corrected), reasonCode });
    expect(same.receipt.eventIds).toEqual([]);
  });
});
