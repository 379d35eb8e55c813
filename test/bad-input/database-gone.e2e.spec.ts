import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { type Wire, wireTo } from '../http/support/wire.js';
import { APPLIED, Journeys, OFFERED } from '../support/journey.js';
import { type Outcome, startSystem, type System } from '../support/system.js';
import { INTERNALS, onRecord, type Reply, type Visitor, visitor } from './support/visitor.js';

let system: System;
let somebody: Visitor;
let journeys: Journeys;
let wire: Wire;
beforeAll(async () => {
  Logger.overrideLogger(false);
  system = await startSystem({ reach: async (url) => (wire = await wireTo(url)).url, connections: {} });
  somebody = await visitor(system);
  journeys = await Journeys.prepare(system);
});
afterAll(async () => {
  await system.stop();
  await wire.close();
});

/** From outside of the database that goes and comes. */
async function asOwner(...statements: readonly string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env['TEST_DATABASE_OWNER_URL'] });
  await owner.connect();
  for (const statement of statements) await owner.query(statement);
  await owner.end();
}
const name = () => new URL(system.database.url).pathname.slice(1);

const OFFER = 'mutation ($input: OfferPlaceInput!) { offerPlace(input: $input) { __typename ... on Recorded { receipt { token eventTypes } } } }';
const READ = '{ at { position enrolments(first: 100) { nodes { id status leader { name { value } } } } } }';
const codesOf = ({ errors }: Reply) => errors.map(({ extensions }) => extensions?.code);
const statusOf = (reply: Reply, id: string) =>
  (reply.data as { at: { enrolments: { nodes: { id: string; status: string }[] } } | null } | undefined)?.at?.enrolments.nodes.find((node) => node.id === id)
    ?.status;
const ready = () => somebody.get('/health/ready', { authorization: '' });

/** Once the API and the worker, which each find it out by themselves, reach the database again. */
async function allBack(): Promise<void> {
  await system.eventually(ready, ({ status }) => status === 200);
  await system.eventually(
    () => onRecord(system).catch(() => undefined),
    (count) => count !== undefined,
  );
}

describe.each<{ how: string; goes: () => Promise<void>; comes: () => Promise<void> }>([
  { how: 'cannot be reached', goes: async () => wire.cut(), comes: async () => wire.mend() },
  { how: 'says nothing any more', goes: async () => wire.hush(), comes: async () => wire.mend() },
  {
    how: 'turns everyone away',
    goes: () =>
      asOwner(
        `alter database ${name()} with allow_connections false`,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name()}' and usename is not null`,
      ),
    comes: () => asOwner(`alter database ${name()} with allow_connections true`),
  },
])('a database that $how', ({ goes, comes }) => {
  it('fails requests clearly and at once, turns readiness red and leaves the process alive; all comes back by itself', async () => {
    const cohortId = await journeys.openCohort({ capacity: 1 });
    const [first, second] = [await journeys.shortlisted(cohortId), await journeys.shortlisted(cohortId)];
    const offer = { query: OFFER, variables: { input: { commandId: randomUUID(), enrolmentId: first, effectiveOn: OFFERED } } };
    const application = { commandId: randomUUID(), cohortId, ...(await journeys.leader()), effectiveOn: APPLIED };
    await system.settled();
    const before = await onRecord(system);

    await goes();
    // More at once than there are connections: nobody waits for the others, and who waited for as long as an operation may take would be told TIMEOUT.
    const asked = [{ query: READ }, { query: READ }, offer];
    const [crowd, red, inWelsh] = await Promise.all([
      Promise.all(Array.from({ length: 60 }, (_, index) => somebody.send(asked[index % 3]))),
      ready(),
      somebody.send({ query: READ }, { 'accept-language': 'cy' }),
    ]);
    for (const reply of [...crowd, inWelsh]) {
      expect([reply.status, codesOf(reply)]).toEqual([200, ['UNAVAILABLE']]);
      expect([null, { at: null }]).toContainEqual(reply.data ?? null);
      expect(reply.text).not.toMatch(INTERNALS);
    }
    expect(inWelsh.errors[0]?.message).not.toBe(crowd[0]?.errors[0]?.message);
    expect(red.status).toBe(503);
    expect(red.text).not.toMatch(INTERNALS);
    expect(codesOf(await somebody.send(offer))).toEqual(['UNAVAILABLE']);

    expect((await somebody.get('/health/live', { authorization: '' })).status).toBe(200);
    // What needs no database is answered as ever, and so is who may not ask.
    expect((await somebody.send({ query: '{ limits { cost } }' })).data).toEqual({ limits: { cost: 10_000 } });
    expect((await somebody.send(offer, { authorization: '' })).status).toBe(401);

    await comes();
    await allBack();
    expect(await onRecord(system)).toBe(before);
    // The same request under the same command id is recorded now, the process managers answer it, and the projector shows it.
    const { data, errors } = await somebody.send(offer);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ offerPlace: { __typename: 'Recorded', receipt: { eventTypes: ['PlaceHeld'] } } });
    await system.record('offerPlace', { enrolmentId: second, effectiveOn: OFFERED });
    // Names a little later than the rest: once it can be recorded again who reads them.
    await system.eventually(
      () => somebody.send({ query: READ }),
      (reply) => statusOf(reply, first) === 'OFFERED' && statusOf(reply, second) === 'WAITLISTED' && reply.errors.length === 0,
    );
    expect(await system.mutate('applyForCohort', application)).toMatchObject({ __typename: 'Recorded' });
  });

  it('while commands are under way leaves each of them recorded once or not at all, and sent again once', async () => {
    const cohortId = await journeys.openCohort();
    const applications = await Promise.all(
      Array.from({ length: 20 }, async () => ({
        commandId: randomUUID(),
        cohortId,
        ...(await journeys.leader()),
        statement: 'Both of us.',
        effectiveOn: APPLIED,
      })),
    );
    const applied = async () => {
      const { rows } = await system.database.database.query<{ n: number }>("select count(*)::int as n from es.events where type = 'ApplicationSubmitted'");
      return rows[0]?.n ?? 0;
    };
    const before = await applied();
    const apply = (input: object): Promise<Outcome | string> => system.mutate('applyForCohort', input).catch((error: unknown) => String(error));

    const sent = applications.map(apply);
    await sleep(5);
    await goes();
    for (const outcome of await Promise.all(sent)) {
      if (typeof outcome === 'string') expect(outcome).toMatch(/UNAVAILABLE|OUTCOME_UNKNOWN|KEYS_UNAVAILABLE/);
      else expect(outcome.__typename).toBe('Recorded');
    }
    await comes();
    await allBack();
    // As they are told to: again, while there is no database for them.
    const again = (input: object) =>
      system.eventually(
        () => apply(input),
        (outcome) => typeof outcome !== 'string',
      );
    for (const outcome of await Promise.all(applications.map(again))) expect(outcome).toMatchObject({ __typename: 'Recorded' });
    await system.settled();
    expect(await applied()).toBe(before + applications.length);
  });
});

describe('a database that goes once a mutation is recorded', () => {
  const WITHDRAW = `mutation ($input: WithdrawEnrolmentInput!) { withdrawEnrolment(input: $input) { ... on Recorded {
    recordedFor receipt { eventIds token events { eventId type position } } at { position settled enrolments(first: 1) { nodes { id } } }
  } } }`;

  it('takes none of that with it: what cannot be read any more is null, and says why', async () => {
    const enrolmentId = await journeys.enrolled(await journeys.openCohort());
    await system.settled();
    const commandId = randomUUID();
    const url = new URL(process.env['TEST_DATABASE_OWNER_URL'] ?? '');
    url.pathname = name();
    const holding = new pg.Client({ connectionString: url.href });
    await holding.connect();
    try {
      // Whoever reads waits, and whoever records does not.
      await holding.query('begin');
      await holding.query('lock table projection.read_model in access exclusive mode');
      const answer = somebody.send({ query: WITHDRAW, variables: { input: { commandId, enrolmentId, effectiveOn: '2025-03-03' } } });
      await system.eventually(
        () => holding.query('select from es.events where command_id = $1', [commandId]),
        ({ rowCount }) => rowCount === 1,
      );
      // Others see what is committed before whoever committed it hears of it.
      await sleep(500);
      wire.cut();
      const reply = await answer;
      const { withdrawEnrolment } = reply.data as { withdrawEnrolment: { recordedFor: string; receipt: { eventIds: string[]; events: object[] }; at: null } };
      const [eventId] = withdrawEnrolment.receipt.eventIds;
      expect(withdrawEnrolment).toMatchObject({
        recordedFor: enrolmentId,
        receipt: { events: [{ eventId, type: 'EnrolmentWithdrawn' }] },
        at: null,
      });
      expect(reply.errors.map(({ path, extensions }) => [path?.join('.'), extensions?.code])).toContainEqual(['withdrawEnrolment.at', 'UNAVAILABLE']);
    } finally {
      await holding.end();
      wire.mend();
    }
    await allBack();
  });
});
