import { DEVELOPMENT_ISSUER } from '@app/development-provider';
import { addDays } from '@app/kernel';
import { randomUUID } from 'node:crypto';
import { APPLIED, Journeys, OPENED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { codeOf, uuidOf, type Visitor, visitor } from './support/visitor.js';

const BEFORE = '2021-05-01';
const DAY = 86_400_000;

let system: System;
let journeys: Journeys;
let cohortId: string;
let [ann, bob, cat, dai] = ['', '', '', ''];
let applied = '';

/** Whoever is made up by the system's own means: a person with a record, by their id. */
const asking = async (leaderId: string): Promise<Visitor> => {
  await system.as({ actor: { kind: 'person', id: uuidOf(leaderId), role: 'leader' }, claims: [] });
  return visitor(system, uuidOf(leaderId));
};
const on = (id: string) => ({ 'on-behalf-of': id });
const today = () => system.clock.today();
let days = 0;
/** Each until another day: the same is granted once. */
const granting = (more: object = {}) => ({
  principalId: ann,
  deputyId: bob,
  roles: ['LINE_MANAGER'],
  authority: 'ACTING',
  endsOn: addDays(today(), 7 + days++),
  ...more,
});
const granted = async (more: object = {}): Promise<string> => {
  const outcome = await (await asking(ann)).mutate('grantDelegation', granting(more));
  if (outcome.__typename === 'Refusal') throw new Error(outcome.code);
  return outcome.id;
};
const ask = { viewer: '{ viewer { id onBehalfOf roles } }', leader: 'query ($id: ID!) { node(id: $id) { ... on Leader { id } } }' };
const sees = async (one: Visitor, id: string, headers = {}) => {
  const { data, text } = await one.ask(ask.leader, { id }, headers);
  if (!data) throw new Error(text);
  return data['node'] !== null;
};

beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system);
  cohortId = await journeys.openCohort();
  const [manager, deputy, report, stranger] = [await journeys.leader(), await journeys.leader(), await journeys.leader(), await journeys.leader()];
  [ann, bob, cat, dai] = [manager.leaderId, deputy.leaderId, report.leaderId, stranger.leaderId];
  await system.record('setReportingLine', { assignmentId: report.assignmentId, managerId: ann, effectiveOn: BEFORE });
  ({ id: applied } = await system.record('applyForCohort', { cohortId, leaderId: cat, assignmentId: report.assignmentId, effectiveOn: APPLIED }));
  await system.settled();
});
afterAll(() => system.stop());
afterEach(() => system.clock.standAt(new Date().toISOString()));

describe('somebody who acts for another', () => {
  it('sees what that one sees in the roles that were delegated, and nothing of their own', async () => {
    const [delegation, deputy] = [await granted(), await asking(bob)];
    await system.settled();
    expect(await sees(deputy, cat)).toBe(false);
    expect((await deputy.ask(ask.viewer, {}, on(delegation))).data).toEqual({
      viewer: { id: uuidOf(bob), onBehalfOf: uuidOf(ann), roles: ['LINE_MANAGER'] },
    });
    expect([await sees(deputy, cat, on(delegation)), await sees(deputy, ann, on(delegation)), await sees(deputy, bob, on(delegation))]).toEqual([
      true,
      false,
      false,
    ]);
    // By its UUID too, as ids go.
    expect(await sees(deputy, cat, on(uuidOf(delegation)))).toBe(true);
  });

  it('is recorded with whom they act for, and by which delegation', async () => {
    const [delegation, deputy] = [await granted(), await asking(bob)];
    const outcome = await deputy.mutate('endorseApplication', { enrolmentId: applied, effectiveOn: APPLIED }, on(delegation));
    if (outcome.__typename === 'Refusal') throw new Error(outcome.code);
    const { rows } = await system.database.database.query<{ actor: object }>("select meta -> 'actor' as actor from es.events where event_id = $1", [
      outcome.receipt.eventIds[0],
    ]);
    const actor = { kind: 'person', id: uuidOf(bob), role: 'line-manager', onBehalfOf: uuidOf(ann), delegation: uuidOf(delegation) };
    expect(rows).toEqual([{ actor: { ...actor, account: expect.stringMatching(/^[0-9a-f-]{36}$/) as string } }]);
    const { data } = await system.ask<{ node: { timeline: { nodes: { type: string; onBehalfOf: string | null }[] } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Enrolment { timeline(first: 100) { nodes { type onBehalfOf } } } } }',
      { id: applied },
    );
    expect(data.node.timeline.nodes.at(-1)).toEqual({ type: 'ApplicationEndorsed', onBehalfOf: uuidOf(ann) });
  });

  it('is refused who sends a command again by another delegation, or by none', async () => {
    const report = await journeys.leader();
    await system.record('setReportingLine', { assignmentId: report.assignmentId, managerId: ann, effectiveOn: BEFORE });
    const application = { cohortId, leaderId: report.leaderId, assignmentId: report.assignmentId, effectiveOn: APPLIED };
    const { id: enrolmentId } = await system.record('applyForCohort', application);
    await system.settled();
    const [delegation, another, deputy] = [await granted(), await granted(), await asking(bob)];
    const command = { commandId: randomUUID(), enrolmentId, effectiveOn: APPLIED };
    const first = await deputy.mutate('endorseApplication', command, on(delegation));
    expect(codeOf(first)).toBe('Recorded');
    expect(await deputy.mutate('endorseApplication', command, on(delegation))).toEqual(first);
    expect(await deputy.mutate('endorseApplication', command, on(another))).toMatchObject({ code: 'COMMAND_ID_REUSED', field: 'commandId' });
    expect(codeOf(await (await asking(ann)).mutate('endorseApplication', command))).toBe('COMMAND_ID_REUSED');
  });

  it('does nothing where the delegation is for reading, nor in roles that were not delegated', async () => {
    const [reading, acting, deputy] = [await granted({ authority: 'READING' }), await granted(), await asking(bob)];
    expect(await sees(deputy, cat, on(reading))).toBe(true);
    expect(codeOf(await deputy.mutate('endorseApplication', { enrolmentId: applied }, on(reading)))).toBe('NOT_DELEGATED');
    expect(codeOf(await deputy.mutate('withdrawEnrolment', { enrolmentId: applied }, on(acting)))).toBe('NOT_DELEGATED');
  });

  it('passes on nothing that was delegated, and has nothing of what is the other’s alone', async () => {
    const subject = `subject-${randomUUID()}`;
    await system.record('linkIdentity', { leaderId: ann, issuer: 'https://issuer.example', subject, reason: 'Hers.' });
    await system.record('requestErasure', { leaderId: ann, ground: 'NO_LONGER_NECESSARY' });
    const delegation = await granted({ roles: ['LEADER', 'LINE_MANAGER'] });
    await system.settled();
    const [principal, deputy] = [await asking(ann), await asking(bob)];
    const own = `query ($id: ID!) { node(id: $id) { ... on Leader { name { state } identities { id } } } at { erasureRequests(first: 5) { nodes { id } } delegations(first: 5) { nodes { id } } } }`;
    const seen = async (one: Visitor, headers = {}) => (await one.ask(own, { id: ann }, headers)).data as unknown as Record<string, unknown>;
    expect(await seen(principal)).toMatchObject({ node: { identities: [{}] }, at: { erasureRequests: { nodes: [{}] } } });
    expect(await seen(deputy, on(delegation))).toEqual({
      node: { name: { state: 'OPEN' }, identities: [] },
      at: { erasureRequests: { nodes: [] }, delegations: { nodes: [] } },
    });
    for (const [name, input] of [
      ['grantDelegation', granting({ deputyId: dai })],
      ['endDelegation', { delegationId: delegation }],
      ['requestErasure', { leaderId: ann, ground: 'OBJECTION' }],
    ] as const)
      expect([name, codeOf(await deputy.mutate(name, input, on(delegation)))]).toEqual([name, 'NOT_DELEGATED']);
  });

  it('is refused clearly once it has expired, also between two commands', async () => {
    const delegation = await granted({ endsOn: today() });
    const before = await asking(bob);
    expect(await sees(before, cat, on(delegation))).toBe(true);
    system.clock.standAt(new Date(Date.now() + 2 * DAY).toISOString());
    const after = await asking(bob);
    const [english, welsh] = [await after.ask(ask.viewer, {}, on(delegation)), await after.ask(ask.viewer, {}, { ...on(delegation), 'accept-language': 'cy' })];
    for (const { status, codes } of [english, welsh]) expect([status, codes]).toEqual([403, ['DELEGATION_EXPIRED']]);
    expect(english.messages[0]).toMatch(/has expired: its last day was \d{4}-\d\d-\d\d/);
    expect(welsh.messages[0]).toMatch(/wedi dod i ben/);
    await expect(after.mutate('endorseApplication', { enrolmentId: applied }, on(delegation))).rejects.toThrow('DELEGATION_EXPIRED');
    // For themselves they go on.
    expect((await after.ask(ask.viewer)).codes).toEqual([]);
  });

  it('is refused in the language that they have on record, whatever their browser prefers', async () => {
    const [{ leaderId }, subject] = [await journeys.leader(), `subject-${randomUUID()}`];
    await system.record('linkIdentity', { leaderId, issuer: DEVELOPMENT_ISSUER, subject, reason: 'Theirs.' });
    await system.record('setLanguagePreference', { leaderId, language: 'CY' });
    const ended = await granted({ deputyId: leaderId });
    await system.record('endDelegation', { delegationId: ended });
    await system.settled();
    const deputy = await visitor(system, subject);
    for (const [id, code, words] of [
      [ended, 'DELEGATION_ENDED', 'Terfynwyd'],
      [randomUUID(), 'DELEGATION_UNKNOWN', 'Nid yw’r pennyn'],
    ] as const) {
      const { codes, messages, language } = await deputy.ask(ask.viewer, {}, { ...on(id), 'accept-language': 'en' });
      expect([codes, language, messages[0]]).toEqual([[code], 'cy', expect.stringContaining(words)]);
    }
  });

  it('is refused before it begins, and from the next request on once it was ended, by either', async () => {
    const ahead = await granted({ startsOn: addDays(today(), 2) });
    const deputy = await asking(bob);
    expect((await deputy.ask(ask.viewer, {}, on(ahead))).codes).toEqual(['DELEGATION_NOT_YET']);
    for (const by of [ann, bob]) {
      const delegation = await granted();
      await system.settled();
      expect((await deputy.ask(ask.viewer, {}, on(delegation))).codes).toEqual([]);
      expect(codeOf(await (await asking(by)).mutate('endDelegation', { delegationId: delegation }))).toBe('Recorded');
      expect((await deputy.ask(ask.viewer, {}, on(delegation))).codes).toEqual(['DELEGATION_ENDED']);
    }
  });

  it('is answered alike for a delegation that is not there, is somebody else’s or is none', async () => {
    const delegation = await granted();
    const stranger = await asking(dai);
    const answers = await Promise.all(
      [delegation, randomUUID(), 'delegation', ''].map(async (id) => {
        const { status, codes, messages } = await stranger.ask(ask.viewer, {}, on(id));
        return { status, codes, messages };
      }),
    );
    expect(answers[0]).toMatchObject({ status: 403, codes: ['DELEGATION_UNKNOWN'] });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('is told where the other has none of the roles any more', async () => {
    const delegation = await granted({ roles: ['PANEL_MEMBER'] });
    const { codes } = await (await asking(bob)).ask('{ at { position } }', {}, on(delegation));
    expect(codes).toEqual(['NOTHING_DELEGATED']);
  });
});

describe('a delegation', () => {
  it('is granted by the person, or by an administrator who says why', async () => {
    const [deputy, administrator] = [await asking(bob), system];
    expect(codeOf(await deputy.mutate('grantDelegation', granting()))).toBe('LEADER_NOT_FOUND');
    expect(codeOf(await administrator.mutate('grantDelegation', granting()))).toBe('DELEGATION_REASON_REQUIRED');
    expect(codeOf(await administrator.mutate('grantDelegation', granting({ reason: 'Ann is on leave.' })))).toBe('Recorded');
    expect(codeOf(await administrator.mutate('grantDelegation', granting({ deputyId: ann, reason: 'Why not.' })))).toBe('OWN_DEPUTY');
    expect(codeOf(await administrator.mutate('grantDelegation', granting({ roles: [], reason: 'None.' })))).toBe('DELEGATION_WITHOUT_ROLE');
    expect(codeOf(await administrator.mutate('grantDelegation', granting({ endsOn: OPENED, startsOn: OPENED, reason: 'Over.' })))).toBe(
      'DELEGATION_OVER_ALREADY',
    );
  });

  it('is granted once while it is in force, and again once it was ended', async () => {
    const [principal, administrator] = [await asking(ann), system];
    const [input, commandId] = [granting({ roles: ['LEADER', 'LINE_MANAGER'] }), randomUUID()];
    const first = await principal.mutate('grantDelegation', { ...input, commandId });
    if (first.__typename === 'Refusal') throw new Error(first.code);
    expect(await principal.mutate('grantDelegation', { ...input, commandId })).toEqual(first);
    const again = { ...input, roles: ['LINE_MANAGER', 'LEADER'], reason: 'Away.' };
    for (const one of [principal, administrator]) {
      const refused = await one.mutate('grantDelegation', again);
      expect(refused).toMatchObject({ code: 'DELEGATION_IN_FORCE', field: 'deputyId' });
      expect('message' in refused && refused.message).toContain(first.id);
    }
    for (const other of [{ authority: 'READING' }, { roles: ['LEADER'] }, { startsOn: addDays(today(), 1) }])
      expect(codeOf(await principal.mutate('grantDelegation', { ...input, ...other }))).toBe('Recorded');
    await principal.mutate('endDelegation', { delegationId: first.id });
    expect(codeOf(await principal.mutate('grantDelegation', input))).toBe('Recorded');
  });

  it('is listed to whom it concerns, given and received', async () => {
    const delegation = await granted({ reason: 'Annual leave.' });
    await system.settled();
    const list = async (one: Visitor, side: string) => {
      const { data } = await one.ask(
        `{ at { delegations(first: 50, side: ${side}, inForce: true) { nodes { id inForce roles authority reason { value } } } } }`,
      );
      return (data as unknown as { at: { delegations: { nodes: { id: string }[] } } }).at.delegations.nodes;
    };
    const [principal, deputy, stranger] = [await asking(ann), await asking(bob), await asking(dai)];
    expect(await list(principal, 'GIVEN')).toContainEqual({
      id: delegation,
      inForce: true,
      roles: ['LINE_MANAGER'],
      authority: 'ACTING',
      reason: { value: 'Annual leave.' },
    });
    expect((await list(deputy, 'RECEIVED')).map(({ id }) => id)).toContain(delegation);
    expect(await list(deputy, 'GIVEN')).toEqual([]);
    expect(await list(stranger, 'RECEIVED')).toEqual([]);
  });

  it('ends when either of the two is erased', async () => {
    const second = await system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    const [gone, stays] = [(await journeys.leader()).leaderId, (await journeys.leader()).leaderId];
    const given = await system.record('grantDelegation', { ...granting(), principalId: gone, deputyId: stays, reason: 'Away.' });
    const received = await system.record('grantDelegation', { ...granting(), principalId: stays, deputyId: gone, reason: 'Away.' });
    const { id: erasureId } = await system.record('requestErasure', { leaderId: gone, ground: 'OBJECTION' });
    await second.record('decideErasure', { erasureId, approved: true });
    const ended = async () => {
      const { rows } = await system.database.database.query<{ cause: string }>(
        "select data ->> 'cause' as cause from es.events where type = 'DelegationEnded' and data ->> 'delegationId' = any($1)",
        [[uuidOf(given.id), uuidOf(received.id)]],
      );
      return rows.map(({ cause }) => cause);
    };
    expect(await system.eventually(ended, (causes) => causes.length === 2)).toEqual(['ERASED', 'ERASED']);
    expect((await (await asking(stays)).ask(ask.viewer, {}, on(given.id))).codes).toEqual(['DELEGATION_ENDED']);
  });
});
