import { createHash, randomUUID } from 'node:crypto';
import { createApi } from '@app/api';
import { DEVELOPMENT_ISSUER } from '@app/development-provider';
import { nodeId, parseNodeId } from '@app/graphql-kit';
import { addDays } from '@app/kernel';
import { OPENED, APPLIED, Journeys } from '../support/journey.js';
import { visitor } from '../account/support/visitor.js';
import { startSystem, type System } from '../support/system.js';

const MANAGER = 'Blodeuwedd Rheolwraig';
const OTHER = 'Pryderi Arall';
const STATEMENT = 'I learnt patience from the <tide> & the estuary.';
const OPINION = 'She listens before she speaks; "a rare gift".';
const THEIRS = 'His statement is nobody else’s to read.';
const uuid = (id: string): string => parseNodeId(id)?.id ?? id;

interface Held {
  readonly kind: string;
  readonly type: string;
  readonly label: { readonly value: string; readonly language: string };
  readonly recorded?: { readonly by: { readonly who: string; readonly role: { readonly value: string } }; readonly aboutYou: boolean };
  readonly fields: readonly {
    readonly path: string;
    readonly label: { readonly value: string };
    readonly value: { readonly state: string; readonly text?: { readonly value: string } };
  }[];
}

describe('subject access', () => {
  let system: System;
  let journeys: Journeys;
  let leader: System;
  let other: System;
  let manager: System;
  let base: string;
  let leaderId: string;
  let managerId: string;
  let otherId: string;
  let requestId: string;

  const registered = async (name: string, language = 'CY') => {
    const { id } = await system.record('registerLeader', {
      legalName: name,
      sortName: name,
      email: `${name.slice(0, 3)}@example.org`,
      language,
      effectiveOn: '2020-01-01',
    });
    const post = await system.record('startAssignment', {
      leaderId: id,
      organisationId: journeys.ground.organisationId,
      post: `Post of ${name}`,
      wtePercent: 100,
      basis: 'SUBSTANTIVE',
      effectiveOn: '2021-04-01',
    });
    return { id, post: post.id };
  };
  const person = (id: string) => system.as({ actor: { kind: 'person', id: uuid(id), role: 'leader' }, claims: [] });
  const fetched = (request: string, as: System, format = 'json') =>
    fetch(`${base}/subject-access/${request}.${format}`, { headers: { authorization: `Bearer ${as.token}`, 'accept-language': 'en' } });

  beforeAll(async () => {
    system = await startSystem();
    base = await system.api.getUrl();
    journeys = await Journeys.prepare(system);
    const one = await registered('Gwenllian Ofynnol');
    const two = await registered(MANAGER);
    const three = await registered(OTHER, 'EN');
    [leaderId, managerId, otherId] = [one.id, two.id, three.id];
    await system.record('setReportingLine', { assignmentId: one.post, managerId, effectiveOn: '2021-04-01' });
    await system.settled();
    [leader, manager, other] = [await person(leaderId), await person(managerId), await person(otherId)];
    const cohortId = await journeys.openCohort({ name: 'Carfan y Gwanwyn' });
    const { id: enrolmentId } = await leader.record('applyForCohort', {
      cohortId,
      leaderId,
      assignmentId: one.post,
      statement: STATEMENT,
      effectiveOn: OPENED,
    });
    await other.record('applyForCohort', { cohortId, leaderId: otherId, assignmentId: three.post, statement: THEIRS, effectiveOn: OPENED });
    await system.settled();
    await manager.record('endorseApplication', { enrolmentId, comment: OPINION, effectiveOn: APPLIED });
    await system.settled();
    await manager.ask('query ($id: ID!) { node(id: $id) { ... on Leader { name { value } } } }', { id: leaderId });
  });
  afterAll(() => system.stop());

  it('is asked for by the person, and due after 28 days', async () => {
    const recorded = await leader.record('requestSubjectAccess', { leaderId });
    requestId = recorded.id;
    await system.settled();
    const { data } = await leader.ask<{ node: object }>(
      'query ($id: ID!) { node(id: $id) { ... on SubjectAccessRequest { status requestedBy receivedOn dueOn overdue leader { id } } } }',
      { id: requestId },
    );
    const today = system.clock.today();
    expect(data.node).toEqual({
      status: 'OPEN',
      requestedBy: 'LEADER',
      receivedOn: today,
      dueOn: addDays(today, 28),
      overdue: false,
      leader: { id: leaderId },
    });
  });

  it('is not needed to know who manages one', async () => {
    const { data } = await leader.ask<{ node: { assignments: { nodes: { reportingLine: object }[] } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Leader { assignments(first: 5) { nodes { reportingLine { managerName { value } manager { id } } } } } } }',
      { id: leaderId },
    );
    // By name, while the manager's own record stays the manager's.
    expect(data.node.assignments.nodes.map(({ reportingLine }) => reportingLine)).toEqual([{ managerName: { value: MANAGER }, manager: null }]);
  });

  it('is not asked for by somebody else', async () => {
    expect(await other.mutate('requestSubjectAccess', { leaderId })).toMatchObject({ code: 'LEADER_NOT_FOUND', field: 'leaderId' });
    expect(await other.mutate('requestSubjectAccess', { leaderId: randomUUID() })).toMatchObject({ code: 'LEADER_NOT_FOUND', field: 'leaderId' });
    expect(await manager.mutate('requestSubjectAccess', { leaderId })).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('gives the person everything that is held about them, opinions included, and nothing of anybody else', async () => {
    const answer = await fetched(requestId, leader);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    const { language, person: about, held } = JSON.parse(text) as { language: string; person: { name: string; id: string }; held: Held[] };
    expect(language).toBe('cy');
    expect(about).toEqual({ id: uuid(leaderId), name: 'Gwenllian Ofynnol', erased: false });
    const types = held.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['Leader', 'Assignment', 'ReportingLine', 'Enrolment', 'LeaderRegistered', 'ApplicationSubmitted', 'ApplicationEndorsed']),
    );
    const endorsed = held.find(({ type }) => type === 'ApplicationEndorsed');
    expect(endorsed?.recorded?.by).toEqual({ who: 'SOMEBODY', role: { value: 'Rheolwr llinell', language: 'cy' } });
    expect(endorsed?.fields.find(({ path }) => path === 'comment')?.value).toEqual({ state: 'OPEN', text: { value: OPINION } });
    const line = held.find(({ type }) => type === 'ReportingLineSet');
    expect(line?.label).toEqual({ value: 'Cofnodwyd rheolwr llinell', language: 'cy' });
    expect(line?.fields.find(({ path }) => path === 'managerId')?.value).toEqual({ state: 'SOMEBODY' });
    expect(held.find(({ type }) => type === 'ApplicationSubmitted')?.fields.find(({ path }) => path === 'cohortId')?.value.text?.value).toBe(
      'Carfan y Gwanwyn',
    );
    expect(line?.fields.find(({ path }) => path === 'assignmentId')?.value).toEqual({ state: 'OPEN', text: { value: 'Post of Gwenllian Ofynnol' } });
    expect(endorsed?.fields.find(({ path }) => path === 'enrolmentId')?.value.text?.value).toBe('Carfan y Gwanwyn');
    const unnamed = held.flatMap(({ fields }) => fields.filter(({ value }) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value.text?.value ?? '')));
    // What is left are numbers by which something is referred to, and has no other name.
    for (const { path } of unnamed) expect(['erasureId', 'requestId', 'identityId', 'delegationId']).toContain(path);
    expect(text).toContain(JSON.stringify(STATEMENT));
    for (const theirs of [MANAGER, OTHER, THEIRS, uuid(managerId), uuid(otherId), 'Blo@example.org', 'Post of Pry'])
      expect([theirs, text.includes(theirs)]).toEqual([theirs, false]);
  });

  it('gives it as a page in their language', async () => {
    const answer = await fetched(requestId, leader, 'html');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const page = await answer.text();
    expect(page).toMatch(/^<!doctype html>\n<html lang="cy">/);
    expect(page).toContain('<h1>Yr hyn a ddelir amdanoch</h1>');
    expect(page).toContain('I learnt patience from the &lt;tide&gt; &amp; the estuary.');
    for (const theirs of [MANAGER, OTHER, THEIRS, uuid(managerId), uuid(otherId)]) expect([theirs, page.includes(theirs)]).toEqual([theirs, false]);
  });

  it('tells whoever was given something of others only their own part in it', async () => {
    const { id } = await manager.record('requestSubjectAccess', { leaderId: managerId });
    const text = await (await fetched(uuid(id), manager)).text();
    expect(text).not.toContain('Gwenllian Ofynnol');
    expect(text).not.toContain(uuid(leaderId));
    expect(text).not.toContain(OPINION.slice(0, 10));
    const { held } = JSON.parse(text) as { held: Held[] };
    const endorsed = held.find(({ type }) => type === 'ApplicationEndorsed');
    expect(endorsed).toMatchObject({ recorded: { by: { who: 'YOURSELF' }, aboutYou: false }, fields: [] });
  });

  it('tells of who looked as much as the list of who looked does, be it in the log or on its way there', async () => {
    const READ = 'query ($id: ID!) { node(id: $id) { ... on Leader { name { value } preferredLanguage } } }';
    type Looked = { node: { whoLooked: { nodes: { until: string }[] } } };
    const lookedUntil = async () => {
      const { data } = await leader.ask<Looked>('query ($id: ID!) { node(id: $id) { ... on Leader { whoLooked(first: 20) { nodes { until } } } } }', {
        id: leaderId,
      });
      return data.node.whoLooked.nodes.map(({ until }) => Date.parse(until));
    };
    // The first read of the hour is recorded soon, what is read again within it once it is over.
    await manager.ask(READ, { id: leaderId });
    const [first = 0] = await system.eventually(lookedUntil, (found) => found.length > 0);
    await manager.ask(READ, { id: leaderId });
    const looked = await system.eventually(lookedUntil, ([last = 0]) => last > first);
    const { held } = JSON.parse(await (await fetched(requestId, leader)).text()) as { held: Held[] };
    const told = held.flatMap(({ type, fields }) => (type === 'PersonalRead' ? fields.filter(({ path }) => path === 'until') : []));
    expect(told.map(({ value }) => Date.parse(value.text?.value ?? '')).sort()).toEqual(looked.toSorted());
  });

  it('knows them by the account that they recorded something with before it was linked, for as long as it is', async () => {
    const account = { subject: randomUUID(), kind: 'person', claims: [{ role: 'administrator', scope: 'national' }] } as const;
    const administrator = await visitor(system, account.subject, account);
    const registering = async (name: string) => {
      const more = { sortName: name, email: 'dau@example.org', language: 'EN', effectiveOn: '2020-01-01' };
      const outcome = await administrator.mutate('registerLeader', { legalName: name, ...more });
      if (outcome.__typename === 'Refusal') throw new Error(outcome.code);
      return outcome.id;
    };
    const [own, another] = [await registering('Dau Gyfrif'), await registering('Rhywun Arall')];
    const { id: identityId } = await system.record('linkIdentity', { leaderId: own, issuer: DEVELOPMENT_ISSUER, subject: account.subject, reason: 'Seen.' });
    const { id } = await system.record('requestSubjectAccess', { leaderId: own });
    const recordings = async (token: string) => {
      const text = await (await fetched(id, { ...system, token })).text();
      const { held } = JSON.parse(text) as { held: Held[] };
      expect(text).not.toContain(uuid(another));
      return held.filter(({ type }) => type === 'LeaderRegistered').map(({ recorded, fields }) => [recorded?.by.who, recorded?.aboutYou, fields.length > 0]);
    };
    expect(await recordings(await system.tokenFor({ ...account, claims: [] }))).toEqual([
      ['YOURSELF', true, true],
      ['YOURSELF', false, false],
    ]);
    await system.record('unlinkIdentity', { identityId, reason: 'A mistake.' });
    expect(await recordings((await person(own)).token)).toEqual([['SOMEBODY', true, true]]);
  });

  it('records what was given, when and how, by its hash', async () => {
    const text = await (await fetched(requestId, leader)).text();
    await system.settled();
    type Found = { node: { status: string; answeredOn: string; answers: { format: string; sha256: string; bytes: number; way: string }[] } };
    const { data } = await leader.ask<Found>(
      'query ($id: ID!) { node(id: $id) { ... on SubjectAccessRequest { status answeredOn answers { format sha256 bytes way } } } }',
      { id: requestId },
    );
    expect(data.node).toMatchObject({ status: 'ANSWERED', answeredOn: system.clock.today() });
    expect(data.node.answers.at(-1)).toEqual({
      format: 'JSON',
      sha256: createHash('sha256').update(text).digest('hex'),
      bytes: Buffer.byteLength(text),
      way: 'FETCHED',
    });
  });

  it('answers somebody else as if there were no such request', async () => {
    const nothing = await fetched(randomUUID(), leader);
    expect(nothing.status).toBe(404);
    const said = await nothing.text();
    for (const as of [other, manager, system]) {
      const answer = await fetched(requestId, as);
      expect([answer.status, await answer.text()]).toEqual([404, said]);
    }
    expect((await fetch(`${base}/subject-access/${requestId}.json`)).status).toBe(401);
    const { data } = await other.ask('query ($id: ID!) { node(id: $id) { id } }', { id: requestId });
    expect(data).toEqual({ node: null });
  });

  it('is fetched no more often than anything else is asked, by anybody', async () => {
    const [one, another] = [await system.as('auditor'), system];
    const exposure = { rates: { reads: 3, mutations: 1, anonymous: 100 } };
    const limited = await createApi({ ...system.options, dataDir: system.dataDir, production: false, logLevel: 'silent', exposure });
    try {
      await limited.listen(0, '127.0.0.1');
      const at = await limited.getUrl();
      const fetchAs = ({ token }: System, language = 'en') =>
        fetch(`${at}/subject-access/${randomUUID()}.json`, { headers: { authorization: `Bearer ${token}`, 'accept-language': language } });
      for (let time = 0; time < 3; time++) expect((await fetchAs(one)).status).toBe(404);
      const refused = [await fetchAs(one), await fetchAs(one, 'cy')];
      const said = (await Promise.all(refused.map((one) => one.json()))) as { errors: { message: string; extensions: { code: string } }[] }[];
      expect(refused.map(({ status }) => status)).toEqual([429, 429]);
      expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(said.map(({ errors }) => errors[0]?.extensions.code)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
      expect(said[0]?.errors[0]?.message).not.toBe(said[1]?.errors[0]?.message);
      const query = {
        method: 'POST',
        headers: { authorization: `Bearer ${one.token}`, 'content-type': 'application/json' },
        body: '{"query":"{ __typename }"}',
      };
      expect((await fetch(`${at}/graphql`, query)).status).toBe(429);
      expect((await fetchAs(another)).status).toBe(404);
    } finally {
      await limited.close();
    }
  });

  it('takes a letter, shows what is overdue to administrators, and extends what was told of in time', async () => {
    const today = system.clock.today();
    const letter = async (days: number) => (await system.record('requestSubjectAccess', { leaderId: otherId, receivedOn: addDays(today, -days) })).id;
    const [late, recent] = [await letter(40), await letter(10)];
    await system.settled();
    const overdue = async (as: System) =>
      (
        await as.ask<{ at: { subjectAccessRequests: { nodes: { id: string }[] } } }>(
          '{ at { subjectAccessRequests(first: 10, overdue: true) { nodes { id } } } }',
        )
      ).data.at.subjectAccessRequests.nodes.map(({ id }) => id);
    expect(await overdue(system)).toEqual([late]);
    expect(await overdue(leader)).toEqual([]);
    const extend = (request: string, toldOn: string) =>
      system.mutate('extendSubjectAccess', { requestId: request, reason: 'COMPLEX', toldOn, dueOn: addDays(today, 60) });
    expect(await extend(late, today)).toMatchObject({ code: 'EXTENSION_OUT_OF_BOUNDS' });
    expect(await extend(recent, today)).toMatchObject({ __typename: 'Recorded' });
    expect(await extend(recent, today)).toMatchObject({ code: 'SUBJECT_ACCESS_EXTENDED' });
    expect(await leader.mutate('extendSubjectAccess', { requestId, reason: 'COMPLEX', toldOn: today, dueOn: addDays(today, 60) })).toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  it('says clearly of somebody who was erased that nothing personal is left', async () => {
    const gone = await registered('Diflanedig Un');
    const { id } = await system.record('requestSubjectAccess', { leaderId: gone.id });
    const asked = await system.record('requestErasure', { leaderId: gone.id, ground: 'OBJECTION' });
    const second = await system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    await second.record('decideErasure', { erasureId: asked.id, approved: true });
    await system.eventually(
      () => system.ask<{ node: { status: string } }>('query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status } } }', { id: asked.id }),
      ({ data }) => data.node.status === 'COMPLETED',
    );
    expect(await system.mutate('requestSubjectAccess', { leaderId: gone.id })).toMatchObject({ code: 'LEADER_ERASED' });
    // A request from before is answered with what is left.
    const text = await (await fetched(nodeId('SubjectAccessRequest', uuid(id)), await person(gone.id))).text();
    const { person: about, held } = JSON.parse(text) as { person: { erased: boolean; name: null }; held: Held[] };
    expect(about).toMatchObject({ erased: true, name: null });
    expect(text).not.toContain('Diflanedig');
    expect(held.find(({ type }) => type === 'LeaderRegistered')?.fields.find(({ path }) => path === 'name.legal')?.value).toEqual({ state: 'ERASED' });
  });
});
