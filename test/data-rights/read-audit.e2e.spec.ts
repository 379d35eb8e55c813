import { randomUUID } from 'node:crypto';
import { PersonalReadAudit } from '@app/data-rights';
import { nodeId, parseNodeId } from '@app/graphql-kit';
import { createApi } from '@app/api';
import { addDays } from '@app/kernel';
import { APPLIED, Journeys } from '../support/journey.js';
import { mergedByTwo } from '../support/merging.js';
import { startSystem, type System } from '../support/system.js';

const NAME = 'query ($id: ID!) { node(id: $id) { ... on Leader { id name { value state } legalName { value state } } } }';
const OPEN = { value: expect.stringMatching(/\S/) as string, state: 'OPEN' };
const uuid = (id: string): string => parseNodeId(id)?.id ?? id;

interface Read {
  readonly readerId: string;
  readonly readerName: { readonly value: string | null } | null;
  readonly onBehalfOf: string | null;
  readonly roles: readonly string[];
  readonly purpose: string | null;
  readonly since: string;
  readonly until: string;
  readonly fields: readonly { readonly type: string; readonly path: string; readonly label: { readonly value: string; readonly language: string } }[];
}
const LOOKED = `query ($id: ID!) { node(id: $id) { ... on Leader { whoLooked(first: 20) { nodes {
  readerId readerName { value } onBehalfOf roles purpose since until fields { type path label { value language } } } } } } }`;

describe('reads of other people’s personal data', () => {
  let system: System;
  let journeys: Journeys;
  let leaderId: string;
  let managerId: string;
  let leader: System;
  let manager: System;
  let auditor: System;

  beforeAll(async () => {
    system = await startSystem();
    // No hour ends by itself meanwhile.
    nextHour();
    journeys = await Journeys.prepare(system);
    const [one, other] = [await journeys.leader(), await journeys.leader()];
    leaderId = one.leaderId;
    managerId = other.leaderId;
    await system.record('setReportingLine', { assignmentId: one.assignmentId, managerId, effectiveOn: APPLIED });
    await system.settled();
    leader = await person(uuid(leaderId));
    manager = await person(uuid(managerId));
    auditor = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'auditor' }, claims: [{ role: 'auditor', scope: 'national' }] });
  });
  afterAll(() => system.stop());

  const nextHour = () => system.clock.standAt(new Date(Math.ceil((system.clock.now().getTime() + 1) / 3_600_000) * 3_600_000 + 60_000).toISOString());
  const flushed = async () => {
    await system.api.get(PersonalReadAudit, { strict: false }).flush();
    await system.settled();
  };
  const person = (id: string) => system.as({ actor: { kind: 'person', id, role: 'leader' }, claims: [] });
  const pendingOf = async (id: string) =>
    (
      await system.database.database.query<{ reader: { roles: string[]; purpose?: string }; since: string; until: string }>(
        'select w.reader, r.since, r.until from audit.read_of_one r join audit.read_window w on w.id = r.window_id where r.leader_id = $1',
        [uuid(id)],
      )
    ).rows;
  const lookedAt = async (id: string, as: System): Promise<readonly Read[]> => {
    const { data, errors } = await as.ask<{ node: { whoLooked: { nodes: Read[] } } | null }>(LOOKED, { id });
    expect(errors).toBeUndefined();
    return data.node?.whoLooked.nodes ?? [];
  };
  const events = async () =>
    (
      await system.database.database.query<{
        meta: { actor: { id: string; role: string } };
        data: { reads: { leaderIds: string[]; fields: string[] }[]; purpose?: string };
      }>("select meta, data from es.events where type = 'PersonalDataRead' order by position")
    ).rows;

  it('are recorded with who, whom, which fields, when and why, and shown to the person', async () => {
    expect((await manager.ask(NAME, { id: leaderId }, { purpose: 'APPRAISAL' })).errors).toBeUndefined();
    await flushed();
    const [read, ...more] = await lookedAt(leaderId, leader);
    expect(more).toEqual([]);
    expect(read).toMatchObject({ readerId: uuid(managerId), onBehalfOf: null, roles: ['LINE_MANAGER'], purpose: 'APPRAISAL' });
    expect(read?.readerName?.value).toMatch(/^Siân Example/);
    expect(read?.fields).toEqual([
      { type: 'LeaderRegistered', path: 'name.knownAs', label: { value: 'Name that you go by', language: 'en' } },
      { type: 'LeaderRegistered', path: 'name.legal', label: { value: 'Legal name', language: 'en' } },
    ]);
    const [event] = await events();
    expect(event?.meta.actor).toMatchObject({ id: uuid(managerId), role: 'line-manager' });
    expect(event?.data.purpose).toBe('APPRAISAL');
    expect(await lookedAt(leaderId, auditor)).toHaveLength(1);
  });

  it('are shown to nobody else', async () => {
    expect(await lookedAt(leaderId, manager)).toEqual([]);
    expect(await lookedAt(leaderId, system)).toEqual([]);
  });

  it('are one event for each reader, and none for what is one’s own or cannot be seen', async () => {
    await flushed();
    const before = (await events()).length;
    await leader.ask(NAME, { id: leaderId });
    await leader.ask(NAME, { id: managerId });
    for (let time = 0; time < 3; time++) await system.ask(NAME, { id: leaderId });
    await auditor.ask(NAME, { id: leaderId });
    await flushed();
    const recorded = (await events()).slice(before);
    expect(recorded.map(({ meta }) => meta.actor.role).sort()).toEqual(['administrator', 'auditor']);
    for (const { data } of recorded) expect(data.reads.flatMap((read) => read.leaderIds)).toEqual([uuid(leaderId)]);
  });

  it('are those of names in a directory as well, whatever of them is asked for', async () => {
    await flushed();
    const before = (await events()).length;
    await system.ask('{ at { leaders(first: 10, search: "Example 2") { nodes { id } } } }');
    await flushed();
    const [event] = (await events()).slice(before);
    expect(event?.data.reads).toMatchObject([{ leaderIds: [uuid(managerId)], fields: ['LeaderRegistered.name.sort'] }]);
  });

  it('say what for by a code, and refuse a text', async () => {
    expect(await manager.ask(NAME, { id: leaderId }, { purpose: 'because I am curious' })).toMatchObject({
      errors: [{ extensions: { code: 'PURPOSE_MALFORMED' } }],
    });
  });

  it('say what for by a code that is on the list, and refuse any other', async () => {
    for (const purpose of ['Sarah_Evans', 'SARAH_EVANS'])
      expect(await manager.ask(NAME, { id: leaderId }, { purpose })).toMatchObject({ errors: [{ extensions: { code: 'PURPOSE_UNKNOWN' } }] });
    await flushed();
    expect((await events()).map(({ data }) => data.purpose).filter((purpose) => purpose !== undefined)).toEqual(['APPRAISAL']);
  });

  it('are written within a second, and lost by nobody’s shutdown', async () => {
    const { leaderId: read } = await journeys.leader();
    await system.settled();
    const another = await createApi({ ...system.options, dataDir: system.dataDir, production: false, logLevel: 'silent' });
    await another.listen(0, '127.0.0.1');
    const answer = await fetch(`${await another.getUrl()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${system.token}` },
      body: JSON.stringify({ query: NAME, variables: { id: read } }),
    });
    expect(answer.status).toBe(200);
    await another.close();
    expect(await pendingOf(read)).toHaveLength(1);
    await system.ask(NAME, { id: leaderId });
    await system.eventually(
      () => pendingOf(leaderId),
      (rows) => rows.some(({ reader }) => reader.roles.includes('administrator')),
    );
  });

  it('are shown from a second after them on, once, whether they wait or are recorded; what is repeated within the hour is recorded once, when it is over', async () => {
    const { leaderId: read } = await journeys.leader();
    await system.settled();
    await flushed();
    const before = (await events()).length;
    const recorded = async () => (await events()).slice(before).filter(({ data }) => data.reads.some(({ leaderIds }) => leaderIds.includes(uuid(read))));
    const theirs = async () => lookedAt(read, await person(uuid(read)));
    const looked = async (purpose: string) => {
      const now = system.clock.instant();
      expect((await system.ask(NAME, { id: read }, { purpose })).errors).toBeUndefined();
      await system.eventually(
        () => pendingOf(read),
        (rows) => rows.some(({ reader, until }) => reader.purpose === purpose && until >= now),
      );
    };
    const of = (purpose: string, until: string) => ({ purpose, since: expect.any(String) as string, until, roles: ['ADMINISTRATOR'] });
    const ends = async () => Object.fromEntries((await pendingOf(read)).map(({ reader, until }) => [reader.purpose, until]));

    await looked('APPRAISAL');
    const first = await ends();
    expect([await recorded(), await theirs()]).toMatchObject([[], [of('APPRAISAL', first['APPRAISAL'] ?? '')]]);

    await flushed();
    expect([(await recorded()).length, await theirs()]).toMatchObject([1, [of('APPRAISAL', first['APPRAISAL'] ?? '')]]);
    const { data } = await system.ask<{ at: { position: string } }>('{ at { position } }');

    // By another purpose it is another reading; whichever process notes it, one reader's is one.
    const another = await createApi({ ...system.options, dataDir: system.dataDir, production: false, logLevel: 'silent' });
    await another.listen(0, '127.0.0.1');
    try {
      for (let time = 0; time < 3; time++) await looked('APPRAISAL');
      await looked('AUDIT');
      const answer = await fetch(`${await another.getUrl()}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${system.token}`, purpose: 'APPRAISAL' },
        body: JSON.stringify({ query: NAME, variables: { id: read } }),
      });
      expect(answer.status).toBe(200);
    } finally {
      await another.close();
    }
    await flushed();
    const raised = await ends();
    expect(raised['APPRAISAL'] ?? '').toMatch(/^20/);
    expect(raised['APPRAISAL']).not.toBe(first['APPRAISAL']);
    expect((await recorded()).map(({ data: { purpose } }) => purpose)).toEqual(['APPRAISAL', 'AUDIT']);
    const both = [of('APPRAISAL', raised['APPRAISAL'] ?? ''), of('AUDIT', raised['AUDIT'] ?? '')].sort((one, other) => (one.until < other.until ? 1 : -1));
    expect(await theirs()).toMatchObject(both);
    const past = await (
      await person(uuid(read))
    ).ask<{ at: { node: { whoLooked: { nodes: Read[] } } } }>(
      'query ($position: Position!) { at(position: $position) { leaders(first: 1) { nodes { whoLooked(first: 5) { nodes { purpose until } } } } } }',
      { position: data.at.position },
    );
    expect(past).toMatchObject({ data: { at: { leaders: { nodes: [{ whoLooked: { nodes: [{ purpose: 'APPRAISAL', until: first['APPRAISAL'] }] } }] } } } });

    nextHour();
    await system.api.get(PersonalReadAudit, { strict: false }).flush();
    expect((await recorded()).map(({ data: { purpose } }) => purpose)).toEqual(['APPRAISAL', 'AUDIT', 'APPRAISAL']);
    expect(await theirs()).toMatchObject(both);
    await system.settled();
    expect(await theirs()).toMatchObject(both);
    await flushed();
    expect(await pendingOf(read)).toEqual([]);
    expect(await theirs()).toMatchObject(both);
    await flushed();
    expect(await recorded()).toHaveLength(3);
    auditor = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'auditor' }, claims: [{ role: 'auditor', scope: 'national' }] });
    [leader, manager] = await Promise.all([person(uuid(leaderId)), person(uuid(managerId))]);
  });

  it('are refused rather than unrecorded, where they cannot be written for longer than ten seconds', async () => {
    const { database } = system.database;
    const owner = system.database.ownerUrl;
    const pg = await import('pg');
    const client = new pg.default.Client({ connectionString: owner });
    await client.connect();
    try {
      await client.query('alter table audit.read_of_one rename to read_of_one_away');
      expect((await manager.ask(NAME, { id: leaderId })).errors).toBeUndefined();
      const refused = async () => (await manager.ask(NAME, { id: leaderId }, { 'accept-language': 'cy' })).errors?.[0];
      const deadline = Date.now() + 15_000;
      let error = await refused();
      while (error === undefined && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        error = await refused();
      }
      expect(error).toMatchObject({ extensions: { code: 'READS_UNRECORDED' }, message: expect.stringContaining('Ni ellir darllen') as string });
      expect((await manager.ask('{ viewer { roles } }')).errors).toBeUndefined();
      // What is their own is on no record, so that it needs none.
      for (const [one, id] of [
        [leader, leaderId],
        [manager, managerId],
      ] as const) {
        const { data, errors } = await one.ask(NAME, { id });
        expect([errors, data]).toEqual([undefined, { node: { id, name: OPEN, legalName: OPEN } }]);
      }
      const directory = async (as: System) => as.ask('{ at { leaders(first: 10) { nodes { id name { state } } } } }');
      expect((await directory(leader)).data).toEqual({ at: { leaders: { nodes: [{ id: leaderId, name: { state: 'OPEN' } }] } } });
      expect((await directory(manager)).errors?.[0]).toMatchObject({ extensions: { code: 'READS_UNRECORDED' } });
    } finally {
      await client.query('alter table audit.read_of_one_away rename to read_of_one');
      await client.end();
    }
    await system.eventually(
      () => manager.ask(NAME, { id: leaderId }),
      ({ errors }) => errors === undefined,
    );
    await flushed();
    const { rows } = await database.query<{ n: number }>('select count(*)::int as n from audit.batch');
    expect(rows[0]?.n).toBe(0);
  });

  it('come together in who may see me: every role and relationship there is now, and who stands in it', async () => {
    const query = `query ($id: ID!) { node(id: $id) { ... on Leader { whoMaySeeMe {
      role relationship count people { person { id leader { id } } name { value } } deputies { person { id } name { value } inNameOf { id } endsOn sees { type fields } } organisations { code } sees { type fields } } } } }`;
    type Person = { id: string };
    const personOf = (id: string): Person => ({ id: nodeId('Actor', uuid(id)) });
    type Sight = {
      role: string;
      relationship: string;
      count: number | null;
      people: { person: Person & { leader: { id: string } | null }; name: { value: string } | null }[];
      deputies: { person: Person; name: { value: string } | null; inNameOf: Person; endsOn: string; sees: { type: string; fields: string[] }[] }[];
      organisations: { code: string }[];
      sees: { type: string; fields: string[] }[];
    };
    const [{ leaderId: deputyId }, endsOn] = [await journeys.leader(), addDays(system.clock.today(), 7)];
    const delegating = (principalId: string, role: string, more: object = {}) =>
      system.record('grantDelegation', { principalId, deputyId, roles: [role], authority: 'READING', endsOn, reason: 'On leave.', ...more });
    await delegating(managerId, 'LINE_MANAGER');
    await delegating(leaderId, 'LEADER');
    await delegating(managerId, 'PROGRAMME_LEAD');
    await delegating(managerId, 'LINE_MANAGER', { startsOn: endsOn });
    await system.record('endDelegation', { delegationId: (await delegating(managerId, 'LINE_MANAGER', { endsOn: addDays(endsOn, -1) })).id });
    await system.settled();
    const sights = async (as: System) => (await as.ask<{ node: { whoMaySeeMe: Sight[] } }>(query, { id: leaderId })).data.node.whoMaySeeMe;
    const mine = await sights(leader);
    const find = (role: string, relationship: string) => mine.find((sight) => sight.role === role && sight.relationship === relationship);
    expect(find('LEADER', 'SELF')).toMatchObject({ count: 1, people: [{ person: { ...personOf(leaderId), leader: { id: leaderId } }, name: null }] });
    expect(find('LINE_MANAGER', 'REPORTS')).toMatchObject({
      count: 1,
      people: [{ person: { ...personOf(managerId), leader: null }, name: { value: expect.stringMatching(/^Siân Example/) as string } }],
    });
    expect(find('LINE_MANAGER', 'REPORTS')?.sees.find(({ type }) => type === 'Leader')?.fields).toContain('email');
    const deputy = { person: personOf(deputyId), name: { value: expect.stringMatching(/^Siân Example/) as string }, endsOn };
    expect(find('LINE_MANAGER', 'REPORTS')?.deputies).toEqual([{ ...deputy, inNameOf: personOf(managerId), sees: find('LINE_MANAGER', 'REPORTS')?.sees }]);
    expect(find('LEADER', 'SELF')?.deputies).toEqual([{ ...deputy, inNameOf: personOf(leaderId), sees: expect.any(Array) }]);
    const [own] = find('LEADER', 'SELF')?.deputies ?? [];
    expect(own?.sees.find(({ type }) => type === 'Leader')?.fields).toContain('email');
    expect(own?.sees.flatMap(({ type, fields }) => fields.map((field) => `${type}.${field}`))).not.toContain('Leader.identities');
    for (const { role, deputies } of mine) if (role !== 'LEADER' && role !== 'LINE_MANAGER') expect([role, deputies]).toEqual([role, []]);
    expect(find('TALENT_PARTNER', 'EMPLOYER')).toMatchObject({ count: null, people: [], organisations: [{ code: 'nhs-example' }] });
    expect(find('ADMINISTRATOR', 'NATIONAL')).toMatchObject({ count: null });
    expect(find('PROGRAMME_LEAD', 'PROGRAMME')).toBeUndefined();
    expect(find('PANEL_MEMBER', 'PANEL')).toBeUndefined();
    expect(await sights(manager)).toEqual([]);
    expect((await sights(auditor)).length).toBe(mine.length);

    const cohortId = await journeys.openCohort();
    const enrolmentId = await journeys.applied(cohortId);
    await system.settled();
    const applicant = (
      await system.ask<{ node: { leader: { id: string } } }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { leader { id } } } }', { id: enrolmentId })
    ).data.node.leader.id;
    await system.record('appointProgrammeLead', { programmeId: journeys.ground.programmeId, personId: managerId, effectiveOn: APPLIED });
    await system.record('appointSelectionPanelMember', { cohortId, personId: managerId, effectiveOn: APPLIED });
    await system.settled();
    const applying = await system.as({ actor: { kind: 'person', id: uuid(applicant), role: 'leader' }, claims: [] });
    const { data } = await applying.ask<{ node: { whoMaySeeMe: Sight[] } }>(query, { id: applicant });
    for (const [role, relationship] of [
      ['PROGRAMME_LEAD', 'PROGRAMME'],
      ['PANEL_MEMBER', 'PANEL'],
    ]) {
      const sight = data.node.whoMaySeeMe.find((one) => one.role === role && one.relationship === relationship);
      expect([role, sight?.people.map(({ person }) => person.id)]).toEqual([role, [personOf(managerId).id]]);
    }

    // Whose records were merged acts, and is acted for, under the one that goes on.
    const [survivor, successor] = [(await journeys.leader()).leaderId, (await journeys.leader()).leaderId];
    await mergedByTwo(system, survivor, deputyId);
    await mergedByTwo(system, successor, managerId);
    await system.settled();
    const managing = (await sights(leader)).find((sight) => sight.role === 'LINE_MANAGER' && sight.relationship === 'REPORTS');
    expect(managing?.deputies.map(({ person, inNameOf }) => [person, inNameOf.id])).toEqual([[personOf(survivor), managing?.people[0]?.person.id]]);
  });
});
