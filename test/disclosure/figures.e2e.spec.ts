import { randomUUID } from 'node:crypto';
import { parseNodeId } from '@app/graphql-kit';
import { APPLIED, Journeys } from '../support/journey.js';
import { publishQuestions } from '../support/questions.js';
import { startSystem, type System } from '../support/system.js';

const plain = (id: string): string => parseNodeId(id)?.id ?? id;
const person = (id: string) => ({ actor: { kind: 'person' as const, id: plain(id), role: 'leader' }, claims: [] });

describe('equality answers and figures, over HTTP', () => {
  let system: System;
  let journeys: Journeys;
  let leaderId: string;
  let they: System;
  let questionSetId: string;
  const answers = [
    { question: 'sex', option: 'female' },
    { question: 'ethnic-group', option: 'caribbean-or-black' },
    { question: 'sexual-orientation', option: 'prefer-not-to-say' },
  ];
  const OWN = '{ at { equalityAnswers { answeredOn state questionSet { code } answers { question option } } } }';

  beforeAll(async () => {
    system = await startSystem();
    await publishQuestions(system);
    journeys = await Journeys.prepare(system);
    ({ leaderId } = await journeys.leader());
    they = await system.as(person(leaderId));
    await system.settled();
  });
  afterAll(() => system.stop());

  it('questions are listed for each nation in the reader’s language, marked where they exist in one only', async () => {
    const ask = (language: string) =>
      they.ask<{
        at: {
          questionSets: {
            nodes: { id: string; code: string; title: object; questions: { code: string; text: object; options: { code: string; text: object }[] }[] }[];
          };
        };
      }>(
        '{ at { questionSets(first: 10, nation: SCOTLAND) { nodes { id code edition title { value language } questions { code text { value language } options { code text { value language } } } } } } }',
        {},
        { 'accept-language': language },
      );
    const [english] = (await ask('en')).data.at.questionSets.nodes;
    const [welsh] = (await ask('cy')).data.at.questionSets.nodes;
    questionSetId = english?.id ?? '';
    expect(english).toMatchObject({ code: 'equality-scotland', title: { value: 'Equality questions for Scotland', language: 'en' } });
    expect(welsh?.questions.find(({ code }) => code === 'sex')).toMatchObject({
      text: { value: 'Beth yw eich rhyw?', language: 'cy' },
      options: [
        { text: { value: 'Benyw', language: 'cy' } },
        { text: { value: 'Gwryw', language: 'cy' } },
        { code: 'prefer-not-to-say', text: { language: 'cy' } },
      ],
    });
    expect(welsh?.questions.find(({ code }) => code === 'ethnic-group')?.options[0]).toMatchObject({ code: 'white', text: { value: 'White', language: 'en' } });
  });

  it('somebody answers about themselves, reads it, and nobody else does', async () => {
    expect((await they.ask(OWN)).data).toEqual({ at: { equalityAnswers: null } });
    await they.record('recordEqualityAnswers', { leaderId, questionSetId, answers });
    await system.settled();
    const { data } = await they.ask<{ at: { equalityAnswers: { answers: object[] } } }>(OWN);
    expect(data.at.equalityAnswers).toMatchObject({ state: 'OPEN', questionSet: { code: 'equality-scotland' } });
    expect(data.at.equalityAnswers.answers).toEqual(expect.arrayContaining(answers) as object[]);
    const auditor = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'auditor' }, claims: [{ role: 'auditor', scope: 'national' }] });
    const partner = await system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'talent-partner' },
      claims: [{ role: 'talent-partner', scope: 'national' }],
    });
    const other = await system.as(person((await journeys.leader()).leaderId));
    await system.settled();
    for (const as of [system, auditor, partner, other]) {
      expect((await as.ask(OWN)).data).toEqual({ at: { equalityAnswers: null } });
    }
  });

  it('nobody answers for somebody else', async () => {
    expect(await system.mutate('recordEqualityAnswers', { leaderId, questionSetId, answers })).toMatchObject({ code: 'NOT_PERMITTED' });
    const other = await system.as(person((await journeys.leader()).leaderId));
    await system.settled();
    expect(await other.mutate('recordEqualityAnswers', { leaderId, questionSetId, answers })).toMatchObject({ code: 'LEADER_NOT_FOUND' });
    expect(await other.mutate('withdrawEqualityAnswers', { leaderId })).toMatchObject({ code: 'LEADER_NOT_FOUND' });
  });

  it('an answer that is not offered is refused, with what is', async () => {
    const refused = await they.mutate('recordEqualityAnswers', { leaderId, questionSetId, answers: [{ question: 'sex', option: 'x' }] });
    expect(refused).toMatchObject({ code: 'ANSWER_NOT_OFFERED', message: expect.stringContaining('female, male, prefer-not-to-say') as string });
    expect(await they.mutate('recordEqualityAnswers', { leaderId, questionSetId: randomUUID(), answers })).toMatchObject({ code: 'QUESTION_SET_NOT_FOUND' });
  });

  it('they are sealed under a purpose of their own, in a stream of their own', async () => {
    const { rows } = await system.database.database.pool.query<{ stream: string; text: string; key: string }>(
      "select stream, data::text as text, data -> 'answers' ->> 'key' as key from es.events where type = 'EqualityAnswersRecorded'",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.stream).toBe(`equality-${plain(leaderId)}`);
    expect(rows[0]?.text).not.toMatch(/female|caribbean|ethnic/);
    const { rows: keys } = await system.database.database.pool.query<{ purpose: string }>('select purpose from privacy.keys where key_id = $1', [rows[0]?.key]);
    expect(keys).toEqual([{ purpose: 'equality' }]);
  });

  it('what was said and taken back, or erased, is counted no longer', async () => {
    const counted = async () => (await system.database.database.pool.query<{ id: string }>('select id from opened.counted_answers')).rows.map(({ id }) => id);
    await system.eventually(counted, (ids) => ids.includes(plain(leaderId)));
    await they.record('withdrawEqualityAnswers', { leaderId });
    await system.eventually(counted, (ids) => !ids.includes(plain(leaderId)));
    expect((await they.ask(OWN)).data).toEqual({ at: { equalityAnswers: null } });
    await they.record('recordEqualityAnswers', { leaderId, questionSetId, answers });
    await system.eventually(counted, (ids) => ids.includes(plain(leaderId)));
    const second = await system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    const { id } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    await second.record('decideErasure', { erasureId: id, approved: true });
    await system.settled();
    await system.eventually(counted, (ids) => !ids.includes(plain(leaderId)));
  });

  describe('unmasked, for a closed session', () => {
    const boardId = randomUUID();
    let board: System;
    let readingId: string;
    const FIGURES = `query ($id: ID!) { node(id: $id) { ... on UnmaskedReading { readerId characteristic grant { granterId } figures { applied { count masked } categories { category applied { count masked } } } } } }`;

    beforeAll(async () => {
      board = await system.as({ actor: { kind: 'person', id: boardId, role: 'board-member' }, claims: [{ role: 'board-member', scope: 'national' }] });
      const cohortId = await journeys.openCohort();
      for (const option of ['female', 'female', 'male']) {
        const someone = await journeys.leader();
        await system.record('applyForCohort', { cohortId, ...someone, effectiveOn: APPLIED });
        await system.settled();
        const as = await system.as(person(someone.leaderId));
        await as.record('recordEqualityAnswers', { leaderId: someone.leaderId, questionSetId, answers: [{ question: 'sex', option }] });
      }
      await system.settled();
    });

    it('are read by leave of a second person, and each look is on record', async () => {
      const leave = { granteeId: boardId, hours: 2, reason: 'Remuneration committee, closed part.' };
      expect(await board.mutate('grantUnmaskedFigures', leave)).toMatchObject({ code: 'NOT_PERMITTED' });
      const { id: grantId } = await system.record('grantUnmaskedFigures', leave);
      await system.settled();
      const member = await system.as({
        actor: { kind: 'person', id: randomUUID(), role: 'board-member' },
        claims: [{ role: 'board-member', scope: 'national' }],
      });
      expect(await member.mutate('readUnmaskedFigures', { grantId })).toMatchObject({ code: 'UNMASKED_NOT_GRANTED' });
      expect(await board.mutate('readUnmaskedFigures', { grantId, nation: 'SCOTLAND', programmeId: journeys.ground.programmeId })).toMatchObject({
        code: 'FIGURES_DIMENSIONS',
      });
      const { id, receipt } = await board.record('readUnmaskedFigures', { grantId, characteristic: 'sex' });
      expect(receipt.eventTypes).toEqual(['UnmaskedFiguresRead']);
      readingId = id;
      await system.settled();
      const { data } = await board.ask<{ node: { figures: { applied: object; categories: object[] } } }>(FIGURES, { id });
      expect(data.node).toMatchObject({ readerId: boardId, characteristic: 'sex', figures: { applied: { count: 3, masked: false } } });
      expect(data.node.figures.categories).toEqual([
        { category: 'female', applied: { count: 2, masked: false } },
        { category: 'male', applied: { count: 1, masked: false } },
        { category: 'not-known', applied: { count: 0, masked: false } },
      ]);
    });

    it('are shown to whoever looked, and to nobody else', async () => {
      const claiming = (role: 'auditor' | 'board-member') =>
        system.as({ actor: { kind: 'person', id: randomUUID(), role }, claims: [{ role, scope: 'national' }] });
      for (const as of [system, await claiming('auditor'), await claiming('board-member')]) {
        const { data } = await as.ask<{ node: { readerId: string; figures: object | null } }>(FIGURES, { id: readingId });
        expect(data.node).toMatchObject({ readerId: boardId, figures: null });
      }
      expect((await they.ask(FIGURES, { id: readingId })).data).not.toMatchObject({ node: { readerId: boardId } });
    });

    it('are found by what was looked at by whoever looked, and by nobody else', async () => {
      const found = async (as: System): Promise<number> => {
        const { data, errors } = await as.ask<{ at: { unmaskedReadings: { totalCount: number } } }>(
          'query ($of: ID!) { at { unmaskedReadings(programme: $of, first: 5) { totalCount } } }',
          { of: journeys.ground.programmeId },
        );
        expect(errors).toBeUndefined();
        return data.at.unmaskedReadings.totalCount;
      };
      const { id: grantId } = await system.record('grantUnmaskedFigures', { granteeId: boardId, hours: 2, reason: 'The same.' });
      await board.record('readUnmaskedFigures', { grantId, programmeId: journeys.ground.programmeId });
      await system.settled();
      expect([await found(board), await found(system), await found(await system.as('auditor'))]).toEqual([1, 0, 0]);
    });

    it('while their leave lasts', async () => {
      system.clock.standAt(new Date(system.clock.now().getTime() + 3 * 3_600_000).toISOString());
      const again = await system.as({ actor: { kind: 'person', id: boardId, role: 'board-member' }, claims: [{ role: 'board-member', scope: 'national' }] });
      const { data } = await again.ask<{ node: { grant: object; figures: object | null } }>(FIGURES, { id: readingId });
      expect(data.node.figures).toBeNull();
      expect(await again.mutate('readUnmaskedFigures', { grantId: (await grantOf(again)) ?? '' })).toMatchObject({ code: 'UNMASKED_ENDED' });
    });

    async function grantOf(as: System): Promise<string | undefined> {
      const { data } = await as.ask<{ node: { grant: { id: string } } }>('query ($id: ID!) { node(id: $id) { ... on UnmaskedReading { grant { id } } } }', {
        id: readingId,
      });
      return data.node.grant.id;
    }
  });
});
