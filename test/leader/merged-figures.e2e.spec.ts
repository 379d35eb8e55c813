import { randomUUID } from 'node:crypto';
import { parseNodeId } from '@app/graphql-kit';
import { APPLIED, Journeys } from '../support/journey.js';
import { publishQuestions } from '../support/questions.js';
import { mergedByTwo } from '../support/merging.js';
import { startSystem, type System } from '../support/system.js';

const plain = (id: string): string => parseNodeId(id)?.id ?? id;

describe('figures about people, two of whose records are merged', () => {
  let system: System;
  let journeys: Journeys;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
  });
  afterAll(() => system.stop());

  const mergeAll = async (leaderId: string, mergedId: string) => {
    await mergedByTwo(system, leaderId, mergedId);
    await system.settled();
  };

  it('are of one person since that was recorded, in a programme’s funnel of any day', async () => {
    const cohortId = await journeys.openCohort();
    const lead = await journeys.lead();
    const [one, other] = [await journeys.enrolled(cohortId), await journeys.enrolled(cohortId)];
    await journeys.applied(cohortId);
    await system.settled();
    const leaderOf = async (id: string) => {
      const { data } = await system.ask<{ node: { leader: { id: string } } }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { leader { id } } } }', {
        id,
      });
      return data.node.leader.id;
    };
    const before = (await system.ask<{ at: { position: string } }>('{ at { position } }')).data.at.position;
    const FUNNEL = 'applications applicants offered enrolled completed droppedOut';
    const funnels = async (moment = '') => {
      const { data, errors } = await lead.ask<{ at: { funnel: object; cohorts: { nodes: { funnel: object }[] } } }>(
        `query ($cohort: ID!) { at${moment} { funnel(cohort: $cohort) { ${FUNNEL} } cohorts(first: 5) { nodes { funnel { ${FUNNEL} } } } } }`,
        { cohort: cohortId },
      );
      expect(errors).toBeUndefined();
      return [data.at.funnel, data.at.cohorts.nodes[0]?.funnel];
    };
    const two = { applications: 3, applicants: 3, offered: 2, enrolled: 2, completed: 0, droppedOut: 0 };
    expect(await funnels()).toEqual([two, two]);

    const [leaderId, mergedId] = [await leaderOf(one), await leaderOf(other)];
    await mergeAll(leaderId, mergedId);
    // The enrolment that is there twice was withdrawn for it, and that is nobody's drop-out.
    expect(await journeys.statuses(cohortId)).toEqual({ ENROLLED: 1, WITHDRAWN: 1, APPLIED: 1 });
    const single = { ...two, applicants: 2, offered: 1, enrolled: 1 };
    expect(await funnels()).toEqual([single, single]);
    expect(await funnels('(asOf: "2025-04-01")')).toEqual([single, single]);
    expect(await funnels(`(position: "${before}")`)).toEqual([two, two]);
    expect(await funnels(`(position: "${before}", asOf: "2025-04-01")`)).toEqual([two, two]);

    await system.record('undoLeaderMerge', { leaderId, mergedId, reason: 'Namesakes.' });
    await system.settled();
    expect((await funnels())[0]).toMatchObject({ applicants: 3, offered: 2, enrolled: 2 });
  });

  it('are of one person in figures by characteristic, counted after that, and of two in those counted before', async () => {
    const questions = await publishQuestions(system);
    const boardId = randomUUID();
    const board = await system.as({ actor: { kind: 'person', id: boardId, role: 'board-member' }, claims: [{ role: 'board-member', scope: 'national' }] });
    const { organisationId } = journeys.ground;
    const { id: programmeId } = await system.record('publishProgramme', {
      code: 'counted-programme',
      name: { en: 'Counted Programme' },
      nation: 'SCOTLAND',
      level: 'SENIOR',
      provider: 'NHS Example',
      effectiveOn: '2020-01-01',
      award: 'Certificate',
    });
    const cohortId = await new Journeys(system, { organisationId, programmeId }).openCohort();
    const [one, other] = [await journeys.leader(), await journeys.leader()];
    for (const someone of [one, other]) await system.record('applyForCohort', { cohortId, ...someone, effectiveOn: APPLIED });
    await system.settled();
    const they = await system.as({ actor: { kind: 'person', id: plain(other.leaderId), role: 'leader' }, claims: [] });
    const answers = [{ question: 'sex', option: 'female' }];
    await they.record('recordEqualityAnswers', { leaderId: other.leaderId, questionSetId: questions['SCOTLAND'], answers });
    const { id: grantId } = await system.record('grantUnmaskedFigures', { granteeId: boardId, hours: 1, reason: 'Closed session.' });
    await system.settled();

    const looked = async () => {
      const { id } = await board.record('readUnmaskedFigures', { grantId, programmeId, characteristic: 'sex' });
      await system.settled();
      return id;
    };
    const figures = async (id: string) => {
      const { data } = await board.ask<{ node: { figures: { applied: { count: number }; categories: { category: string; applied: { count: number } }[] } } }>(
        'query ($id: ID!) { node(id: $id) { ... on UnmaskedReading { figures { applied { count } categories { category applied { count } } } } } }',
        { id },
      );
      const { applied, categories } = data.node.figures;
      return { all: applied.count, ...Object.fromEntries(categories.map((each) => [each.category, each.applied.count])) };
    };
    const before = await looked();
    const asTwo = { all: 2, female: 1, male: 0, 'not-known': 1 };
    expect(await figures(before)).toEqual(asTwo);
    await mergeAll(one.leaderId, other.leaderId);
    expect(await figures(await looked())).toEqual({ all: 1, female: 1, male: 0, 'not-known': 0 });
    expect(await figures(before)).toEqual(asTwo);
  });
});
