import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

describe('what one operation asks of a row in several places', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
    const journeys = await Journeys.prepare(system);
    await journeys.shortlisted(await journeys.openCohort());
    await system.settled();
  });
  afterAll(() => system.stop());

  const WHOLE = 'leader { id preferredLanguage participation identities { id } }';
  const lists = { nodes: (asked: string) => `nodes { ${asked} }`, edges: (asked: string) => `edges { node { ${asked} } }` };
  async function answer(...asked: readonly string[]): Promise<object> {
    const { data, errors } = await system.ask<{ at: { enrolments: object } }>(`{ at { enrolments(first: 10) { ${asked.join(' ')} } } }`);
    expect(errors).toBeUndefined();
    return data.at.enrolments;
  }

  // Of `identities` it is not said what it is made of: the row is read whole.
  it.each([
    ['nothing before all', 'leader { __typename }', WHOLE],
    ['all before nothing', WHOLE, 'leader { __typename }'],
    ['some before all', 'leader { participation }', WHOLE],
  ])('is answered in each as if it were asked there alone: %s', async (_what, one, other) => {
    const alone = { ...(await answer(lists.nodes(one))), ...(await answer(lists.edges(other))) };
    expect(JSON.stringify(alone)).toContain('"preferredLanguage":"CY"');
    expect(await answer(lists.nodes(one), lists.edges(other))).toEqual(alone);
  });
});
