import { DEVELOPMENT_ISSUER } from '@app/development-provider';
import { Projector, ReadModel } from '@app/read-model';
import { randomUUID } from 'node:crypto';
import { visitor } from '../account/support/visitor.js';
import { Journeys } from '../support/journey.js';
import { anAdministrator, mergeByTwo } from '../support/merging.js';
import { startSystem, type System } from '../support/system.js';

const plain = (nodeId: string): string => Buffer.from(nodeId, 'base64url').toString().split(':')[1] ?? '';

describe('two records of one person', () => {
  let system: System;
  let journeys: Journeys;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
  });
  afterAll(() => system.stop());

  const person = (leaderId: string) => system.as({ actor: { kind: 'person', id: plain(leaderId), role: 'leader' }, claims: [] });
  const merge = (leaderId: string, mergedId: string) => mergeByTwo(system, leaderId, mergedId);
  const merged = async () => {
    const [one, other] = [await journeys.leader(), await journeys.leader()];
    expect(await merge(one.leaderId, other.leaderId)).toMatchObject({ __typename: 'Recorded' });
    await system.settled();
    return { one, other };
  };
  const LINKS =
    'id name { value } mergedInto { id } mergedFrom { id enrolments(first: 5) { nodes { status leader { id } } } assignments(first: 5) { nodes { id } } }';
  const ask = async (leaderId: string, asking: System = system) => {
    const { data, errors } = await asking.ask<{ node: Record<string, unknown> | null }>(`query ($id: ID!) { node(id: $id) { ... on Leader { ${LINKS} } } }`, {
      id: leaderId,
    });
    expect(errors).toBeUndefined();
    return data.node;
  };

  it('answer for each other: one goes on, the other says into which it was merged, and both keep their own', async () => {
    const cohortId = await journeys.openCohort();
    const [one, other] = [await journeys.leader(), await journeys.leader()];
    await system.record('applyForCohort', { cohortId, ...other });
    await merge(one.leaderId, other.leaderId);
    await system.settled();
    expect(await ask(other.leaderId)).toMatchObject({ id: other.leaderId, mergedInto: { id: one.leaderId }, mergedFrom: [] });
    expect(await ask(one.leaderId)).toMatchObject({
      mergedInto: null,
      mergedFrom: [
        {
          id: other.leaderId,
          enrolments: { nodes: [{ status: 'APPLIED', leader: { id: other.leaderId } }] },
          assignments: { nodes: [{ id: other.assignmentId }] },
        },
      ],
    });
    const { data } = await system.ask<{ at: { leaders: { nodes: { id: string }[] } } }>('{ at { leaders(first: 100) { nodes { id } } } }');
    const listed = data.at.leaders.nodes.map(({ id }) => id);
    expect([listed.includes(one.leaderId), listed.includes(other.leaderId)]).toEqual([true, false]);
    // The person sees both, by whichever record they sign in.
    for (const id of [one.leaderId, other.leaderId]) {
      expect(await ask(one.leaderId, await person(id))).toMatchObject({ mergedFrom: [{ id: other.leaderId, enrolments: { nodes: [{ status: 'APPLIED' }] } }] });
    }
    expect(await system.mutate('applyForCohort', { cohortId, ...one })).toMatchObject({ code: 'ALREADY_APPLIED' });
    const sums = await system.projector.get(ReadModel).checksum();
    await system.projector.get(Projector).rebuild();
    expect(await system.projector.get(ReadModel).checksum()).toEqual(sums);
  });

  it('take no more commands on the one that was merged, in either language, and say where the other is named', async () => {
    const { one, other } = await merged();
    const { leaderId } = other;
    const { organisationId, programmeId } = journeys.ground;
    const cohortId = await journeys.openCohort();
    const survivor = plain(one.leaderId);
    const refused = (code: string, field = 'leaderId') => ({
      code,
      field,
      message: expect.stringMatching(new RegExp(`^(?!.*${survivor}).*mergedInto`)) as string,
    });
    expect(await system.mutate('changeName', { leaderId, legalName: 'A B', sortName: 'B, A' })).toMatchObject(refused('LEADER_MERGED'));
    expect(await system.mutate('setLanguagePreference', { leaderId, language: 'EN' })).toMatchObject(refused('LEADER_MERGED'));
    expect(await system.mutate('withdrawParticipation', { leaderId })).toMatchObject(refused('LEADER_MERGED'));
    expect(await system.mutate('agreeParticipation', { leaderId })).toMatchObject(refused('LEADER_MERGED'));
    expect(await system.mutate('leaveEmployer', { leaderId, organisationId, lastDay: '2025-01-01' })).toMatchObject(refused('LEADER_MERGED'));
    expect(await system.mutate('applyForCohort', { cohortId, ...other })).toMatchObject(refused('LEADER_MERGED'));
    expect(await system.mutate('nominateLeader', { cohortId, ...other })).toMatchObject(refused('LEADER_MERGED'));
    const post = { leaderId, organisationId, post: 'x', wtePercent: 1, basis: 'BANK' };
    expect(await system.mutate('startAssignment', post)).toMatchObject(refused('LEADER_MERGED'));
    expect(await system.mutate('requestErasure', { leaderId, ground: 'OBJECTION' })).toMatchObject(refused('LEADER_MERGED'));
    expect(await system.mutate('appointProgrammeLead', { programmeId, personId: leaderId })).toMatchObject(refused('PERSON_MERGED', 'personId'));
    const { assignmentId } = await journeys.leader();
    expect(await system.mutate('setReportingLine', { assignmentId, managerId: leaderId })).toMatchObject(refused('MANAGER_MERGED', 'managerId'));
    expect(await system.mutate('changeName', { leaderId, legalName: 'A B', sortName: 'B, A' }, { 'accept-language': 'cy' })).toMatchObject({
      message: expect.stringContaining('Cafodd y cofnod hwn ei gyfuno') as string,
    });
  });

  it('are not merged with themselves, twice, in a circle, or with who was erased', async () => {
    const { one, other } = await merged();
    const { leaderId: third } = await journeys.leader();
    expect(await merge(one.leaderId, one.leaderId)).toMatchObject({ code: 'MERGED_WITH_ITSELF' });
    expect(await merge(third, other.leaderId)).toMatchObject({ code: 'LEADER_MERGED', field: 'mergedId' });
    expect(await merge(other.leaderId, third)).toMatchObject({ code: 'LEADER_MERGED', field: 'leaderId' });
    expect(await merge(third, one.leaderId)).toMatchObject({ code: 'SURVIVES_OTHERS' });
    const again = { leaderId: one.leaderId, mergedId: other.leaderId, reason: 'The payroll numbers are the same.' };
    expect(await system.mutate('mergeLeaders', again)).toMatchObject({ receipt: { eventTypes: [] } });
    expect(await system.mutate('mergeLeaders', { ...again, reason: 'Again.' })).toMatchObject({
      code: 'ALREADY_RECORDED_OTHERWISE',
      field: 'reason',
    });
    await system.settled();
    const themselves = await person(third);
    expect(await themselves.mutate('mergeLeaders', { leaderId: third, mergedId: one.leaderId, reason: 'Mine.' })).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('have one enrolment in a cohort, also where the end of another is declared never to have held', async () => {
    const cohortId = await journeys.openCohort();
    const [one, other] = [await journeys.leader(), await journeys.leader()];
    const first = await system.record('applyForCohort', { cohortId, ...one });
    const ended = await system.record('withdrawEnrolment', { enrolmentId: first.id });
    const second = await system.record('applyForCohort', { cohortId, ...other });
    await merge(one.leaderId, other.leaderId);
    await system.settled();
    const voiding = { eventId: ended.receipt.eventIds[0], reasonCode: 'RECORDED_IN_ERROR' };
    const words = expect.stringContaining('“Applied”') as string;
    expect(await system.mutate('voidFact', voiding)).toMatchObject({ code: 'ENROLLED_BY_ANOTHER_RECORD', field: 'eventId', message: words });
    await system.record('withdrawEnrolment', { enrolmentId: second.id });
    expect(await system.mutate('voidFact', voiding)).toMatchObject({ __typename: 'Recorded' });
  });

  it('hold identities, appointments and lines for the person, and are two again when that is undone', async () => {
    const { programmeId } = journeys.ground;
    const [one, other] = [await journeys.leader(), await journeys.leader()];
    const subject = `subject-${randomUUID()}`;
    const identity = { leaderId: other.leaderId, issuer: DEVELOPMENT_ISSUER, subject, reason: 'Seen with their badge.' };
    await system.record('linkIdentity', identity);
    await system.record('appointProgrammeLead', { programmeId, personId: other.leaderId });
    const report = await journeys.leader();
    await system.record('setReportingLine', { assignmentId: report.assignmentId, managerId: other.leaderId });
    await merge(one.leaderId, other.leaderId);
    await system.settled();
    const roles = async () => (await (await person(one.leaderId)).ask<{ viewer: { roles: string[] } }>('{ viewer { roles } }')).data.viewer.roles;
    expect(await roles()).toEqual(expect.arrayContaining(['LEADER', 'PROGRAMME_LEAD', 'LINE_MANAGER']));
    expect(await ask(report.leaderId, await person(one.leaderId))).toMatchObject({ id: report.leaderId });
    const signedIn = await visitor(system, subject);
    const whoAmI = async () => (await signedIn.ask('{ viewer { id } }')).data;
    expect(await whoAmI()).toEqual({ viewer: { id: plain(one.leaderId) } });
    expect(await system.mutate('linkIdentity', { ...identity, subject: 'another' })).toMatchObject({ code: 'LEADER_MERGED', field: 'leaderId' });

    await system.record('undoLeaderMerge', { leaderId: one.leaderId, mergedId: other.leaderId, reason: 'Namesakes.' });
    await system.settled();
    expect(await roles()).toEqual(['LEADER']);
    expect(await whoAmI()).toEqual({ viewer: { id: plain(other.leaderId) } });
    expect(await ask(other.leaderId)).toMatchObject({ mergedInto: null });
    expect(await system.mutate('setLanguagePreference', { leaderId: other.leaderId, language: 'EN' })).toMatchObject({ __typename: 'Recorded' });
    expect(await system.mutate('undoLeaderMerge', { leaderId: report.leaderId, mergedId: one.leaderId, reason: 'x' })).toMatchObject({ code: 'NOT_MERGED' });
  });

  it('are erased together', async () => {
    const { one, other } = await merged();
    const second = await system.as(anAdministrator());
    const { id: erasureId } = await system.record('requestErasure', { leaderId: one.leaderId, ground: 'OBJECTION' });
    await second.record('decideErasure', { erasureId, approved: true });
    await system.settled();
    for (const { leaderId, assignmentId } of [one, other]) {
      const { data } = await system.ask<{ leader: object; post: object }>(
        'query ($id: ID!, $post: ID!) { leader: node(id: $id) { ... on Leader { name { state } } } post: node(id: $post) { ... on Assignment { post { state } } } }',
        { id: leaderId, post: assignmentId },
      );
      expect(data).toEqual({ leader: { name: { state: 'ERASED' } }, post: { post: { state: 'ERASED' } } });
    }
    const ids = [plain(one.leaderId), plain(other.leaderId)];
    const { rows } = await system.database.database.query('select from privacy.keys where subject = any($1)', [ids]);
    expect(rows).toEqual([]);
    const { data } = await system.ask<{ node: { status: string; certificate: { document: string; found: object[] } } }>(
      'query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status certificate { document found { table } } } } }',
      { id: erasureId },
    );
    expect([data.node.status, data.node.certificate.found]).toEqual(['COMPLETED', []]);
    expect(JSON.parse(data.node.certificate.document)).toMatchObject({ leaderId: ids[0], records: [ids[1]] });
    expect(await merge((await journeys.leader()).leaderId, one.leaderId)).toMatchObject({ code: 'LEADER_ERASED', field: 'mergedId' });
    expect(await system.mutate('undoLeaderMerge', { leaderId: one.leaderId, mergedId: other.leaderId, reason: 'x' })).toMatchObject({ code: 'LEADER_ERASED' });
  });
});
