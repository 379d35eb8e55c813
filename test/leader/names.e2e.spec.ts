import { Projector, ReadModel } from '@app/read-model';
import { randomUUID } from 'node:crypto';
import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const plain = (nodeId: string): string => Buffer.from(nodeId, 'base64url').toString().split(':')[1] ?? '';
const FORMER = 'Catrin Ysgubor-Wen';
const PRESENT = 'Cadfael Ysgubor-Wen';

describe('names', () => {
  let system: System;
  let journeys: Journeys;
  let leaderId: string;
  let enrolmentId: string;
  /** When the former name was still theirs. */
  let then: { position: string; moment: string };
  const as = (id: string, role: 'leader' | 'administrator' | 'auditor' | 'talent-partner') =>
    system.as({ actor: { kind: 'person', id, role }, claims: role === 'leader' ? [] : [{ role, scope: 'national' }] });

  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
    ({ id: leaderId } = await system.record('registerLeader', {
      legalName: FORMER,
      knownAs: 'Catrin',
      sortName: 'Ysgubor-Wen, Catrin',
      language: 'CY',
      effectiveOn: '2020-01-01',
    }));
    const { id: assignmentId } = await system.record('startAssignment', {
      leaderId,
      organisationId: journeys.ground.organisationId,
      post: 'Ward Manager',
      wtePercent: 100,
      basis: 'SUBSTANTIVE',
      effectiveOn: '2021-04-01',
    });
    ({ id: enrolmentId } = await system.record('applyForCohort', { cohortId: await journeys.openCohort(), leaderId, assignmentId }));
    await system.settled();
    const { data } = await system.ask<{ at: { position: string; recordedAt: string } }>('{ at { position recordedAt } }');
    then = { position: data.at.position, moment: data.at.recordedAt };
    await system.record('changeName', { leaderId, legalName: PRESENT, knownAs: 'Cadfael', sortName: 'Ysgubor-Wen, Cadfael', reason: 'I was never Catrin.' });
    await system.settled();
  });
  afterAll(() => system.stop());

  const PAGE = `fragment Page on Moment {
    leaders(first: 10) { nodes { id name { value } legalName { value } timeline(first: 10) { nodes { type text { state } } } } }
    enrolments(first: 10) { nodes { leader { name { value } legalName { value } } timeline(first: 10) { nodes { type text { value state } } } } }
    former: leaders(first: 10, search: "catrin") { nodes { id } }
    present: leaders(first: 10, search: "cadfael") { nodes { id } }
  }`;
  const everywhere = async (asking: System) => {
    const { data, errors } = await asking.ask(
      `${PAGE} query ($position: Position!, $moment: DateTime!, $leader: ID!, $enrolment: ID!) {
        now: at { ...Page }
        then: at(position: $position) { ...Page }
        known: at(knownAt: $moment) { ...Page }
        day: at(asOf: "2021-06-01") { ...Page }
        leader: node(id: $leader) { ... on Leader { name { value } legalName { value } assignments(first: 5) { nodes { leader { legalName { value } } } } } }
        enrolment: node(id: $enrolment) { ... on Enrolment { leader { legalName { value } } timeline(first: 10) { nodes { type text { value } } } } }
      }`,
      { ...then, leader: leaderId, enrolment: enrolmentId },
    );
    expect(errors).toBeUndefined();
    return data as unknown as Record<
      'now' | 'then' | 'known' | 'day',
      { former: { nodes: object[] }; present: { nodes: object[] }; leaders: { nodes: object[] } }
    >;
  };
  const formerNames = async (asking: System, at = '') => {
    const query = `query ($id: ID!) { at${at} { leaders(first: 10) { nodes { id: key formerNames { name { value state } legalName { value state } until } } } } node(id: $id) { id } }`;
    const { data, errors } = await asking.ask<{ at: { leaders: { nodes: { id: string; formerNames: object[] }[] } } }>(query, { id: leaderId });
    expect(errors).toBeUndefined();
    return data.at.leaders.nodes.find(({ id }) => id === leaderId)?.formerNames;
  };

  it('are of now in every answer, those about the past too, to the person and to administrators', async () => {
    await expect(as(plain(leaderId), 'leader')).resolves.toBeDefined();
    for (const asking of [system, await as(plain(leaderId), 'leader'), await as(randomUUID(), 'auditor'), await as(randomUUID(), 'talent-partner')]) {
      const answer = await everywhere(asking);
      expect(JSON.stringify(answer)).not.toMatch(/Catrin/);
      for (const moment of [answer.now, answer.then, answer.known, answer.day]) {
        expect(moment.leaders.nodes).toMatchObject([{ legalName: { value: PRESENT } }]);
        expect([moment.former.nodes, moment.present.nodes.length]).toEqual([[], 1]);
      }
    }
  });

  it('that somebody had are shown when they are asked for, to the person and to administrators alone', async () => {
    const [former] = (await formerNames(system)) ?? [];
    expect(former).toEqual({
      name: { value: 'Catrin', state: 'OPEN' },
      legalName: { value: FORMER, state: 'OPEN' },
      until: expect.stringMatching(/^\d{4}-/) as string,
    });
    expect(await formerNames(await as(plain(leaderId), 'leader'))).toEqual([former]);
    expect(await formerNames(system, `(position: "${then.position}")`)).toEqual([former]);
    for (const role of ['auditor', 'talent-partner'] as const) expect(await formerNames(await as(randomUUID(), role))).toEqual([]);
    // So is why, which may tell it.
    const why = async (asking: System) => {
      const query = 'query ($id: ID!) { node(id: $id) { ... on Leader { timeline(first: 100) { nodes { type text { value state } } } } } }';
      const { data } = await asking.ask<{ node: { timeline: { nodes: { type: string; text: object }[] } } }>(query, { id: leaderId });
      return data.node.timeline.nodes.find(({ type }) => type === 'NameChanged')?.text;
    };
    expect(await why(await as(plain(leaderId), 'leader'))).toEqual({ value: 'I was never Catrin.', state: 'OPEN' });
    expect(await why(await as(randomUUID(), 'auditor'))).toEqual({ value: null, state: 'WITHHELD' });
  });

  it('are both in the log, under keys of their own, and a rebuild shows the same', async () => {
    const { rows } = await system.database.database.query<{ purpose: string }>(
      "select distinct purpose from privacy.keys where subject = $1 and purpose like 'name-%' order by purpose",
      [plain(leaderId)],
    );
    expect(rows.map(({ purpose }) => purpose)).toEqual(['name-1', 'name-2']);
    const before = await everywhere(system);
    const sums = await system.projector.get(ReadModel).checksum();
    await system.projector.get(Projector).rebuild();
    expect(await system.projector.get(ReadModel).checksum()).toEqual(sums);
    expect(await everywhere(system)).toEqual(before);
  });

  it('are changed by the person or for them, and by nobody else', async () => {
    const { leaderId: another } = await journeys.leader();
    await system.settled();
    const they = await as(plain(leaderId), 'leader');
    const name = { legalName: PRESENT, sortName: 'Ysgubor-Wen, Cadfael' };
    expect(await they.mutate('changeName', { leaderId: another, ...name })).toMatchObject({ code: 'LEADER_NOT_FOUND' });
    expect(await they.mutate('changeName', { leaderId, ...name })).toMatchObject({ __typename: 'Recorded' });
    expect(await (await as(randomUUID(), 'auditor')).mutate('changeName', { leaderId, ...name })).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('are both unreadable once the person is erased', async () => {
    const { id: erasureId } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    await (await as(randomUUID(), 'administrator')).record('decideErasure', { erasureId, approved: true });
    await system.settled();
    const former = (
      await system.ask<{ node: { formerNames: object[] } }>(
        'query ($id: ID!) { node(id: $id) { ... on Leader { formerNames { name { value state } legalName { value state } } name { state } } } }',
        { id: leaderId },
      )
    ).data;
    const gone = { value: null, state: 'ERASED' };
    expect(former.node).toEqual({ formerNames: [gone, gone].map(() => ({ name: gone, legalName: gone })), name: { state: 'ERASED' } });
    const { rows } = await system.database.database.query('select from privacy.keys where subject = $1', [plain(leaderId)]);
    expect(rows).toEqual([]);
    const { data } = await system.ask<{ node: { certificate: { found: object[]; fields: { type: string; path: string }[] } } }>(
      'query ($id: ID!) { node(id: $id) { ... on ErasureRequest { certificate { found { table } document } } } }',
      { id: erasureId },
    );
    expect(data.node.certificate.found).toEqual([]);
    expect(JSON.stringify(data)).toContain('NameChanged');
  });
});

describe('a language preference', () => {
  it('is recorded by the person or for them, and is of now', async () => {
    const system = await startSystem();
    try {
      const { id: leaderId } = await system.record('registerLeader', { legalName: 'Mair Dunn', sortName: 'Dunn, Mair', language: 'EN' });
      await system.settled();
      const they = await system.as({ actor: { kind: 'person', id: plain(leaderId), role: 'leader' }, claims: [] });
      const recorded = await they.record('setLanguagePreference', { leaderId, language: 'CY' });
      expect(recorded.receipt.eventTypes).toEqual(['LanguagePreferenceRecorded']);
      await system.settled();
      const { data } = await system.ask<{ node: object }>('query ($id: ID!) { node(id: $id) { ... on Leader { preferredLanguage } } }', { id: leaderId });
      expect(data.node).toEqual({ preferredLanguage: 'CY' });
      expect((await system.record('setLanguagePreference', { leaderId, language: 'CY' })).receipt.eventTypes).toEqual([]);
      const { rows } = await system.database.database.query<{ role: string; actor: string }>(
        "select meta #>> '{actor,role}' as role, meta #>> '{actor,id}' as actor from es.events where type = 'LanguagePreferenceRecorded'",
      );
      expect(rows).toEqual([{ role: 'leader', actor: plain(leaderId) }]);
    } finally {
      await system.stop();
    }
  });
});
