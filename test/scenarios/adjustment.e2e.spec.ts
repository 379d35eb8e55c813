import { parseNodeId } from '@app/graphql-kit';
import { randomUUID } from 'node:crypto';
import { APPLIED, Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const uuid = (id: string): string => parseNodeId(id)?.id ?? '';
const REQUEST = 'A hearing loop in the room, please.';
const QUERY = `query ($id: ID!) { node(id: $id) { ... on Enrolment {
  adjustments(first: 10) { nodes {
    id requestedOn answer request { value state } explanation { value } enrolment { id } timeline(first: 10) { nodes { eventId type voids corrects by { leader { id } } } }
  } }
  timeline(first: 100) { nodes { type } }
} } }`;
interface Adjustment {
  readonly id: string;
  readonly answer: string | null;
  readonly timeline: { readonly nodes: readonly { readonly eventId: string; readonly type: string }[] };
}
interface Seen {
  readonly node: {
    readonly adjustments: { readonly nodes: readonly Adjustment[] };
    readonly timeline: { readonly nodes: readonly { readonly type: string }[] };
  } | null;
}
const reasonCode = 'RECORDED_IN_ERROR';
const TASKS = '{ viewer { tasks(first: 10, kinds: [ANSWER_ADJUSTMENT]) { nodes { title { value } mutations thing { id } } } } }';
type Tasks = { viewer: { tasks: { nodes: { title: { value: string }; mutations: string[]; thing: { id: string } }[] } } };

describe('an adjustment', () => {
  let system: System;
  let cohortId: string;
  let leaderId: string;
  let enrolmentId: string;
  let journeys: Journeys;
  let they: System;
  let lead: System;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
    cohortId = await journeys.openCohort();
    enrolmentId = await journeys.enrolled(cohortId);
    await system.settled();
    const { data } = await system.ask<{ node: { leader: { id: string } } }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { leader { id } } } }', {
      id: enrolmentId,
    });
    leaderId = data.node.leader.id;
    they = await system.as({ actor: { kind: 'person', id: uuid(leaderId), role: 'leader' }, claims: [] });
    const leading = (await journeys.leader()).leaderId;
    await system.record('appointProgrammeLead', { programmeId: journeys.ground.programmeId, personId: leading, effectiveOn: '2020-01-01' });
    await system.settled();
    lead = await system.as({ actor: { kind: 'person', id: uuid(leading), role: 'leader' }, claims: [] });
  });
  afterAll(() => system.stop());
  const seenBy = async (asking: System, id = enrolmentId) => {
    const { node } = (await asking.ask<Seen>(QUERY, { id })).data;
    return { adjustments: node?.adjustments.nodes ?? [], timeline: node?.timeline.nodes ?? [] };
  };
  const movedTo = async (id: string, targetCohortId: string) => {
    await system.record('transferEnrolment', { enrolmentId: id, targetCohortId });
    await system.settled();
    const query = 'query ($id: ID!) { node(id: $id) { ... on Enrolment { continuedBy { id } } } }';
    return (await system.ask<{ node: { continuedBy: { id: string } } }>(query, { id })).data.node.continuedBy.id;
  };
  const tasksOf = async (asking: System) => (await asking.ask<Tasks>(TASKS)).data.viewer.tasks.nodes;

  it('is asked for by the leader, told to who runs the programme, and answered', async () => {
    const { id } = await they.record('requestAdjustment', { enrolmentId, request: REQUEST });
    await system.settled();
    const own = { id, answer: null, request: { value: REQUEST, state: 'OPEN' }, explanation: null, enrolment: { id: enrolmentId } };
    expect((await seenBy(they)).adjustments).toMatchObject([own]);
    expect((await seenBy(lead)).adjustments).toMatchObject([own]);
    expect(await tasksOf(lead)).toEqual([
      { title: { value: 'Answer a request for an adjustment in Example Programme, Cohort' }, mutations: ['answerAdjustment'], thing: { id } },
    ]);
    await lead.record('answerAdjustment', { adjustmentId: id, answer: 'AGREED_IN_PART', explanation: 'From the second session on.' });
    await system.settled();
    expect((await seenBy(they)).adjustments).toMatchObject([{ id, answer: 'AGREED_IN_PART', explanation: { value: 'From the second session on.' } }]);
    expect(await tasksOf(lead)).toEqual([]);
  });

  it('is nobody else’s to see, nor that there is one: neither by name, nor by id, nor in a timeline', async () => {
    const [{ id = '' } = {}] = (await seenBy(they)).adjustments;
    for (const role of ['administrator', 'auditor', 'talent-partner'] as const) {
      const another = await system.as({ actor: { kind: 'person', id: randomUUID(), role }, claims: [{ role, scope: 'national' }] });
      const seen = await seenBy(another);
      expect([role, seen.adjustments, seen.timeline.filter(({ type }) => type.startsWith('Adjustment'))]).toEqual([role, [], []]);
      expect([role, seen.timeline.length]).not.toEqual([role, 0]);
      expect((await another.ask<{ node: null }>('query ($id: ID!) { node(id: $id) { id } }', { id })).data.node).toBeNull();
      expect(await another.mutate('answerAdjustment', { adjustmentId: id, answer: 'DECLINED' })).toMatchObject({
        __typename: 'Refusal',
        code: 'NOT_PERMITTED',
      });
    }
  });

  it('is sealed, and answered by nobody for themselves', async () => {
    const { rows } = await system.database.database.query<{ data: string }>("select data::text from es.events where type like 'Adjustment%'");
    expect(rows).toHaveLength(2);
    for (const { data } of rows) expect(data).not.toMatch(/hearing|second session/);
    const [{ id = '' } = {}] = (await seenBy(they)).adjustments;
    expect(await they.mutate('answerAdjustment', { adjustmentId: id, answer: 'AGREED' })).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await lead.mutate('requestAdjustment', { enrolmentId, request: REQUEST })).toMatchObject({ __typename: 'Refusal' });
  });

  it('is put right where it was recorded wrongly: the answer by who gave it, and what is no longer needed is taken back by who asked', async () => {
    const [one] = (await seenBy(they)).adjustments;
    const event = (type: string) => one?.timeline.nodes.find((step) => step.type === type)?.eventId;
    await lead.record('answerAdjustment', { adjustmentId: one?.id, answer: 'AGREED', corrects: event('AdjustmentAnswered'), reasonCode });
    await system.settled();
    const [corrected] = (await seenBy(they)).adjustments;
    expect(corrected).toMatchObject({ answer: 'AGREED', explanation: null });
    const [, , again] = corrected?.timeline.nodes ?? [];
    expect(again).toMatchObject({ type: 'AdjustmentAnswered', corrects: event('AdjustmentAnswered'), by: { leader: null } });

    const request = { eventId: event('AdjustmentRequested'), reasonCode };
    expect(await they.mutate('voidFact', request)).toMatchObject({ code: 'LATER_FACT_STANDS_ON_IT' });
    expect(await they.mutate('voidFact', { eventId: again?.eventId, reasonCode })).toMatchObject({ __typename: 'Refusal' });
    await lead.record('voidFact', { eventId: again?.eventId, reasonCode });
    await system.settled();
    expect((await seenBy(they)).adjustments).toMatchObject([{ answer: null }]);
    expect(await tasksOf(lead)).toHaveLength(1);
    await they.record('voidFact', request);
    await system.settled();
    expect((await seenBy(they)).adjustments).toEqual([]);
    expect(await tasksOf(lead)).toEqual([]);
  });

  it('is put in other words by who asked, and keeps nobody from voiding what it was asked for, who would learn of it by that', async () => {
    const nominee = await journeys.leader();
    const person = await system.as({ actor: { kind: 'person', id: uuid(nominee.leaderId), role: 'leader' }, claims: [] });
    const nominated = await system.record('nominateLeader', { cohortId, ...nominee, effectiveOn: APPLIED });
    await system.settled();
    const asked = await person.record('requestAdjustment', { enrolmentId: nominated.id, request: REQUEST });
    await system.settled();
    const corrects = asked.receipt.eventIds[0];
    const anew = await person.record('requestAdjustment', { enrolmentId: nominated.id, request: 'Large print, please.', corrects, reasonCode });
    expect(anew).toMatchObject({ id: asked.id, receipt: { eventTypes: ['AdjustmentRequested'] } });
    await system.settled();
    expect((await seenBy(person, nominated.id)).adjustments).toMatchObject([{ id: asked.id, request: { value: 'Large print, please.' } }]);
    await system.record('voidFact', { eventId: nominated.receipt.eventIds[0], reasonCode });
  });

  it('is corrected before nobody else: whoever sees the leader’s history is not told', async () => {
    const query =
      'query ($id: ID!) { node(id: $id) { ... on Leader { corrections(first: 10) { totalCount nodes { type was { type } about { __typename } } } } } }';
    const corrections = async (asking: System) =>
      (await asking.ask<{ node: { corrections: { totalCount: number; nodes: object[] } } }>(query, { id: leaderId })).data.node.corrections;
    const about = { was: { type: 'AdjustmentAnswered' } };
    expect(await corrections(they)).toMatchObject({
      totalCount: 3,
      nodes: [{ was: { type: 'AdjustmentRequested' } }, { type: 'FactVoided', ...about }, about],
    });
    expect(await corrections(system)).toEqual({ totalCount: 0, nodes: [] });
  });

  it('goes along to the cohort that the leader is transferred to, and back, and is there once', async () => {
    const { id } = await they.record('requestAdjustment', { enrolmentId, request: REQUEST });
    const targetCohortId = await journeys.openCohort({ name: 'Next year' });
    const there = await movedTo(enrolmentId, targetCohortId);
    expect((await seenBy(lead, there)).adjustments).toMatchObject([{ id, answer: null, enrolment: { id: enrolmentId } }]);
    expect((await tasksOf(lead)).map(({ title, thing }) => [title.value, thing.id])).toEqual([
      ['Answer a request for an adjustment in Example Programme, Next year', id],
    ]);
    await lead.record('answerAdjustment', { adjustmentId: id, answer: 'AGREED' });
    await system.settled();
    expect((await seenBy(they, there)).adjustments).toMatchObject([{ id, answer: 'AGREED' }]);
    expect((await seenBy(await system.as('administrator'), there)).adjustments).toEqual([]);
    expect(await movedTo(there, cohortId)).toBe(enrolmentId);
    for (const enrolment of [enrolmentId, there]) expect((await seenBy(they, enrolment)).adjustments).toMatchObject([{ id, answer: 'AGREED' }]);
  });

  it('waits for nobody any more once the enrolment has ended', async () => {
    await they.record('requestAdjustment', { enrolmentId, request: REQUEST });
    await system.settled();
    expect(await tasksOf(lead)).toHaveLength(1);
    await they.record('withdrawEnrolment', { enrolmentId });
    await system.settled();
    expect(await tasksOf(lead)).toEqual([]);
    expect((await seenBy(they)).adjustments).toHaveLength(2);
  });

  it('is in what the leader is given of everything that is held about them, in words', async () => {
    const { id } = await they.record('requestSubjectAccess', { leaderId });
    const answer = await fetch(`${await system.api.getUrl()}/subject-access/${uuid(id)}.json`, { headers: { authorization: `Bearer ${they.token}` } });
    const { held } = (await answer.json()) as { held: { type: string; fields: { path: string; value: { text?: { value: string } } }[] }[] };
    for (const type of ['Adjustment', 'AdjustmentRequested']) {
      const requests = held.filter((one) => one.type === type).flatMap(({ fields }) => fields.filter(({ path }) => path === 'request'));
      expect([type, requests.at(-1)?.value.text?.value]).toEqual([type, REQUEST]);
    }
    expect(held.map(({ type }) => type)).toContain('AdjustmentAnswered');
  });

  it('is nobody’s to read once the leader is erased', async () => {
    const claims = [{ role: 'administrator', scope: 'national' }] as const;
    const second = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'administrator' }, claims });
    const { id: erasureId } = await system.record('requestErasure', { leaderId, ground: 'NO_LONGER_NECESSARY' });
    await second.record('decideErasure', { erasureId, approved: true });
    await system.settled();
    const { adjustments } = await seenBy(lead);
    expect(adjustments).toHaveLength(2);
    for (const adjustment of adjustments) expect(adjustment).toMatchObject({ request: { value: null, state: 'ERASED' } });
  });
});
