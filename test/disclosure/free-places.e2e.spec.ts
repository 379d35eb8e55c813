import { randomUUID } from 'node:crypto';
import { parseNodeId } from '@app/graphql-kit';
import type { Scope } from '@app/identity';
import { Journeys, OFFERED, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

interface Places {
  readonly placesHeld: number | null;
  readonly placesFree: number | null;
  readonly waitingCount: number | null;
  readonly fill: string;
}

describe('places of a cohort, asked at every moment', () => {
  let system: System;
  let journeys: Journeys;
  let cohortId: string;
  let head: number;
  beforeAll(async () => {
    system = await startSystem();
    journeys = await Journeys.prepare(system);
    cohortId = await journeys.openCohort();
    for (let time = 0; time < 3; time++) await journeys.offered(cohortId);
    await system.settled();
    const { data } = await system.ask<{ at: { position: string } }>('{ at { position } }');
    head = Number(data.at.position);
  });
  afterAll(() => system.stop());

  const person = (role: 'board-member' | 'talent-partner', scope: Scope) =>
    system.as({ actor: { kind: 'person', id: randomUUID(), role }, claims: [{ role, scope }] });
  const places = async (as: System, moment: string) => {
    const { data, errors } = await as.ask<{ at: { cohorts: { nodes: Places[] } } }>(
      `{ at${moment} { cohorts(first: 1) { nodes { placesHeld placesFree waitingCount fill } } } }`,
    );
    expect(errors).toBeUndefined();
    return data.at.cohorts.nodes[0];
  };
  /** Answers of every position that has the cohort, and of days around those that count. */
  const everywhere = async (as: System) => {
    const positions = Array.from({ length: head }, (_, index) => `(position: "${index + 1}")`);
    const all = await Promise.all([...positions, `(asOf: "${OFFERED}")`, `(asOf: "${STARTED}")`, ''].map((moment) => places(as, moment)));
    return all.filter((one) => one !== undefined);
  };

  it('are numbers for the programme’s own team and whoever oversees it', async () => {
    for (const team of [system, await journeys.lead()]) {
      const found = await everywhere(team);
      expect(new Set(found.map(({ placesHeld }) => placesHeld))).toEqual(new Set([0, 1, 2, 3]));
      for (const { placesHeld, fill } of found) expect(fill).toBe(placesHeld === 0 ? 'NONE' : 'FEW');
    }
  });

  it('are about how many for everybody else, so that two moments do not tell who crossed', async () => {
    await system.record('registerOrganisation', { code: 'another-employer', name: { en: 'Another employer' }, sector: 'NHS', nation: 'SCOTLAND' });
    const applicant = await journeys.leader();
    await system.settled();
    const leader = await system.as({ actor: { kind: 'person', id: parseNodeId(applicant.leaderId)?.id ?? '', role: 'leader' }, claims: [] });
    for (const [who, as] of Object.entries({
      leader,
      'board member': await person('board-member', 'national'),
      'talent partner of another organisation': await person('talent-partner', { organisations: ['another-employer'] }),
    })) {
      const found = await everywhere(as);
      expect([who, found.filter(({ placesHeld, placesFree, waitingCount }) => (placesHeld ?? placesFree ?? waitingCount) !== null)]).toEqual([who, []]);
      expect([who, new Set(found.map(({ fill }) => fill))]).toEqual([who, new Set(['NONE', 'FEW'])]);
    }
  });
});
