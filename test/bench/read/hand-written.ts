// The same page by hand: one Fastify handler, the product's own statements in a transaction of the same kind, its keys and their cache, and a
// serializer compiled from the answer's schema. It verifies no token, knows no limits, logs nothing, and answers nothing but this page.
import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Database } from '@app/database';
import type { SealedValue } from '@app/kernel';
import { Keyring, localMasterKey, Opener } from '@app/privacy';
import fastify from 'fastify';
import type { QueryResult } from 'pg';
import type { Answer, Statement } from './page.js';
import { ENROLMENTS, nodeId } from './page.js';

interface CohortRow {
  readonly id: string;
  readonly name: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly capacity: number;
  readonly places_held: number;
}
interface EnrolmentRow {
  readonly cursor_parent: number;
  readonly id: string;
  readonly leader_id: string;
  readonly status: string;
  readonly status_since: string;
}
interface LeaderRow {
  readonly id: string;
  readonly known_as: SealedValue<string>;
}
interface Pointer {
  readonly position: bigint;
}

/** What the product did for the page. */
interface Sent {
  readonly statements: readonly Statement[];
  readonly extensions: Answer['extensions'];
}

const text = { type: 'string' };
const integer = { type: 'integer' };
const flag = { type: 'boolean' };
const object = (properties: object) => ({ type: 'object', properties });
const list = (items: object) => object({ nodes: { type: 'array', items }, pageInfo: object({ hasNextPage: flag }) });
const leader = object({ id: text, name: object({ value: { type: ['string', 'null'] }, state: text }) });
const enrolments = list(object({ id: text, status: text, statusSince: text, leader }));
const cohorts = list(object({ id: text, name: text, startsOn: text, endsOn: text, capacity: integer, placesHeld: integer, enrolments }));
const answer = object({
  data: object({ at: object({ position: text, cohorts }) }),
  extensions: object({ cost: object({ requested: integer, limit: integer }) }),
});

const STATES = { open: 'OPEN', erased: 'ERASED', locked: 'LOCKED' } as const;

const { DATABASE_URL: url = '', DATA_DIR: dataDir = '' } = process.env;
const database = new Database({ url });
const opener = new Opener(new Keyring(database, await localMasterKey({ dataDir, production: false })));

async function page({ statements, extensions }: Sent): Promise<object> {
  const [begin, cohortPage, enrolmentPages, leadersById, commit] = statements as [Statement, Statement, Statement, Statement, Statement];
  const client = await database.pool.connect();
  try {
    const [, pointer] = (await client.query(begin.text)) as unknown as [QueryResult, QueryResult<Pointer>];
    const { rows: found } = await client.query<CohortRow>({ ...cohortPage, values: [...cohortPage.values] });
    const shown = found.slice(0, found.length - (found.length > 10 ? 1 : 0));
    const { rows: enrolled } = await client.query<EnrolmentRow>({ ...enrolmentPages, values: [shown.map(({ id }) => id), ...enrolmentPages.values.slice(1)] });
    const byCohort: EnrolmentRow[][] = shown.map(() => []);
    for (const row of enrolled) byCohort[row.cursor_parent - 1]?.push(row);
    const pages = byCohort.map((rows) => rows.slice(0, ENROLMENTS));
    const leaderIds = [...new Set(pages.flatMap((rows) => rows.map(({ leader_id }) => leader_id)))];
    const { rows: people } = await client.query<LeaderRow>({ ...leadersById, values: [leaderIds] });
    const names = await opener.open(people.map(({ known_as }) => known_as));
    const leaders = new Map(
      people.map(({ id }, index) => {
        const name = names[index] ?? { state: 'locked' };
        return [id, { id: nodeId('Leader', id), name: { value: name.state === 'open' ? name.value : null, state: STATES[name.state] } }];
      }),
    );
    return {
      data: {
        at: {
          position: String(pointer.rows[0]?.position),
          cohorts: {
            nodes: shown.map((cohort, index) => ({
              id: nodeId('Cohort', cohort.id),
              name: cohort.name,
              startsOn: cohort.starts_on,
              endsOn: cohort.ends_on,
              capacity: cohort.capacity,
              placesHeld: cohort.places_held,
              enrolments: {
                nodes: pages[index]?.map(({ id, status, status_since, leader_id }) => ({
                  id: nodeId('Enrolment', id),
                  status,
                  statusSince: status_since,
                  leader: leaders.get(leader_id),
                })),
                pageInfo: { hasNextPage: (byCohort[index]?.length ?? 0) > ENROLMENTS },
              },
            })),
            pageInfo: { hasNextPage: found.length > shown.length },
          },
        },
      },
      extensions,
    };
  } finally {
    // The answer does not wait for it, as the product's does not.
    void client.query(commit.text).then(
      () => client.release(),
      () => client.release(true),
    );
  }
}

const server = fastify();
let sent: readonly Sent[] = [];
server.get<{ Params: { number: string } }>('/page/:number', { schema: { response: { 200: answer } } }, async ({ params }) => {
  const asked = sent[Number(params.number)];
  if (!asked) throw new Error('nothing was told yet of what is to be sent');
  return page(asked);
});
process.on('message', (message: readonly Sent[]) => {
  sent = message;
  process.send?.({});
});
const stop = () => {
  void server
    .close()
    .then(() => database.close())
    .then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: (server.server.address() as AddressInfo).port });
