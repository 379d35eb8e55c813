import { verifyLog } from '@app/event-store';
import { Projector, ReadModel } from '@app/read-model';
import { randomUUID } from 'node:crypto';
import { Journeys, OPENED, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const LEGAL_NAME = 'Gwenllian Quartermaine ferch Idwal';
const SORT_NAME = 'Quartermaine ferch Idwal, Gwenllian';
const EMAIL = 'gwenllian.quartermaine@wales.example';
const POST = 'Hebogydd y Frenhines';
const FREE_TEXT = 'Because the estuary taught me patience.';
const REASON = 'Her mother is gravely ill in Aberdaron.';
const PERSONAL = [LEGAL_NAME, SORT_NAME, EMAIL, POST, FREE_TEXT, REASON];

const deputy = { kind: 'person', role: 'administrator' } as const;

describe('erasure', () => {
  let system: System;
  let journeys: Journeys;
  let second: System;
  let lead: System;
  let leaderId: string;
  let assignmentId: string;
  let cohortId: string;
  let enrolmentId: string;

  beforeAll(async () => {
    system = await startSystem();
    second = await system.as({ actor: { ...deputy, id: randomUUID() }, claims: [{ role: 'administrator', scope: 'national' }] });
    journeys = await Journeys.prepare(system);
    lead = await journeys.lead();
    cohortId = await journeys.openCohort();
    await journeys.enrolled(cohortId);
    ({ id: leaderId } = await system.record('registerLeader', {
      legalName: LEGAL_NAME,
      sortName: SORT_NAME,
      email: EMAIL,
      language: 'CY',
      effectiveOn: '2020-01-01',
    }));
    ({ id: assignmentId } = await system.record('startAssignment', {
      leaderId,
      organisationId: journeys.ground.organisationId,
      post: POST,
      wtePercent: 100,
      basis: 'SUBSTANTIVE',
      effectiveOn: '2021-04-01',
    }));
    ({ id: enrolmentId } = await system.record('applyForCohort', { cohortId, leaderId, assignmentId, statement: FREE_TEXT, effectiveOn: OPENED }));
    await system.record('screenApplicant', { enrolmentId, eligible: true, effectiveOn: OPENED });
    await system.record('shortlistApplicant', { enrolmentId, effectiveOn: OPENED });
    await system.record('offerPlace', { enrolmentId, effectiveOn: OPENED });
    await system.settled();
    await system.record('acceptOffer', { enrolmentId, effectiveOn: OPENED });
    await system.record('enrolLeader', { enrolmentId, effectiveOn: STARTED });
    for (let number = 0; number < 30; number++) {
      const sessionId = await journeys.session(cohortId, 60);
      await system.record('recordAttendance', { enrolmentId, sessionId, minutes: 60, effectiveOn: STARTED });
    }
    await system.record('interruptEnrolment', { enrolmentId, reason: REASON, effectiveOn: '2025-05-01' });
    await system.settled();
  });
  afterAll(() => system.stop());

  const rows = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await system.database.database.pool.query<Row>(text, values)).rows;
  const uuidOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';

  /** Every list and every field of a page about the person, as an administrator sees it. */
  const pages = async () => {
    const { data, errors } = await lead.ask(
      `query ($leader: ID!, $cohort: ID!, $enrolment: ID!) {
        at {
          leaders(first: 100) { nodes { id name { value state } legalName { value state } email { value state } } }
          found: leaders(first: 10, search: "Quartermaine") { nodes { id } }
          enrolments(first: 100, leader: $leader) { nodes { id status reason { value state } leader { name { value state } } assignment { post { value state } } } }
          cohorts(first: 10) { nodes { placesHeld placesFree } }
          funnel(cohort: $cohort) { applications applicants offered enrolled completed droppedOut }
        }
        person: node(id: $leader) { ... on Leader { name { value state } legalName { value state } email { value state } assignments(first: 5) { nodes { post { value state } } } } }
        steps: node(id: $enrolment) { ... on Enrolment { timeline(first: 100) { nodes { type text { value state } } } } }
      }`,
      { leader: leaderId, cohort: cohortId, enrolment: enrolmentId },
    );
    expect(errors).toBeUndefined();
    return data as unknown as Record<string, never> & { at: { funnel: object; cohorts: object; found: { nodes: object[] } } };
  };
  const checksums = async () => (await system.projector.get(ReadModel).checksum()).tables;

  it('scenario 11: somebody erased by two persons can be found nowhere any more, and everything else stays', async () => {
    const [{ events }] = (await rows<{ events: number }>('select count(*)::int as events from es.events where data::text like $1', [
      `%${uuidOf(leaderId)}%`,
    ])) as [{ events: number }];
    expect(events).toBeGreaterThanOrEqual(40);
    const before = await pages();
    expect(JSON.stringify(before)).toContain(LEGAL_NAME);
    expect(JSON.stringify(before)).toContain(FREE_TEXT);
    expect(before.at.found.nodes).toHaveLength(1);
    const sums = await checksums();

    const asked = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    await second.record('decideErasure', { erasureId: asked.id, approved: true });
    await system.settled();

    const { data } = await second.ask<{ node: { status: string; certificate: { document: string; sha256: string; found: object[] } } }>(
      `query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status requestedBy decidedOn certificate { document sha256 signature publicKey found { table matches } } } } }`,
      { id: asked.id },
    );
    expect(data.node.status).toBe('COMPLETED');
    expect(data.node.certificate.found).toEqual([]);

    const after = await pages();
    for (const text of PERSONAL) expect(JSON.stringify(after)).not.toContain(text);
    expect(after).toMatchObject({
      at: {
        found: { nodes: [] },
        funnel: before.at.funnel,
        cohorts: before.at.cohorts,
        enrolments: { nodes: [{ leader: { name: { value: null, state: 'ERASED' } }, assignment: { post: { state: 'ERASED' } } }] },
      },
      person: {
        name: { state: 'ERASED' },
        legalName: { state: 'ERASED' },
        email: { state: 'ERASED' },
        assignments: { nodes: [{ post: { state: 'ERASED' } }] },
      },
    });
    expect(JSON.stringify(after)).toContain('"type":"ApplicationSubmitted","text":{"value":null,"state":"ERASED"}');

    const verification = await verifyLog(system.database.database);
    expect(verification.faultCount).toBe(0);
    const own = ['erasure_request', 'erased_leader'];
    expect((await checksums()).filter(({ table }) => !own.includes(table))).toEqual(sums.filter(({ table }) => !own.includes(table)));
    const written = await checksums();
    await system.projector.get(Projector).rebuild();
    expect(await checksums()).toEqual(written);
    expect(await pages()).toEqual(after);
  });

  it('scenario 11: nothing new is recorded about them, and who signs in as them finds nothing', async () => {
    const another = await journeys.openCohort({ name: 'Another' });
    expect(await system.mutate('applyForCohort', { cohortId: another, leaderId, assignmentId })).toMatchObject({ code: 'LEADER_ERASED' });
    expect(
      await system.mutate('startAssignment', { leaderId, organisationId: journeys.ground.organisationId, post: 'x', wtePercent: 1, basis: 'BANK' }),
    ).toMatchObject({ code: 'LEADER_ERASED' });
    expect(await system.mutate('withdrawEnrolment', { enrolmentId, reason: 'Said anew.' })).toMatchObject({ code: 'SUBJECT_ERASED' });
    expect(await system.mutate('requestErasure', { leaderId, ground: 'OBJECTION' })).toMatchObject({ code: 'LEADER_ERASED' });
    const they = await system.as({ actor: { kind: 'person', id: uuidOf(leaderId), role: 'leader' }, claims: [] });
    const answer = await they.ask('{ at { leaders(first: 5) { nodes { id } } } }');
    expect(answer.errors?.[0]?.extensions?.code).toBe('NO_ROLE');
  });
});
