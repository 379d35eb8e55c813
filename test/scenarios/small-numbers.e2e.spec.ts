import { parseNodeId } from '@app/graphql-kit';
import { OpenedTables } from '@app/read-model';
import { APPLIED, Journeys } from '../support/journey.js';
import { publishQuestions } from '../support/questions.js';
import { startSystem, type System } from '../support/system.js';

const plain = (id: string): string => parseNodeId(id)?.id ?? id;
const claiming = (role: 'talent-partner' | 'board-member') => ({
  actor: { kind: 'person' as const, id: role === 'board-member' ? 'b0000000-0000-4000-8000-000000000001' : 'b0000000-0000-4000-8000-000000000002', role },
  claims: [{ role, scope: 'national' as const }],
});
const leaderOf = (id: string) => ({ actor: { kind: 'person' as const, id: plain(id), role: 'leader' }, claims: [] });

interface Figure {
  readonly count: number | null;
  readonly percent: number | null;
  readonly masked: boolean;
}
interface Funnel {
  readonly applied: Figure;
  readonly categories: readonly { readonly category: string; readonly applied: Figure; readonly offered: Figure; readonly completed: Figure }[];
}
const FUNNEL = 'applied { count percent masked } categories { category applied { count percent masked } offered { count masked } completed { count masked } }';
const ARGS = '$nation: Nation, $organisation: ID, $programme: ID, $characteristic: String';
const PASSED = 'nation: $nation, organisation: $organisation, programme: $programme, characteristic: $characteristic';

describe('small numbers', () => {
  let system: System;
  let partner: System;
  let board: System;
  let journeys: Journeys;
  let leaders: string[];

  const figures = async (as: System, scope: object, moment = '') => {
    const { data, errors } = await as.ask<{ at: { figures: { publishedOn: string; countedAt: string; funnel: Funnel } | null } }>(
      `query (${ARGS}) { at${moment} { figures { publishedOn countedAt funnel(${PASSED}) { ${FUNNEL} } } } }`,
      scope,
    );
    return { figures: data?.at?.figures ?? null, code: errors?.[0]?.extensions?.code, message: errors?.[0]?.message };
  };

  beforeAll(async () => {
    system = await startSystem();
    partner = await system.as(claiming('talent-partner'));
    board = await system.as(claiming('board-member'));
    journeys = await Journeys.prepare(system);
    const questions = await publishQuestions(system);
    const cohortId = await journeys.openCohort({ capacity: 100 });
    leaders = [];
    // 30 people, of whom 24 say one thing of themselves and 6 another.
    for (let number = 0; number < 30; number++) {
      const { leaderId, assignmentId } = await journeys.leader();
      await system.record('applyForCohort', { cohortId, leaderId, assignmentId, effectiveOn: APPLIED });
      leaders.push(leaderId);
    }
    await system.settled();
    for (const [number, leaderId] of leaders.entries()) {
      const they = await system.as(leaderOf(leaderId));
      const answers = [{ question: 'disability', option: number < 6 ? 'disabled' : 'not-disabled' }];
      await they.record('recordEqualityAnswers', { leaderId, questionSetId: questions['SCOTLAND'], answers });
    }
    await system.settled();
    await partner.record('publishFigures', {});
    await system.settled();
  });
  afterAll(() => system.stop());

  it('scenario 12: of 30 people split 24 and 6, both are masked, for a talent partner and a board alike', async () => {
    for (const as of [partner, board]) {
      const { figures: answered } = await figures(as, { characteristic: 'disability' });
      expect(answered?.funnel.applied).toEqual({ count: 30, percent: 100, masked: false });
      const masked = { count: null, percent: null, masked: true };
      expect(answered?.funnel.categories.map(({ category, applied }) => [category, applied])).toEqual([
        ['not-disabled', masked],
        ['disabled', masked],
        ['not-known', masked],
      ]);
    }
  });

  it('scenario 12: no filter recovers the 6, and no total', async () => {
    const { organisationId: organisation, programmeId: programme } = journeys.ground;
    for (const scope of [{}, { nation: 'SCOTLAND' }, { organisation }, { programme }, { organisation, programme }]) {
      const { figures: answered } = await figures(partner, { ...scope, characteristic: 'disability' });
      expect(answered?.funnel.applied.count).toBe(30);
      for (const { applied, offered, completed } of answered?.funnel.categories ?? []) {
        expect([applied, offered, completed].every(({ count, masked }) => count === null && masked)).toBe(true);
      }
    }
    const elsewhere = await figures(partner, { nation: 'WALES', characteristic: 'disability' });
    expect(elsewhere.figures?.funnel.applied).toEqual({ count: null, percent: null, masked: true });
  });

  it('scenario 12: any other combination is refused, and says what may be asked', async () => {
    const { organisationId: organisation, programmeId: programme } = journeys.ground;
    for (const scope of [
      { nation: 'SCOTLAND', organisation },
      { nation: 'SCOTLAND', programme },
      { nation: 'SCOTLAND', organisation, programme },
    ]) {
      expect(await figures(partner, scope)).toMatchObject({
        figures: { funnel: null },
        code: 'FIGURES_DIMENSIONS',
        message: expect.stringContaining('by nation') as string,
      });
    }
    expect(await figures(partner, { characteristic: 'age' })).toMatchObject({
      code: 'FIGURES_CHARACTERISTIC',
      message: expect.stringContaining('disability') as string,
    });
    const welsh = await partner.ask(
      '{ at { figures { funnel(nation: SCOTLAND, characteristic: "age") { applied { count } } } } }',
      {},
      { 'accept-language': 'cy' },
    );
    expect(welsh.errors?.[0]?.message).toContain('Ni chyhoeddir ffigurau');
  });

  it('scenario 12: no date recovers it: figures are answered for publications alone, and those lie apart', async () => {
    const { figures: answered } = await figures(partner, {});
    const position = answered?.countedAt ?? '';
    expect((await figures(partner, { characteristic: 'disability' }, `(position: "${position}")`)).figures).toMatchObject({ countedAt: position });
    const { data } = await system.ask<{ at: { head: string } }>('{ at { head } }');
    for (const moment of [
      `(position: "${Number(position) - 1}")`,
      `(position: "${data.at.head}")`,
      '(asOf: "2025-06-30")',
      `(knownAt: "${system.clock.instant()}")`,
    ]) {
      expect(await figures(partner, {}, moment)).toMatchObject({ figures: null, code: 'FIGURES_DATES', message: expect.stringContaining(position) as string });
    }
    expect(await partner.mutate('publishFigures', {})).toMatchObject({ code: 'FIGURES_TOO_SOON' });

    // Somebody takes their answer back, somebody else comes: what was published stays, and what is published later tells neither apart.
    const they = await system.as(leaderOf(leaders[0] ?? ''));
    await they.record('withdrawEqualityAnswers', { leaderId: leaders[0] });
    const before = await figures(partner, { characteristic: 'disability' });
    expect(before.figures?.funnel).toEqual((await figures(partner, { characteristic: 'disability' }, `(position: "${position}")`)).figures?.funnel);
    const later = new Date(system.clock.now().getTime() + 40 * 86_400_000).toISOString();
    system.clock.standAt(later);
    // Tokens of before have run out by then.
    partner = await system.as(claiming('talent-partner'));
    board = await system.as(claiming('board-member'));
    await partner.record('publishFigures', {});
    const asked = await system.as('administrator');
    await system.eventually(
      () => figures(asked, { characteristic: 'disability' }),
      ({ figures: latest }) => latest !== null && latest.countedAt !== position,
    );
    const after = await figures(partner, { characteristic: 'disability' });
    expect(after.figures?.funnel).toEqual(before.figures?.funnel);
  });

  it('scenario 12: nor does the exact funnel, which is for whoever leads the programme, and knows no characteristics', async () => {
    const { programmeId } = journeys.ground;
    const funnel = (as: System) =>
      as.ask<{ at: { funnel: object; position: string } }>(
        'query ($programme: ID!) { at { position funnel(programme: $programme) { applicants offered completed } } }',
        {
          programme: programmeId,
        },
      );
    const administrator = await system.as('administrator');
    for (const as of [partner, board, administrator]) {
      const { data, errors } = await funnel(as);
      expect(errors?.[0]?.extensions?.code).toBe('FUNNEL_OF_OTHERS');
      // The rest of the answer stands.
      expect(data.at).toEqual({ position: expect.any(String) as string, funnel: null });
    }
    const { id } = await administrator.record('registerLeader', { legalName: 'Lead', sortName: 'Lead', language: 'EN', effectiveOn: '2020-01-01' });
    await administrator.record('appointProgrammeLead', { programmeId, personId: id, effectiveOn: '2020-01-01' });
    const lead = await system.as(leaderOf(id));
    const { data } = await system.eventually(
      () => funnel(lead),
      ({ errors }) => errors === undefined,
    );
    expect(data.at.funnel).toEqual({ applicants: 30, offered: 0, completed: 0 });
    expect((await figures(lead, {})).figures).toBeNull();
  });

  it('the answers are in no table but as they are sealed, or counted', async () => {
    const opened = system.projector.get(OpenedTables);
    await opened.recreate();
    const { rows } = await system.database.database.pool.query<{ people: number; category: string | null }>(
      "select count(*)::int as people, counted_as ->> 'disability' as category from opened.counted_answers group by 2 order by 2",
    );
    expect(rows).toEqual([
      { people: 5, category: 'disabled' },
      { people: 24, category: 'not-disabled' },
    ]);
    const { rows: stored } = await system.database.database.pool.query<{ text: string }>('select data::text as text from es.events');
    expect(stored.some(({ text }) => text.includes('"not-disabled"') && text.includes('EqualityAnswers'))).toBe(false);
    const { rows: read } = await system.database.database.pool
      .query<{ answers: object }>('select answers from equality_answers limit 1')
      .catch(() => ({ rows: [] }));
    for (const { answers } of read) expect(answers).toHaveProperty('sealed');
  });
});
