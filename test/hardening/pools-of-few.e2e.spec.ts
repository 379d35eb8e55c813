import 'reflect-metadata';
import { createApi } from '@app/api';
import { ReadModel } from '@app/read-model';
import supertest from 'supertest';
import { Journeys, OFFERED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

// Of each kind of connection there is one: whoever takes a second while they hold a first waits for themselves, and fails.
let system: System;
beforeAll(async () => {
  system = await startSystem();
  const journeys = await Journeys.prepare(system);
  const cohortId = await journeys.openCohort();
  for (let applicant = 0; applicant < 4; applicant++) {
    const enrolmentId = await journeys.shortlisted(cohortId);
    await system.record('offerPlace', { enrolmentId, effectiveOn: OFFERED });
  }
  await system.settled();
}, 600_000);
afterAll(() => system.stop());

const PAGE = `query($first: Int!) {
  at {
    recordedAt lag
    cohorts(first: $first) { nodes { name enrolments(first: 10) { nodes { status leader { name { value state } } timeline(first: 10) { nodes { type recordedAt } } } } } }
  }
}`;
interface Page {
  readonly at: { readonly cohorts: { readonly nodes: { readonly enrolments: { readonly nodes: { readonly leader: { readonly name: object } }[] } }[] } };
}

describe('an installation with one connection for each purpose', () => {
  it('answers a crowd at once from cold, without one error', async () => {
    const exposure = { admission: { reads: { atOnce: 24, waiting: 26 }, patienceMs: 60_000 } };
    const cold = await createApi({ ...system.options, dataDir: system.dataDir, production: false, logLevel: 'silent', exposure });
    try {
      await cold.listen(0, '127.0.0.1');
      const http = supertest(cold.getHttpServer());
      const ask = async (first: number) =>
        (
          await http
            .post('/graphql')
            .set({ authorization: `Bearer ${system.token}` })
            .send({ query: PAGE, variables: { first } })
        ).body as {
          data: Page;
          errors?: unknown;
        };
      const pages = await Promise.all(Array.from({ length: 26 }, (_, index) => ask(1 + (index % 3))));
      expect(pages.flatMap(({ errors }) => errors ?? [])).toEqual([]);
      const names = pages.flatMap(({ data }) => data.at.cohorts.nodes.flatMap(({ enrolments }) => enrolments.nodes.map(({ leader }) => leader.name)));
      expect(names).toHaveLength(26 * 4);
      for (const name of names) expect(name).toEqual({ value: expect.stringMatching(/./), state: 'OPEN' });
    } finally {
      await cold.close();
    }
  });

  it('decides who may record something while all that read are at it', async () => {
    const snapshot = await system.api.get(ReadModel, { strict: false }).snapshot();
    try {
      const outcome = await (
        await system.as('talent-partner')
      ).mutate('registerLeader', {
        legalName: 'Una Example',
        sortName: 'Example, Una',
        language: 'EN',
        effectiveOn: '2020-01-01',
      });
      expect(['Recorded', 'Refusal']).toContain(outcome.__typename);
      expect((await fetch(`${await system.api.getUrl()}/health/ready`)).status).toBe(200);
    } finally {
      await snapshot.release();
    }
  });
});
