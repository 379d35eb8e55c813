import type { ClaimedRole, Principal, Scope } from '@app/identity';
import { randomUUID } from 'node:crypto';
import { publishQuestions } from '../support/questions.js';
import { Journeys, OFFERED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const plain = (nodeId: string): string => Buffer.from(nodeId, 'base64url').toString().split(':')[1] ?? '';
const claiming = (role: ClaimedRole, scope: Scope): Principal => ({ actor: { kind: 'person', id: randomUUID(), role }, claims: [{ role, scope }] });

describe('what was recorded', () => {
  let system: System;
  let journeys: Journeys;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
  });
  afterAll(() => system.stop());
  const node = async <Data>(id: string, selection: string, language = 'en'): Promise<Data> => {
    await system.settled();
    const { data, errors } = await system.ask<{ node: Data }>(`query ($id: ID!) { node(id: $id) { ${selection} } }`, { id }, { 'accept-language': language });
    expect(errors).toBeUndefined();
    return data.node;
  };

  it('tells of a place given before others to whom, and why', async () => {
    const manual = await journeys.openCohort({ capacity: 1, automaticPromotion: false });
    const [holder, , behind] = [await journeys.offered(manual), await journeys.offered(manual), await journeys.offered(manual)];
    await system.record('declineOffer', { enrolmentId: holder, reason: 'Moving house.', effectiveOn: OFFERED });
    await system.settled();
    await system.record('promoteFromQueue', { cohortId: manual, enrolmentId: behind, reason: 'The only one from a rural practice.', effectiveOn: OFFERED });
    const steps = 'type label { value } outOfOrder priority cause basis text { value } enrolment { id }';
    const { timeline } = await node<{ timeline: { nodes: { type: string }[] } }>(manual, `... on Cohort { timeline(first: 100) { nodes { ${steps} } } }`, 'cy');
    expect(timeline.nodes.find(({ type }) => type === 'PlacePromoted')).toMatchObject({
      label: { value: 'Cafwyd lle o’r rhestr aros' },
      outOfOrder: true,
      basis: 'OFFER',
      text: { value: 'The only one from a rural practice.' },
      enrolment: { id: behind },
    });
    expect(timeline.nodes.find(({ type }) => type === 'PlaceReleased')).toMatchObject({ cause: 'DECLINED', enrolment: { id: holder } });
    const board = await system.as('board-member');
    const { data } = await board.ask<{ node: { timeline: object } }>(
      'query ($id: ID!) { node(id: $id) { ... on Cohort { timeline(first: 100) { totalCount totalCountState nodes { type } } } } }',
      { id: manual },
    );
    expect(data.node.timeline).toEqual({ totalCount: null, totalCountState: 'WITHHELD', nodes: [] });
  });

  it('tells of attendance at which session and how long, and of somebody ineligible what would suit instead', async () => {
    const cohortId = await journeys.openCohort();
    const sessionId = await journeys.session(cohortId, 240);
    const enrolmentId = await journeys.enrolled(cohortId);
    await system.record('recordAttendance', { enrolmentId, sessionId, minutes: 90 });
    const attended = await node<{ timeline: { nodes: { type: string }[] } }>(
      enrolmentId,
      '... on Enrolment { timeline(first: 100) { nodes { type minutes session { id title } respondBy application } } }',
    );
    expect(attended.timeline.nodes.find(({ type }) => type === 'AttendanceRecorded')).toMatchObject({
      minutes: 90,
      session: { id: sessionId, title: 'Module' },
    });
    expect(attended.timeline.nodes.find(({ type }) => type === 'ApplicationSubmitted')).toMatchObject({ application: 1 });
    const applied = await journeys.applied(cohortId);
    await system.record('screenApplicant', { enrolmentId: applied, eligible: false, reason: 'Too early.', signpostedTo: journeys.ground.programmeId });
    const screened = await node<{ timeline: { nodes: { type: string }[] } }>(
      applied,
      '... on Enrolment { timeline(first: 100) { nodes { type text { value } signpostedTo { id } } } }',
    );
    expect(screened.timeline.nodes.find(({ type }) => type === 'ApplicantFoundIneligible')).toMatchObject({
      text: { value: 'Too early.' },
      signpostedTo: { id: journeys.ground.programmeId },
    });
  });

  it('tells of a hold why it was placed, to who runs the installation, and not to whom it is about', async () => {
    const { leaderId } = await journeys.leader();
    await system.record('placeHold', { leaderId, reason: 'INQUIRY' });
    await system.record('liftHold', { leaderId });
    const { holds } = await node<{ holds: { nodes: object[] } }>(leaderId, '... on Leader { holds(first: 100) { nodes { type holdReason label { value } } } }');
    expect(holds.nodes).toEqual([
      { type: 'HoldPlaced', holdReason: 'INQUIRY', label: { value: 'Put on hold: nothing is destroyed' } },
      { type: 'HoldLifted', holdReason: null, label: { value: 'Hold lifted' } },
    ]);
  });

  interface Entry {
    readonly id: string;
    readonly eventId: string | null;
    readonly type: string;
    readonly position: string;
    readonly actor: string | null;
    readonly stream: string | null;
  }
  const IDS = 'eventId commandId correlationId causationId corrects voids';
  const ENTRY = `id ${IDS} type label { value } stream revision position effectiveOn recordedAt actor actorKind account role commandName reasonCode reason { value }`;
  const entries = async (who: System, args: string, language = 'en') => {
    const query = `{ at { recordedEvents(${args}) { nodes { ${ENTRY} } pageInfo { endCursor hasNextPage } } } }`;
    const { data, errors } = await who.ask<{ at: { recordedEvents: { nodes: Entry[]; pageInfo: { endCursor: string } } | null } }>(
      query,
      {},
      { 'accept-language': language },
    );
    expect(errors).toBeUndefined();
    return data.at.recordedEvents;
  };

  it('tells who audits the installation by whom, when, from which day and why, of what is about nobody, too', async () => {
    const auditor = await system.as('auditor');
    const trust = { code: 'told-trust', name: { en: 'Told Trust' }, sector: 'NHS', nation: 'WALES' };
    const organisation = await system.record('registerOrganisation', { ...trust, reasonCode: 'REORGANISATION', effectiveOn: '2026-02-01' });
    const told = { en: 'Anew', cy: 'O’r newydd' };
    await system.record('registerReasonCode', { code: 'ANEW', name: told, reasonCode: 'TIMETABLE_CHANGED' });
    await system.record('publishFigures', { reasonCode: 'REORGANISATION' });
    const { assignmentId } = await journeys.leader();
    await system.record('endAssignment', { assignmentId, reasonCode: 'END_OF_CONTRACT' });
    await system.settled();
    const page = await entries(auditor, 'first: 100', 'cy');
    const found = (type: string) => page?.nodes.find((entry) => entry.type === type);
    expect(found('OrganisationRegistered')).toMatchObject({
      eventId: organisation.receipt.eventIds[0],
      label: { value: 'Cofrestrwyd sefydliad' },
      stream: organisation.receipt.stream,
      effectiveOn: '2026-02-01',
      role: 'administrator',
      commandName: 'RegisterOrganisation',
      reasonCode: 'REORGANISATION',
      reason: { value: 'Ad-drefnu' },
    });
    expect(found('OrganisationRegistered')?.actor).toBeTruthy();
    expect(found('ReasonCodeRegistered')).toMatchObject({ reasonCode: 'TIMETABLE_CHANGED' });
    expect(found('FiguresPublished')).toMatchObject({ reasonCode: 'REORGANISATION' });
    expect(found('AssignmentEnded')).toMatchObject({ reasonCode: 'END_OF_CONTRACT' });
    // By its stream alone, page after page, and at a moment before it.
    expect((await entries(auditor, `first: 5, stream: "${organisation.receipt.stream}"`))?.nodes.map(({ type }) => type)).toEqual(['OrganisationRegistered']);
    const [first, second] = [await entries(auditor, 'first: 2'), await entries(auditor, 'first: 3')];
    const after = await entries(auditor, `first: 1, after: "${first?.pageInfo.endCursor}"`);
    expect(after?.nodes).toEqual(second?.nodes.slice(2));
    // The log as a whole is for nobody else.
    for (const role of ['administrator', 'talent-partner', 'board-member'] as const)
      expect(await entries(await system.as(claiming(role, 'national')), 'first: 1')).toBeNull();
    expect(await entries(await system.as(claiming('auditor', { organisations: ['told-trust'] })), 'first: 1')).toBeNull();
  });

  it('does not tell who gave answers about equality', async () => {
    const { leaderId } = await journeys.leader();
    const own = await system.as({ actor: { kind: 'person', id: plain(leaderId), role: 'leader' }, claims: [] });
    const questions = await publishQuestions(system);
    const answers = [{ question: 'sex', option: 'female' }];
    const commandId = randomUUID();
    const { receipt } = await own.record('recordEqualityAnswers', { commandId, leaderId, questionSetId: questions['SCOTLAND'], answers });
    await system.settled();
    const auditor = await system.as('auditor');
    const [answered] = (await entries(auditor, 'first: 1'))?.nodes ?? [];
    expect(answered).toMatchObject({ type: 'EqualityAnswersRecorded', actor: null, account: null, stream: null, revision: null });
    // Nor any id, of which whoever has every leader's may reckon whose they are.
    for (const id of IDS.split(' ')) expect(answered).toHaveProperty(id, null);
    const [eventId = ''] = receipt.eventIds;
    const everything = `${JSON.stringify(answered)} ${Buffer.from(answered?.id ?? '', 'base64url').toString()}`;
    for (const known of [eventId, commandId, receipt.stream, plain(leaderId)]) expect(everything).not.toContain(known);
    const { errors } = await auditor.ask('query ($id: ID!) { node(id: $id) { id } }', { id: answered?.id });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_ID' });
    expect((await entries(auditor, `first: 5, stream: "${receipt.stream}"`))?.nodes).toEqual([]);
  });

  it('tells who audits or runs the installation why somebody was allowed to see figures unmasked, whether that one has a record or not', async () => {
    const { id } = await system.record('grantUnmaskedFigures', { granteeId: randomUUID(), hours: 1, reason: 'Closed session on the merger.' });
    await system.settled();
    const told = async (who: System) =>
      (
        await who.ask<{ node: { reason: object | null } }>('query ($id: ID!) { node(id: $id) { ... on UnmaskedGrant { granteeId reason { value state } } } }', {
          id,
        })
      ).data.node.reason;
    for (const who of [system, await system.as('auditor')]) expect(await told(who)).toMatchObject({ value: 'Closed session on the merger.' });
    for (const role of ['board-member', 'talent-partner'] as const)
      expect(await told(await system.as(claiming(role, 'national')))).toMatchObject({ value: null, state: 'WITHHELD' });
  });
});
