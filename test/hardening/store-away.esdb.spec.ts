import { setTimeout as sleep } from 'node:timers/promises';
import { DEVELOPMENT_ISSUER } from '@app/development-provider';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { type Wire, wireTo } from '../http/support/wire.js';
import { Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const ME = '{ viewer { leader { id } } at { levelAt lag } }';
/** Much less than anybody is patient for. */
const AT_ONCE_MS = 2_500;

let system: System;
let wire: Wire;
let journeys: Journeys;
beforeAll(async () => {
  Logger.overrideLogger(false);
  const given = process.env['EVENTSTORE_CONNECTION_STRING'] ?? '';
  wire = await wireTo(given);
  process.env['EVENTSTORE_CONNECTION_STRING'] = wire.url;
  try {
    system = await startSystem({ connections: {} });
  } finally {
    process.env['EVENTSTORE_CONNECTION_STRING'] = given;
  }
  journeys = await Journeys.prepare(system);
});
afterAll(async () => {
  wire.mend();
  await system.stop();
  await wire.close();
});

async function signedIn(subject: string, headers: Readonly<Record<string, string>> = {}) {
  const token = await system.tokenFor({ subject, kind: 'person', claims: [] });
  return async (query = ME, variables: object = {}) => {
    const begun = performance.now();
    const {
      status,
      body,
      headers: told,
    } = await supertest(system.api.getHttpServer())
      .post('/graphql')
      .set({ authorization: `Bearer ${token}`, ...headers })
      .send({ query, variables });
    const { data, errors = [] } = body as {
      data?: { viewer: { leader: { id: string } }; at: { levelAt: string } };
      errors?: { extensions?: { code?: string; retryAfterMs?: number } }[];
    };
    return { status, data, codes: errors.map(({ extensions }) => extensions?.code), retryAfter: told['retry-after'], ms: performance.now() - begun };
  };
}

describe.each([
  ['turns everyone away', () => wire.cut()],
  ['says nothing any more', () => wire.hush()],
])('while EventStoreDB %s', (_how, goes) => {
  it('reads go on, of whoever is known, also for the first time; nothing is recorded, and that is said at once, until it is back', async () => {
    const [{ leaderId: ann }, { leaderId: bob }] = [await journeys.leader(), await journeys.leader()];
    const [annSubject, bobSubject] = [randomUUID(), randomUUID()];
    for (const [leaderId, subject] of [
      [ann, annSubject],
      [bob, bobSubject],
    ])
      await system.record('linkIdentity', { leaderId, issuer: DEVELOPMENT_ISSUER, subject, reason: 'Seen with their badge.' });
    const delegation = await system.record('grantDelegation', {
      principalId: ann,
      deputyId: bob,
      roles: ['LEADER'],
      authority: 'READING',
      endsOn: system.clock.today(),
      reason: 'They are away.',
    });
    await system.settled();
    const before = await (await signedIn(annSubject))();
    expect(before).toMatchObject({ status: 200, codes: [], data: { viewer: { leader: { id: ann } } } });

    goes();
    // Whoever comes first finds it out.
    expect((await (await signedIn(randomUUID()))()).ms).toBeLessThan(AT_ONCE_MS);
    await sleep(1_500);
    // Beyond what is remembered of links: every one is asked for anew, in whatever order.
    const known = [await signedIn(annSubject), await signedIn(bobSubject), await signedIn(bobSubject, { 'on-behalf-of': delegation.id })];
    for (const [index, ask] of known.entries()) {
      const reply = await ask();
      expect(reply).toMatchObject({ status: 200, codes: [], data: { viewer: { leader: { id: index === 1 ? bob : ann } } } });
      expect(Date.parse(reply.data?.at.levelAt ?? '')).toBeLessThan(Date.now() - 1_000);
      expect(reply.ms).toBeLessThan(AT_ONCE_MS);
    }
    const unknown = await (await signedIn(randomUUID()))();
    expect([unknown.status, unknown.codes]).toEqual([403, ['NO_ROLE']]);
    expect(unknown.ms).toBeLessThan(AT_ONCE_MS);

    await sleep(10_000);
    const mutation = 'mutation ($input: LinkIdentityInput!) { linkIdentity(input: $input) { __typename } }';
    const input = { commandId: randomUUID(), leaderId: ann, issuer: DEVELOPMENT_ISSUER, subject: randomUUID(), reason: 'Seen with their badge.' };
    const asked = performance.now();
    const refused = await supertest(system.api.getHttpServer())
      .post('/graphql')
      .set({ authorization: `Bearer ${system.token}` })
      .send({ query: mutation, variables: { input } });
    expect(refused.body).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE', retryAfterMs: 5_000 } }] });
    expect(refused.headers['retry-after']).toBe('5');
    expect(performance.now() - asked).toBeLessThan(AT_ONCE_MS);
    const ready = await supertest(system.api.getHttpServer()).get('/health/ready');
    expect([ready.status, ready.body]).toMatchObject([
      200,
      { info: { eventStore: { mirror: 'away', readsUntil: expect.any(String), reason: expect.any(String) } } },
    ]);

    wire.mend();
    await system.eventually(
      () => system.ask<{ linkIdentity: { __typename: string } | null }>(mutation, { input }),
      ({ data }) => data?.linkIdentity?.__typename === 'Recorded',
    );
    await system.settled();
    await system.eventually(
      () => system.ask<{ at: { levelAt: string } }>('{ at { levelAt } }'),
      ({ data }) => Date.parse(data.at.levelAt) > Date.now() - 3_000,
    );
  });
});
